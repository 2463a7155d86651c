"""A new index beside the old one: nothing is lost, nothing wrong is promoted, there is a way back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search import indexing
from search.backends import embedded
from search.backends.base import Delete, RejectedError, UnavailableError
from search.indexing import delivery, generations, outbox
from search.indexing.check import differences
from search.management.commands import search_rebuild
from search.models import Delivery, DocumentRecord, EngineState, OutboxEntry
from search.services import engines, knowledge
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document


def titles(text: str) -> list[str]:
    knowledge.forget()
    return [result.title for result in search(Query(text, "en")).results]


def test_a_rebuild_makes_the_whole_index_from_nothing(db, library):
    rebuilt = generations.rebuild(embedded())
    assert rebuilt.documents == sum(len(documents) for documents in library.shelf.values())
    assert differences([embedded()]) == []


def test_what_is_written_during_a_rebuild_is_not_lost(indexed, monkeypatch):
    """A page is published and another deleted between loading and promotion."""
    load = embedded().load

    def load_and_meanwhile(generation, documents):
        load(generation, documents)
        if "page:meanwhile" not in indexed.shelf:
            indexed.put(document("page:meanwhile", "en", "Written meanwhile"))
            indexing.touch("library", "page:meanwhile")
            indexed.shelf["page:guide"] = []
            indexing.touch("library", "page:guide")
            outbox.drain()

    monkeypatch.setattr(embedded(), "load", load_and_meanwhile)
    generations.rebuild(embedded())
    assert titles("meanwhile") == ["Written meanwhile"]
    assert titles("quick reference guide") == []
    assert differences([embedded()]) == []


def test_the_gate_keeps_a_wrong_generation_out(indexed, monkeypatch):
    load = embedded().load

    def load_badly(generation, documents):
        load(generation, documents)
        embedded().apply([Delete("chemical:pcb:en", "en", 10_000)], generation)

    before = embedded().health().generation
    monkeypatch.setattr(embedded(), "load", load_badly)
    with pytest.raises(generations.GateClosedError, match="missing: chemical:pcb:en"):
        generations.rebuild(embedded())
    assert embedded().health().generation == before
    assert [folder.name for folder in embedded().generations.folder.iterdir()] == [before]


def test_the_way_back_brings_what_was_written_since(indexed):
    generations.rebuild(embedded())
    before = embedded().health().generation
    generations.rebuild(embedded())
    indexed.put(document("page:after", "en", "Written after the rebuild"))
    indexing.touch("library", "page:after")
    outbox.drain()
    assert generations.roll_back(embedded()) == before
    assert titles("after rebuild") == ["Written after the rebuild"]
    assert differences([embedded()]) == []


def test_a_rebuild_repairs_the_table_too(indexed):
    DocumentRecord.objects.filter(family_id="chemical:pcb").delete()
    indexed.shelf.pop("page:guide")
    generations.rebuild(embedded())
    assert differences([embedded()]) == []
    assert not DocumentRecord.objects.filter(family_id="page:guide").exists()


def test_only_one_rebuild_runs(indexed):
    with embedded().rebuilding(), pytest.raises(CommandError, match="rebuild lock"):
        call_command("search_rebuild")


def test_the_command_says_what_it_did(indexed):
    out = StringIO()
    call_command("search_rebuild", stdout=out)
    assert out.getvalue().startswith(f"{DocumentRecord.objects.count()} documents in generation ")
    out = StringIO()
    call_command("search_rebuild", "--rollback", stdout=out)
    assert out.getvalue().endswith("answers again.\n")


def test_from_the_command_line_it_gives_way_to_readers(indexed, monkeypatch):
    given: list[int] = []
    monkeypatch.setattr(search_rebuild.os, "nice", given.append)
    command = search_rebuild.Command()
    call_command(command)
    assert given == []
    command._called_from_command_line = True
    call_command(command)
    assert given == [10]


def test_where_there_is_nothing_to_go_back_to_nothing_is_changed(indexed, second):
    outbox.drain([second])
    before = EngineState.objects.get(engine="second").generation
    with pytest.raises(UnavailableError, match="no earlier generation"):
        generations.roll_back(second)
    assert (EngineState.objects.get(engine="second").generation, before != "") == (before, True)
    assert engines.breaker_of("second").is_closed()


def between(backend, name: str, action) -> None:
    """Do something once, right after a step of the rebuild."""
    step = getattr(type(backend), name)

    def and_then(*arguments, **keywords):
        delattr(backend, name)
        answer = step(backend, *arguments, **keywords)
        action()
        return list(answer) if name == "scan" else answer

    setattr(backend, name, and_then)


def publish(library, family: str) -> None:
    indexing.touch("library", library.put(document(family, "en", family.title())))


def test_an_entry_with_a_low_number_that_is_committed_late_is_not_lost(indexed):
    """Its number was taken before the rebuild began; its transaction came through only afterwards."""
    publish(indexed, "page:slow")
    late = OutboxEntry.objects.get(key="page:slow")
    record = DocumentRecord.objects.get(id="page:slow:en")
    indexed.shelf.pop("page:slow")
    OutboxEntry.objects.filter(id=late.id).delete()
    DocumentRecord.objects.filter(id=record.id).delete()
    OutboxEntry.objects.create(id=1_000_000, source="library", key="page:guide")

    def commit_late():
        indexed.put(document("page:slow", "en", "Page:Slow"))
        late.save(force_insert=True)
        record.save(force_insert=True)

    between(embedded(), "load", commit_late)
    generations.rebuild(embedded())
    assert late.id < 1_000_000
    assert differences([embedded()]) == []


@pytest.mark.parametrize("step", ["load", "scan", "search", "promote"])
def test_writes_at_every_step_neither_close_the_gate_nor_get_lost(indexed, step):
    """Published, changed and deleted, and already delivered to the generation that answers until then."""

    def write():
        publish(indexed, "page:meanwhile")
        indexed.put(document("page:guide", "en", "Changed meanwhile"))
        indexing.touch("library", "page:guide")
        indexed.shelf["chemical:pcb"] = []
        indexing.touch("library", "chemical:pcb")
        if step != "promote":
            outbox.drain()

    before = embedded().current()
    between(embedded(), step, write)
    generations.rebuild(embedded())
    outbox.drain()
    assert embedded().current() != before
    assert differences([embedded()]) == []


def test_a_rebuild_that_dies_after_the_change_is_completed_by_the_next_delivery(indexed):
    def die():
        publish(indexed, "page:lost")
        raise KeyboardInterrupt

    between(embedded(), "promote", die)
    with pytest.raises(KeyboardInterrupt):
        generations.rebuild(embedded())
    Delivery.objects.filter(entry__key="page:lost").delete()
    delivery.mark_done("embedded", OutboxEntry.objects.values_list("id", flat=True))
    assert differences([embedded()]) == ["embedded: missing: page:lost:en"]
    outbox.drain()
    assert differences([embedded()]) == []


def test_the_way_back_is_complete_even_when_the_outbox_has_forgotten(indexed):
    generations.rebuild(embedded())
    publish(indexed, "page:after")
    indexed.shelf["page:guide"] = []
    indexing.touch("library", "page:guide")
    outbox.drain()
    OutboxEntry.objects.all().delete()
    generations.roll_back(embedded())
    outbox.drain()
    assert differences([embedded()]) == []


def test_a_refused_document_keeps_the_gate_closed_and_is_named(indexed):
    step = type(embedded()).load

    def refuse(generation, documents):
        del embedded().load
        step(embedded(), generation, [item for item in documents if item.document.id != "page:guide:en"])
        raise RejectedError({"page:guide:en": "too long"})

    before = embedded().current()
    embedded().load = refuse
    with pytest.raises(generations.GateClosedError) as closed:
        generations.rebuild(embedded())
    assert closed.value.problems == ["refused: page:guide:en: too long", "missing: page:guide:en"]
    assert embedded().current() == before
