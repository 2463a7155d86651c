"""How long anybody waits for a cluster that says nothing or never ends: the waiting alone, not the machine's work."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from search.backends import UnavailableError, breaker, get_backend
from search.domain.plan import Clause, Identity, Plan
from search.indexing.engines import greet
from search.services import engines
from tests.elasticsearch.proxy import Fault, Hang, Trickle

WAIT = 0.3
LONGEST = 0.35
# A busy machine lets a thread that is ready wait as well; the least of so many is the waiting for the cluster.
TRIES = 5

PLANS = [
    Plan(language=code, clauses=(Clause("x", identities=(Identity("family", ("a",), 1.0),)),), coverage=1)
    for code in ("en", "es")
]


def greeted() -> None:
    with suppress(UnavailableError):
        greet(get_backend("elasticsearch"))


QUESTIONS: dict[str, Callable[[], object]] = {
    "a reader's": lambda: engines.ask(PLANS),
    "the watch's": engines.troubles,
    "the worker's": greeted,
}


def waited(question: Callable[[], object]) -> float:
    """The seconds that this thread did nothing."""
    began, worked = time.monotonic(), time.thread_time()
    question()
    return time.monotonic() - began - (time.thread_time() - worked)


def least(question: Callable[[], object]) -> float:
    found = []
    for _ in range(TRIES):
        engines.breaker_of("elasticsearch").reset()
        found.append(waited(question))
        if found[-1] < LONGEST:
            break
    return min(found)


@pytest.fixture(params=[Hang(), Trickle()], ids=["hangs", "trickles"])
def silent(request, cluster, settings) -> Fault:
    engines.troubles()
    settings.ELASTICSEARCH_TIMEOUT = WAIT
    cluster.fault = request.param
    return cluster.fault


def test_nobody_waits_longer_for_the_cluster_than_a_reader_may(silent):
    waits = {name: least(question) for name, question in QUESTIONS.items()}
    assert max(waits.values()) < LONGEST, waits
    assert min(waits.values()) > WAIT * 0.8, waits


def test_whether_the_site_is_ready_is_known_as_soon(silent, client, monkeypatch):
    monkeypatch.setattr(breaker, "FIRST_PAUSE", 60.0)

    def ready() -> None:
        found = client.get("/readyz")
        assert (found.status_code, found.json()["degraded"]) == (200, ["elasticsearch"])

    assert least(ready) < LONGEST
    engines.breaker_of("elasticsearch").reset()
    # The second question without an answer was the last one.
    ready()
    ready()
    assert not engines.breaker_of("elasticsearch").is_closed()
    assert min(waited(ready) for _ in range(TRIES)) < WAIT / 2


@pytest.mark.parametrize("question", ["the watch's", "the worker's"])
def test_whoever_asks_in_vain_spares_the_readers(cluster, settings, monkeypatch, question):
    settings.ELASTICSEARCH_TIMEOUT = WAIT
    monkeypatch.setattr(breaker, "FIRST_PAUSE", 60.0)
    cluster.fault = Hang()
    opened = []
    for _ in range(2):
        QUESTIONS[question]()
        opened.append(not engines.breaker_of("elasticsearch").is_closed())
    assert opened == [False, True]
    accepted = cluster.accepted
    assert [engines.ask(PLANS).degraded for _ in range(3)] == [True] * 3
    assert cluster.accepted == accepted


def test_the_watch_finds_out_that_it_is_back(cluster, monkeypatch):
    monkeypatch.setattr(breaker, "FIRST_PAUSE", 1.0)
    cluster.refuse()
    assert engines.troubles()["elasticsearch"].startswith("Elasticsearch: ConnectionError: ")
    assert engines.troubles() == {"elasticsearch": "does not answer in time or lags behind"}
    cluster.listen()
    time.sleep(1.1)
    assert engines.troubles() == {}
    assert engines.breaker_of("elasticsearch").is_closed()
