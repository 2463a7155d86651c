"""Elasticsearch answers while it is well; otherwise the embedded engine does, soon, and the answer says so."""

import json
import socket
import sqlite3
import time
from contextlib import closing

import pytest
from django.db import connection

from search.backends import breaker, embedded
from search.backends.breaker import Permit
from search.indexing import outbox
from search.services import engines
from search.services.results import Query
from search.services.search import search
from tests.elasticsearch.proxy import Cut, Hang, Late, Says, Trickle, error
from tests.factories.search import document

WAIT = 0.3
# What understanding, the embedded engine and showing take on a busy machine.
WORK = 3.0


def asked(text: str = "stockpiles and wastes", **values):
    answer = search(Query(text, "en", **values))
    return answer.engine, answer.degraded, [result.family_id for result in answer.results][:1]


def test_elasticsearch_answers_while_it_is_well(cluster):
    assert asked() == ("elasticsearch", False, ["provision:art_6"])


def test_without_one_the_embedded_engine_is_no_reserve(indexed):
    assert asked() == ("embedded", False, ["provision:art_6"])


def answers(each: dict[str, object]) -> Says:
    """The same to the question in either language."""
    return Says(200, json.dumps({"took": 1, "responses": [each, each]}))


FAULTS = {
    "hangs": Hang(),
    "cut": Cut(),
    "late": Late(10),
    "trickles": Trickle(),
    "too many requests": error(429, "es_rejected_execution_exception"),
    "unavailable": error(503, "cluster_block_exception"),
    "did not finish": answers({"took": 240, "timed_out": True, "_shards": {"failed": 0}, "status": 200}),
    "all shards failed": answers({"status": 503, "error": {"type": "search_phase_execution_exception"}}),
    "closed": answers({"status": 400, "error": {"type": "index_closed_exception"}}),
    "does not understand": error(400, "unknown_exception"),
    "broken JSON": Says(200, '{"took": 1, "respon'),
    "something else": Says(200, "[]"),
    "a page of a proxy": Says(502, "<html>Bad gateway</html>"),
    "no index": error(404, "index_not_found_exception"),
}


# What may also be a busy machine, so that it takes two of them to be sure.
SLOW = ("hangs", "late", "trickles", "did not finish")


@pytest.mark.parametrize("kind", FAULTS)
def test_whatever_is_wrong_the_embedded_engine_answers_soon(cluster, settings, monkeypatch, kind):
    settings.ELASTICSEARCH_TIMEOUT = WAIT
    monkeypatch.setattr(breaker, "FIRST_PAUSE", 60.0)
    cluster.fault = FAULTS[kind]
    for _ in range(2 if kind in SLOW else 1):
        began = time.monotonic()
        assert asked() == ("embedded", True, ["provision:art_6"])
        assert time.monotonic() - began < WAIT + WORK
    assert not engines.breaker_of("elasticsearch").is_closed()
    # A connection that was being opened when its reader gave up is accepted, and counted, a little later.
    time.sleep(0.5)
    accepted = cluster.accepted
    assert [asked() for _ in range(3)] == [("embedded", True, ["provision:art_6"])] * 3
    assert cluster.accepted == accepted


def test_a_single_slow_answer_sends_nobody_else_to_the_reserve(cluster, settings):
    cluster.fault, settings.ELASTICSEARCH_TIMEOUT = Hang(), WAIT
    assert asked() == ("embedded", True, ["provision:art_6"])
    cluster.fault, settings.ELASTICSEARCH_TIMEOUT = None, 20.0
    assert asked() == ("elasticsearch", False, ["provision:art_6"])


def test_an_address_that_is_none_leaves_readers_to_the_reserve(indexed, settings):
    settings.ELASTICSEARCH_URL = "http://es"
    assert asked() == ("embedded", True, ["provision:art_6"])
    assert not engines.breaker_of("elasticsearch").is_closed()


def test_the_log_names_the_error_and_not_what_was_asked(cluster, caplog):
    quoting = '{"error": {"type": "%s", "reason": "cannot read my secret illness"}, "status": %s}'
    for status, kind in ((400, "parsing_exception"), (503, "x_exception")):
        cluster.fault = Says(status, quoting % (kind, status))
        assert asked("my secret illness")[1]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("search")]
    assert ours == [
        "Search engine 'elasticsearch' left a query to the reserve: QueryError from BadRequestError",
        "Search engine 'elasticsearch' is out, the reserve answers: UnavailableError from ApiError",
    ]
    assert "illness" not in caplog.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes a single row wait")
@pytest.mark.django_db(transaction=True)
def test_while_a_writer_holds_the_database_readers_learn_at_once_that_the_engine_is_out(indexed, settings):
    """The opinion is kept in the database's cache, which takes nothing just then."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.getsockname()[1]}"
    asked()
    engines.breaker_of("elasticsearch").reset()
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        waits = []
        for _ in range(5):
            began = time.monotonic()
            assert asked() == ("embedded", True, ["provision:art_6"])
            waits.append(time.monotonic() - began)
        writer.execute("ROLLBACK")
    assert max(waits) < 1.5
    assert not engines.breaker_of("elasticsearch").is_closed()


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
    engines.breaker_of("elasticsearch").worked(Permit(True, is_probe=True))
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
