"""What only the engine in a folder can get wrong: other processes, locks, sudden death."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
import tantivy

from search.backends.base import BusyError, UnavailableError, Upsert
from search.backends.embedded import backend as module
from search.backends.embedded import schema, writing
from search.backends.embedded.backend import EmbeddedBackend
from search.domain.plan import Clause, Match, Plan
from tests.factories.search import document

LANGUAGES = ("en", "es")
WASTE = Plan(language="en", clauses=(Clause("waste", (Match(("wast",)),)),), coverage=1)
context = multiprocessing.get_context("spawn")


def page(number: int, text: str = "waste"):
    return document(f"page:{number}", "en", f"Page {number}", body=text)


def write_forever(folder: Path, started) -> None:
    engine = EmbeddedBackend(folder, LANGUAGES)
    for round_ in range(2, 10_000):
        engine.apply([Upsert(page(number, f"waste {round_}"), round_) for number in range(30)])
        started.set()


def write_once(folder: Path) -> None:
    EmbeddedBackend(folder, LANGUAGES).apply([Upsert(page(99), 1)])


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedBackend:
    engine = EmbeddedBackend(tmp_path, LANGUAGES)
    engine.apply([Upsert(page(number), 1) for number in range(30)])
    return engine


def test_what_another_process_wrote_is_found_at_once(engine, tmp_path):
    writer = context.Process(target=write_once, args=(tmp_path,))
    writer.start()
    writer.join(60)
    assert "page:99" in engine.search(WASTE).families


def test_a_writer_killed_at_any_moment_leaves_a_whole_index(engine, tmp_path):
    for pause in (0.0, 0.01, 0.03, 0.05):
        started = context.Event()
        writer = context.Process(target=write_forever, args=(tmp_path, started))
        writer.start()
        assert started.wait(60)
        time.sleep(pause)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join(10)
        assert len({state.version for state in engine.scan()}) == 1
        assert len(engine.search(WASTE).families) == 30
    with engine.writing():
        engine.apply([Upsert(page(0, "waste at last"), 20_000)])
    assert max(state.version for state in engine.scan()) == 20_000


def test_a_second_writer_waits_and_then_gives_up_with_a_name(engine, monkeypatch):
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.2)
    folder = engine.generations.path(engine.health().generation) / "en"
    writer = tantivy.Index.open(str(folder)).writer(15_000_000, num_threads=1)
    with pytest.raises(BusyError, match="writer"):
        engine.apply([Upsert(page(1), 5)])
    writer.wait_merging_threads()
    del writer
    engine.apply([Upsert(page(1), 5)])


def test_only_one_at_a_time_holds_the_write_lock(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.1)
    with engine.writing(), pytest.raises(BusyError), EmbeddedBackend(tmp_path, LANGUAGES).writing():
        pass
    with engine.writing():
        pass


def test_another_layout_is_reported(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(schema, "LAYOUT", schema.LAYOUT + 1)
    health = EmbeddedBackend(tmp_path, LANGUAGES).health()
    assert not health.ok
    assert "search_rebuild" in health.detail


def test_another_layout_is_neither_read_nor_gone_back_to(engine, tmp_path, monkeypatch):
    engine.promote(engine.begin_generation())
    monkeypatch.setattr(schema, "LAYOUT", schema.LAYOUT + 1)
    newer = EmbeddedBackend(tmp_path, LANGUAGES)
    for action in (lambda: newer.search(WASTE), newer.vocabulary, newer.rollback):
        with pytest.raises(UnavailableError, match="another layout"):
            action("en") if action == newer.vocabulary else action()
    newer.promote(newer.begin_generation())
    assert newer.health().ok
    with pytest.raises(UnavailableError, match="another layout"):
        newer.rollback()


def test_a_damaged_folder_is_unavailable_and_not_an_error(engine):
    for file in engine.generations.path(engine.health().generation).glob("en/meta.json"):
        file.write_text("no json")
    assert not engine.health().ok
    with pytest.raises(UnavailableError):
        engine.search(WASTE)


def test_reading_goes_on_while_a_generation_is_changed(engine):
    generation = engine.begin_generation()
    engine.load(generation, [Upsert(page(number, "waste and more"), 2) for number in range(30)])
    counts = [len(engine.search(WASTE).families)]
    engine.promote(generation)
    counts += [len(engine.search(WASTE).families)]
    engine.rollback()
    counts += [len(engine.search(WASTE).families)]
    assert counts == [30, 30, 30]


def test_only_two_generations_are_kept(engine):
    for _ in range(3):
        engine.promote(engine.begin_generation())
    assert len(list(engine.generations.folder.iterdir())) == 2
