"""A node that is stopped, killed, paused or full: editors and readers go on, and nothing is lost."""

import os
import signal
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from elasticsearch import Elasticsearch

from cms.pages.models import StandardPage
from cms.pages.search_documents import Pages
from search import indexing, registry
from search.backends import get_backend
from search.backends.base import Delete
from search.indexing import delivery, outbox
from search.indexing.check import differences
from search.indexing.engines import PAUSES
from search.indexing.gate import problems
from search.models import DocumentRecord, EngineState, OutboxEntry
from search.services import engines
from search.services.results import Query
from search.services.search import search
from tests.elasticsearch.proxy import CutIn
from tests.factories import pages
from tests.factories.search import document
from tests.search.faults.conftest import READER, WORK, both, cluster, in_time

PUBLISHED, DELETED, BULK = 100, 20, 50
# Bytes of a question for so many documents that get through.
INSIDE = 10_000


def publish(library, *families: str) -> None:
    for family in families:
        indexing.touch("library", library.put(document(family, "en", family.title())))


def remove(library, family: str) -> None:
    library.shelf[family] = []
    indexing.touch("library", family)


def index_names(node) -> list[str]:
    return list(Elasticsearch(node.url).indices.get(index=f"{cluster().access.prefix}-*", features="aliases"))


def engine_of(text: str = "wastes") -> str:
    return search(Query(text, "en")).engine


@pytest.fixture
def written(before_node) -> list[Any]:
    """Twenty real pages that both engines have."""
    registry.register_source(Pages())
    pages.home()
    made = [pages.standard(f"old-{number}", title=f"Old {number}") for number in range(DELETED)]
    outbox.drain()
    assert differences(both()) == []
    return made


def killed_inside_a_bulk(node, door, library) -> None:
    """Less than half of the question had come in when the node died."""
    publish(library, *(f"page:bulk-{number}" for number in range(BULK)))
    door.fault = CutIn("_bulk", INSIDE, then=node.kill)
    outbox.drain()
    passed, length = door.cut
    assert (passed, length > 2 * passed, node.process) == (INSIDE, True, None)
    assert EngineState.objects.get(engine="elasticsearch").failures == 1


def editors_work(door, old: list[Any]) -> None:
    """A hundred pages are published and twenty deleted, and nobody asks the cluster for any of it."""
    asked = door.accepted
    for number in range(PUBLISHED):
        pages.standard(f"new-{number}", title=f"New {number}")
    for page in old:
        StandardPage.objects.get(pk=page.pk).delete()
    assert door.accepted == asked


def test_killed_inside_a_bulk_and_away_while_editors_publish_and_delete(on_node, before_node, indexed, written):
    generation = cluster().current()
    killed_inside_a_bulk(on_node, before_node, indexed)
    editors_work(before_node, written)
    in_time()
    assert outbox.drain() == PUBLISHED + DELETED
    assert problems(get_backend("embedded")) == []
    assert (engine_of("new 77"), search(Query("new 77", "en")).degraded) == ("embedded", True)
    # It is tried this soon again, whatever happens, so that it is equal a minute after its return.
    paused = EngineState.objects.get(engine="elasticsearch")
    assert paused.retry_at - timezone.now() <= timedelta(seconds=max(PAUSES))
    on_node.start()
    before_node.fault = None
    kinds = Counter(line.split(":")[1] for line in differences(both()))
    assert kinds == {" missing": BULK + PUBLISHED, " unexpected": DELETED}
    in_time()
    assert outbox.drain() == BULK + PUBLISHED + DELETED
    call_command("search_check")
    assert (cluster().current(), engines.troubles()) == (generation, {})
    assert engine_of("new 77") == "elasticsearch"


def test_documents_that_went_missing_are_reported_and_repaired_without_a_rebuild(on_node, indexed):
    generation = cluster().current()
    lost = sorted(DocumentRecord.objects.filter(kind="provision", language="en").values_list("id", flat=True))
    for identity in lost:
        Elasticsearch(on_node.url).delete(index=cluster().indices.write_alias("en"), id=identity, refresh=True)
    assert differences(both())[: len(lost)] == [f"elasticsearch: missing: {identity}" for identity in lost]
    call_command("search_check", "--repair")
    assert cluster().current() == generation


def test_an_old_text_that_comes_late_does_not_bring_a_deleted_page_back(on_node, indexed):
    publish(indexed, "page:gone")
    (late,) = delivery.changes_of(OutboxEntry.objects.get(key="page:gone"))
    outbox.drain()
    remove(indexed, "page:gone")
    outbox.drain()
    for backend in both():
        backend.apply([late])
        assert problems(backend) == []


@pytest.fixture
def paused(on_node, settings):
    """The node takes connections and says nothing, as in a long pause of its memory management."""
    settings.ELASTICSEARCH_TIMEOUT = READER
    engine_of()
    engines.breaker_of("elasticsearch").reset()
    os.kill(on_node.process.pid, signal.SIGSTOP)
    yield on_node
    os.kill(on_node.process.pid, signal.SIGCONT)


def timed(action) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began


def test_paused_nobody_waits_long_and_after_the_second_nobody_waits(paused, indexed):
    assert timed(lambda: search(Query("wastes", "en"))) < READER + WORK
    assert timed(lambda: search(Query("wastes", "en"))) < READER + WORK
    assert not engines.breaker_of("elasticsearch").is_closed()
    publish(indexed, "page:meanwhile")
    assert timed(outbox.drain) < 2
    assert [hit.family_id for hit in search(Query("meanwhile", "en")).results] == ["page:meanwhile"]


def test_after_the_pause_it_answers_again(paused, settings):
    assert engine_of() == "embedded"
    os.kill(paused.process.pid, signal.SIGCONT)
    settings.ELASTICSEARCH_TIMEOUT = 10.0
    deadline = time.monotonic() + 20
    while engine_of() != "elasticsearch" and time.monotonic() < deadline:
        time.sleep(0.3)
    assert engine_of() == "elasticsearch"


def test_a_full_disk_of_the_cluster_stops_its_index_and_nothing_else(on_node, indexed):
    """As Elasticsearch does by itself above 95 %: every index turns read-only."""
    client = Elasticsearch(on_node.url)
    everything = f"{cluster().access.prefix}-*"
    client.indices.put_settings(index=everything, settings={"index.blocks.read_only_allow_delete": True})
    publish(indexed, "page:no-room")
    outbox.drain()
    assert problems(get_backend("embedded")) == []
    assert (engine_of("no-room"), list(engines.troubles())) == ("embedded", ["elasticsearch"])
    client.indices.put_settings(index=everything, settings={"index.blocks.read_only_allow_delete": None})
    in_time()
    outbox.drain()
    assert problems(cluster()) == []
    assert (engine_of("no-room"), engines.troubles()) == ("elasticsearch", {})


def test_a_closed_index_leaves_readers_to_the_reserve(on_node):
    Elasticsearch(on_node.url).indices.close(index=index_names(on_node))
    answer = search(Query("stockpiles and wastes", "en"))
    assert (answer.engine, answer.degraded, answer.results[0].family_id) == ("embedded", True, "provision:art_6")


def test_without_an_index_there_readers_are_served_and_a_rebuild_fills_it(on_node):
    Elasticsearch(on_node.url).indices.delete(index=index_names(on_node))
    assert engine_of() == "embedded"
    call_command("search_rebuild", "--engine", "elasticsearch")
    engines.breaker_of("elasticsearch").reset()
    assert engine_of() == "elasticsearch"
    cluster().apply([Delete("nothing", "en", 1)])
