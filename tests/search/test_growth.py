"""What a search costs does not grow with the number of documents: queries, requests, and the way to the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import indexing
from search.backends import elasticsearch, embedded
from search.backends.embedded import backend
from search.indexing import outbox
from search.indexing.generations import rebuild
from search.services import knowledge
from search.services.results import Query
from search.services.search import search
from search.services.suggest import suggest
from tests.factories.search import both

pytestmark = pytest.mark.django_db


def ways(run):
    """How SQLite goes about each query: the tables it reads and the indices it uses."""
    if connection.vendor != "sqlite":
        pytest.skip("what PostgreSQL does depends on its statistics")
    with CaptureQueriesContext(connection) as queries:
        run()
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            found += [row[3] for row in cursor.fetchall()]
    return found


def test_completions_are_found_by_the_index_of_names(indexed):
    steps = ways(lambda: suggest("pc", "en"))
    assert [step.split(" (")[0] for step in steps if "search_nameentry" in step] == [
        "SEARCH search_nameentry USING INDEX search_nameentry_start_e6aaf87c"
    ]


def test_the_families_of_a_page_are_found_by_their_index(indexed):
    steps = ways(lambda: search(Query("waste", "en")))
    assert any("search_documentrecord_family_id" in step for step in steps)
    assert [step for step in steps if "search_record_source_key" in step or step.startswith("SCAN")] == []


def fill(library, documents):
    """As many pages about waste in each language, with words of their own."""
    for number in range(documents):
        titles, bodies = (
            (f"Waste {number}", f"Desechos {number}"),
            (f"About waste {number}.", f"Sobre desechos {number}."),
        )
        for made in both(f"page:{number}", titles, bodies, topics=(f"topic-{number % 7}",)):
            key = library.put(made)
        indexing.touch(library.name, key)
    outbox.drain()
    knowledge.forget()


QUERIES = [
    Query("waste", "en"),
    Query("desechos", "es", page=3),
    Query("wsate", "en"),
    Query('"about waste" NOT PCB', "en"),
    Query("Article 6(1)", "en"),
    Query("waste", "en", filters={"topic": ("topic-3",), "kind": ("page",)}),
]


def counted(query):
    with CaptureQueriesContext(connection) as queries:
        answer = search(query)
    return len(queries), answer.count


def test_a_search_takes_as_many_queries_in_500_documents_as_in_50(indexed):
    fill(indexed, 25)
    few = [counted(query) for query in QUERIES]
    fill(indexed, 250)
    many = [counted(query) for query in QUERIES]
    assert [queries for queries, _ in many] == [queries for queries, _ in few]
    assert many[0][1] > few[0][1]
    assert max(queries for queries, _ in many) <= 4


def test_a_rebuild_takes_as_many_queries_for_100_documents_however_many_there_are(indexed):
    fill(indexed, 100)
    small = rebuild_queries()
    fill(indexed, 300)
    assert rebuild_queries() - small <= 4


def rebuild_queries():
    with CaptureQueriesContext(connection) as queries:
        rebuild(embedded())
    return len(queries)


def test_beyond_what_is_counted_there_are_said_to_be_more(client, indexed, monkeypatch):
    monkeypatch.setattr(backend, "MAX_COUNTED", 2)
    fill(indexed, 5)
    answer = client.get("/api/search/", {"q": "waste", "language": "en"}).json()
    page = client.get("/en/search/", {"q": "waste"}).content.decode()
    assert answer["complete"] is False
    assert f"More than {answer['count']} results" in page


def requests_of(query, monkeypatch):
    """What Elasticsearch is asked for one answer."""
    transport = elasticsearch()._client.transport
    paths = []

    def listen(method, target, **options):
        paths.append(target.split("?")[0].rpartition("/")[2])
        return type(transport).perform_request(transport, method, target, **options)

    with monkeypatch.context() as patched:
        patched.setattr(transport, "perform_request", listen)
        assert search(query).engine == "elasticsearch"
    return paths


def test_elasticsearch_is_asked_as_often_in_500_documents_as_in_50(with_elasticsearch, indexed, monkeypatch):
    fill(indexed, 25)
    rebuild(elasticsearch())
    few = [requests_of(query, monkeypatch) for query in QUERIES]
    fill(indexed, 250)
    assert [requests_of(query, monkeypatch) for query in QUERIES] == few
    assert {path for paths in few for path in paths} == {"_msearch"}
    assert max(map(len, few)) <= 3
