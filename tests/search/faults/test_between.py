"""Cut lines, late workers, rebuilds under way: the newest text is in the index and searches never fail."""

import threading
import time
from contextlib import suppress

import pytest
from django.db import connection, transaction

from search import indexing
from search.indexing import delivery, generations, outbox
from search.indexing.check import differences
from search.indexing.gate import problems
from search.models import EngineState, OutboxEntry
from search.services import engines
from search.services.results import Query
from search.services.search import search
from tests.elasticsearch.proxy import CutAfter, Late, Says, error
from tests.factories.search import document
from tests.search.faults.conftest import READER, both, cluster, in_time
from tests.search.test_hostile import NASTY


def publish(library, *families: str, **values) -> None:
    for family in families:
        values.setdefault("title", family.title())
        indexing.touch("library", library.put(document(family, "en", **values)))


@pytest.mark.parametrize("sent", [3_000, 60_000, 10_000_000], ids=["at the beginning", "half-way", "at the answer"])
def test_a_line_cut_in_the_middle_of_a_bulk(behind_door, indexed, sent):
    publish(indexed, *(f"page:bulk-{number}" for number in range(120)), body="Words. " * 100, title="Bulk")
    course = delivery.Course(cluster(), 200)
    behind_door.fault = CutAfter(sent)
    course.backend.current = lambda: course._state.generation
    try:
        assert not course.step()
    finally:
        del course.backend.current
    assert EngineState.objects.get(engine="elasticsearch").failures == 1
    behind_door.fault = None
    in_time()
    outbox.drain()
    assert differences(both()) == []


def test_trouble_while_publishing_is_made_good(behind_door, indexed, settings):
    troubles = [error(429, "es_rejected_execution_exception"), error(503, "unavailable"), Says(200, "{"), Late(1)]
    for number, fault in enumerate(troubles):
        settings.ELASTICSEARCH_TIMEOUT = READER
        behind_door.fault = fault
        publish(indexed, f"page:meanwhile-{number}")
        outbox.drain()
        assert problems(both()[0]) == []
        assert EngineState.objects.get(engine="elasticsearch").failures == 1
        behind_door.fault = None
        settings.ELASTICSEARCH_TIMEOUT = 20.0
        in_time()
        outbox.drain()
        assert differences(both()) == []


def test_a_change_that_is_rolled_back_is_in_no_index(behind_door, indexed):
    with suppress(RuntimeError), transaction.atomic():
        publish(indexed, "page:secret")
        raise RuntimeError
    indexed.shelf.pop("page:secret")
    outbox.drain()
    for backend in both():
        assert backend.documents(["page:secret:en"], "en") == {}


def test_of_two_workers_the_one_with_the_older_text_changes_nothing(behind_door, indexed):
    """The slow one has read the page before the change and writes it after the quick one."""
    publish(indexed, "page:raced", title="Old")
    (old,) = delivery.changes_of(OutboxEntry.objects.get(key="page:raced"))
    publish(indexed, "page:raced", title="New")
    outbox.drain()
    for backend in both():
        backend.apply([old])
        assert backend.documents(["page:raced:en"], "en")["page:raced:en"].title == "New"
        assert problems(backend) == []


def test_nothing_typed_reaches_the_cluster_as_its_syntax(behind_door):
    """Every query is answered, in time, by a cluster that refuses what it cannot read."""
    for text in [*NASTY, "wastes " * 1500, "/.*.*.*[a-z]+x/", "{{7*7}} _exists_:title title:[* TO *]"]:
        for page in (1, 50):
            answer = search(Query(text, "en", page=page))
            assert (text, answer.degraded) == (text, False)
    assert engines.breaker_of("elasticsearch").is_closed()


@pytest.fixture
def searchers(behind_door):
    """Readers who search without a break; what they saw is told at the end."""
    seen: list[tuple[str, bool, str]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                answer = search(Query("stockpiles and wastes", "en"))
                first = answer.results[0].family_id if answer.results else "nothing"
                seen.append((answer.engine, answer.degraded, first))
            except Exception as trouble:  # noqa: BLE001, RUF100 - whatever a reader would see
                seen.append(("", True, repr(trouble)))
            time.sleep(0.02)
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    yield seen
    stop.set()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_searches_during_rebuilds_and_a_way_back_all_find(indexed, searchers):
    for backend in both():
        for number in range(2):
            publish(indexed, f"page:{backend.name}-{number}")
            generations.rebuild(backend)
        generations.roll_back(backend)
    outbox.drain()
    time.sleep(0.2)
    assert len(searchers) > 20
    reserve = ("embedded", True, "provision:art_6")
    # While it is brought up to date after the way back, the cluster is not asked.
    assert set(searchers) <= {("elasticsearch", False, "provision:art_6"), reserve}
    assert differences(both()) == []
