"""Elasticsearch answers while it is well; otherwise the embedded engine does, soon, and the answer says so."""

import time

import pytest

from search.backends import breaker, embedded, get_backend
from search.indexing import generations, outbox
from search.services import engines
from search.services.results import Query
from search.services.search import search
from tests.elasticsearch.proxy import Cut, Hang, Late, Says, Trickle, error, proxy_before
from tests.factories.search import document

WAIT = 0.3
# What understanding, the embedded engine and showing take on a busy machine.
WORK = 3.0


@pytest.fixture
def door(elasticsearch_url):
    with proxy_before(elasticsearch_url) as proxy:
        yield proxy


@pytest.fixture
def cluster(indexed, settings, with_elasticsearch, door):
    """Both engines full, Elasticsearch behind a door, and readers who wait as long as they do in earnest."""
    settings.ELASTICSEARCH_URL = door.url
    generations.rebuild(get_backend("elasticsearch"))
    engines.breaker_of("elasticsearch").reset()
    search(Query("wastes", "en"))
    engines.breaker_of("elasticsearch").reset()
    return door


def asked(text: str = "stockpiles and wastes", **values):
    answer = search(Query(text, "en", **values))
    return answer.engine, answer.degraded, [result.family_id for result in answer.results][:1]


def test_elasticsearch_answers_while_it_is_well(cluster):
    assert asked() == ("elasticsearch", False, ["provision:art_6"])


def test_without_one_the_embedded_engine_is_no_reserve(indexed):
    assert asked() == ("embedded", False, ["provision:art_6"])


FAULTS = {
    "hangs": Hang(),
    "cut": Cut(),
    "late": Late(10),
    "trickles": Trickle(),
    "too many requests": error(429, "es_rejected_execution_exception"),
    "unavailable": error(503, "cluster_block_exception"),
    "all shards failed": Says(
        200, '{"took": 1, "responses": [{"status": 503, "error": {"type": "search_phase_execution_exception"}}]}'
    ),
    "broken JSON": Says(200, '{"took": 1, "respon'),
    "something else": Says(200, "[]"),
    "a page of a proxy": Says(502, "<html>Bad gateway</html>"),
    "no index": error(404, "index_not_found_exception"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_whatever_is_wrong_the_embedded_engine_answers_soon(cluster, settings, monkeypatch, fault):
    settings.ELASTICSEARCH_TIMEOUT = WAIT
    monkeypatch.setattr(breaker, "FIRST_PAUSE", 60.0)
    cluster.fault = fault
    began = time.monotonic()
    assert asked() == ("embedded", True, ["provision:art_6"])
    assert time.monotonic() - began < WAIT + WORK
    accepted = cluster.accepted
    assert [asked() for _ in range(3)] == [("embedded", True, ["provision:art_6"])] * 3
    assert cluster.accepted == accepted


def test_when_nobody_is_at_the_door(cluster):
    cluster.refuse()
    assert asked() == ("embedded", True, ["provision:art_6"])


def test_it_answers_again_when_it_is_back(cluster, monkeypatch):
    monkeypatch.setattr(breaker, "FIRST_PAUSE", 2.0)
    cluster.fault = Cut()
    assert asked()[:2] == ("embedded", True)
    cluster.fault = None
    assert asked()[:2] == ("embedded", True)
    time.sleep(2.1)
    assert asked()[:2] == ("elasticsearch", False)
    assert asked()[:2] == ("elasticsearch", False)


def test_an_engine_asked_by_name_has_no_reserve(cluster):
    assert asked(engine="elasticsearch") == ("elasticsearch", False, ["provision:art_6"])
    assert asked(engine="embedded") == ("embedded", False, ["provision:art_6"])
    cluster.refuse()
    answer = search(Query("stockpiles", "en", engine="elasticsearch"))
    assert (answer.engine, answer.degraded, list(answer.results)) == ("", True, [])


def test_it_is_not_asked_while_it_lags_behind(cluster, indexed):
    """It was out while something was published; it is back, and the worker has not brought it up to date yet."""
    from search import indexing  # noqa: PLC0415

    cluster.refuse()
    indexing.touch("library", indexed.put(document("page:fresh", "en", "Fresh from the press")))
    outbox.drain()
    cluster.listen()
    engines.breaker_of("elasticsearch")._write(type(engines.breaker_of("elasticsearch")._own)())
    assert asked("fresh press") == ("embedded", True, ["page:fresh"])


def test_without_the_embedded_index_elasticsearch_still_answers(cluster, settings, tmp_path):
    from search.services import knowledge  # noqa: PLC0415

    embedded().generations._pointer_file.write_text("{")
    knowledge.forget()
    assert asked() == ("elasticsearch", False, ["provision:art_6"])


def test_the_cluster_costs_the_page_one_query(cluster, client, django_assert_max_num_queries):
    client.get("/en/search/", {"q": "stockpiles"})
    with django_assert_max_num_queries(10) as captured:
        page = client.get("/en/search/", {"q": "stockpiles"})
    assert page.context["answer"].engine == "elasticsearch"
    about_the_breaker = [query for query in captured if "search:breaker" in query["sql"]]
    assert len(about_the_breaker) == 1
