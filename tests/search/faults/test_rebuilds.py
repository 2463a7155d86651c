"""A new index beside the one that answers: readers who search all the while notice nothing."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from search import indexing
from search.backends import get_backend
from search.indexing import generations, outbox
from search.indexing.check import differences
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document
from tests.search.faults.conftest import both

pytestmark = pytest.mark.django_db(transaction=True)

READERS = 5
# Searches a second, all readers together, as far as the machine goes along.
RATE = 50
ENOUGH = 100

# Engine, whether it stood in for another, and what came first.
Seen = tuple[str, bool, str]


def asked(engine: str) -> Seen:
    try:
        answer = search(Query("stockpiles and wastes", "en", engine=engine))
        return answer.engine, answer.degraded, answer.results[0].family_id if answer.results else "nothing"
    except Exception as trouble:  # noqa: BLE001, RUF100 - whatever a reader would see
        return "", True, repr(trouble)


@contextmanager
def searching(engine: str) -> Iterator[list[Seen]]:
    """Readers who search RATE times a second, each at its turn, and what they have seen so far."""
    seen: list[Seen] = []
    stop = threading.Event()

    def read(turn: float) -> None:
        while not stop.wait(max(0.0, turn - time.monotonic())):
            seen.append(asked(engine))
            turn += READERS / RATE
        connection.close()

    now = time.monotonic()
    threads = [threading.Thread(target=read, args=(now + number / RATE,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def change(backend, library, family: str) -> None:
    """A page is published, a new index takes over, and the way back brings it up to date."""
    indexing.touch("library", library.put(document(family, "en", family.title())))
    generations.rebuild(backend)
    generations.roll_back(backend)


@pytest.mark.parametrize("engine", ["embedded", "elasticsearch"])
def test_a_reader_of_an_engine_is_answered_by_it_all_through_its_rebuilds(behind_door, indexed, engine):
    """No other engine stands in: whoever asks for one by name has no reserve."""
    rounds = 0
    with searching(engine) as seen:
        while len(seen) < ENOUGH:
            rounds += 1
            change(get_backend(engine), indexed, f"page:round-{rounds}")
    assert set(seen) == {(engine, False, "provision:art_6")}
    outbox.drain()
    assert differences(both()) == []


def test_whoever_names_no_engine_has_the_reserve_while_the_cluster_catches_up(behind_door, indexed):
    with searching("") as seen:
        change(get_backend("elasticsearch"), indexed, "page:meanwhile")
    assert {first for _, _, first in seen} == {"provision:art_6"}
    assert {(engine, stood_in) for engine, stood_in, _ in seen} <= {("elasticsearch", False), ("embedded", True)}
    assert asked("") == ("elasticsearch", False, "provision:art_6")
