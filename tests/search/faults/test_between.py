"""Cut lines, late workers, a cluster that hangs: the newest text is in the index, and nobody else waits."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from search import indexing
from search.backends.elasticsearch import backend as module
from search.backends.elasticsearch.backend import Pace
from search.indexing import delivery, outbox
from search.indexing.check import differences
from search.indexing.gate import problems
from search.models import EngineState, OutboxEntry
from search.services.results import Query
from search.services.search import search
from tests.elasticsearch.proxy import CutIn, Hang, HangAt, Late, Says, error
from tests.factories.search import document
from tests.search.faults.conftest import READER, WORK, both, in_time


def publish(library, *families: str, **values) -> None:
    for family in families:
        values.setdefault("title", family.title())
        indexing.touch("library", library.put(document(family, "en", **values)))


@pytest.mark.parametrize("sent", [3_000, 60_000, 10_000_000], ids=["at the beginning", "half-way", "at the answer"])
def test_a_line_cut_in_the_middle_of_a_bulk(behind_door, indexed, sent):
    publish(indexed, *(f"page:bulk-{number}" for number in range(120)), body="Words. " * 100, title="Bulk")
    behind_door.fault = CutIn("_bulk", sent)
    outbox.drain()
    passed, length = behind_door.cut
    assert passed == min(sent, length)
    assert length > 100_000
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


def work(queue: str) -> None:
    """What the worker of a queue does until there is nothing left for it."""
    options = {"interval": 0, "batch": True, "startup_delay": False, "max_tasks": None, "backend_name": "default"}
    Worker(queue_names=[queue], excluded_queue_names=[], worker_id=f"test-{queue}", **options).run()


def in_a_thread() -> threading.Thread:
    def run() -> None:
        work("cluster")
        connection.close()

    worker = threading.Thread(target=run)
    worker.start()
    return worker


@pytest.mark.django_db(transaction=True)
def test_while_the_cluster_hangs_on_a_bulk_all_else_is_done_at_once(behind_door, indexed, monkeypatch):
    """Its own worker waits, for as long as may be; what is published meanwhile is found on this machine."""
    monkeypatch.setattr(module, "BRIEF", Pace(60.0, "20s"))
    work("cluster")
    behind_door.fault = HangAt("_bulk")
    publish(indexed, "page:stuck")
    waiting = in_a_thread()
    try:
        assert behind_door.hanging.wait(20)
        asked = behind_door.accepted
        publish(indexed, "page:meanwhile")
        work("fast")
        assert [hit.family_id for hit in search(Query("meanwhile", "en", engine="embedded")).results] == [
            "page:meanwhile"
        ]
        assert DBTaskResult.objects.ready().filter(queue_name="fast").count() == 0
        assert (waiting.is_alive(), behind_door.accepted) == (True, asked)
    finally:
        behind_door.fault = None
        waiting.join(20)
    in_time()
    outbox.drain()
    assert differences(both()) == []


@pytest.mark.django_db(transaction=True)
def test_a_crowd_of_readers_uses_up_no_worker_while_it_says_nothing(behind_door, settings):
    settings.ELASTICSEARCH_TIMEOUT = READER
    behind_door.fault = Hang()

    def ask(_number: int) -> tuple[str, float]:
        began = time.monotonic()
        answer = search(Query("stockpiles", "en"))
        connection.close()
        return answer.engine, time.monotonic() - began

    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(ask, range(64)))
    assert {engine for engine, _ in answers} == {"embedded"}
    waits = sorted(seconds for _, seconds in answers)
    assert waits[len(waits) // 2] < READER + WORK


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
