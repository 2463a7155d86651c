"""What a search costs does not grow with the number of documents: queries, requests, and the way to the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.services.results import Query
from search.services.search import search
from search.services.suggest import suggest

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
