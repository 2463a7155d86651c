"""The search API: exactly these fields, problems with names, bounded in every direction."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import registry
from search.services.results import MAX_PAGE

FIELDS = [
    "query",
    "language",
    "engine",
    "degraded",
    "count",
    "complete",
    "answer",
    "results",
    "facets",
    "suggestion",
    "nearest",
]


def get(client, **parameters):
    return client.get("/api/search/", parameters)


def test_the_fields_of_an_answer(client, indexed):
    data = get(client, q="article 6(1)", language="en").json()
    assert list(data) == FIELDS
    assert (data["query"], data["language"], data["engine"], data["degraded"]) == (
        "article 6(1)",
        "en",
        "embedded",
        False,
    )
    assert data["answer"] == {
        "family_id": "provision:art_6__para_1",
        "kind": "provision",
        "language": "en",
        "title": "Article 6(1)",
        "url": "/en/provision/art_6__para_1/",
        "summary": "",
        "label": "article 6(1)",
        "facts": [],
        "parts": [],
        "lessons": [],
    }
    first = data["results"][0]
    assert list(first) == [
        "family_id",
        "kind",
        "language",
        "title",
        "heading_path",
        "url",
        "highlights",
        "score",
        "parts",
        "notes",
    ]
    assert first["heading_path"] == ["Article 6: Stockpiles and wastes"]
    assert list(data["facets"]) == ["kind", "area", "topic", "chemical", "course"]
    assert data["facets"]["kind"][0] == {"value": "provision", "label": "Provisions", "count": 2, "selected": False}


def test_no_answer_is_null(client, indexed):
    data = get(client, q="football results").json()
    assert (data["answer"], data["results"], data["count"], data["suggestion"]) == (None, [], 0, None)


def test_filters_may_be_repeated(client, indexed):
    data = client.get("/api/search/?q=PCB&kind=lesson&kind=chemical&chemical=pcb").json()
    assert {result["kind"] for result in data["results"]} == {"lesson", "chemical"}


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"q": "PCB", "page": "0"}, "page"),
        ({"q": "PCB", "page": "-1"}, "page"),
        ({"q": "PCB", "page": "two"}, "page"),
        ({"q": "PCB", "page": "²"}, "page"),
        ({"q": "PCB", "page": str(MAX_PAGE + 1)}, "page"),
        ({"q": "PCB", "page": "9" * 500}, "page"),
        ({"q": "PCB", "language": "fr"}, "language"),
        ({"q": "PCB", "language": "../en"}, "language"),
        ({"q": "PCB", "kind": "nonsense"}, "kind"),
    ],
)
def test_wrong_parameters_are_problems_with_their_names(client, indexed, parameters, field):
    response = get(client, **parameters)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_reading(client, indexed, method):
    assert getattr(client, method)("/api/search/").status_code in (403, 405)


def test_pages_follow_each_other_without_repeating(client, indexed):
    pages = [get(client, q="kind:provision kind:chemical kind:term kind:lesson", page=page).json() for page in (1, 2)]
    assert pages[0]["count"] == 7
    assert len(pages[0]["results"]) == 7
    assert pages[1]["results"] == []


def test_ten_kilobytes_are_answered_at_once(client, indexed):
    get(client, q="warm")
    started = time.perf_counter()
    response = get(client, q="stockpiles existencias PCB " * 400)
    assert time.perf_counter() - started < 0.5
    assert response.status_code == 200
    assert len(response.json()["query"]) <= 400


@pytest.mark.parametrize("text", ["PCB", "stockpiles waste Party", "article 6(1)", "existensias", "football"])
def test_queries_to_the_database_are_constant(client, indexed, text):
    """The names in the query, and the page's visibility; the limits' own cache is not counted."""
    get(client, q="warm")
    with CaptureQueriesContext(connection) as context:
        get(client, q=text)
    reads = [sql for sql in (query["sql"] for query in context.captured_queries) if sql.startswith("SELECT")]
    assert len([sql for sql in reads if "search_" in sql]) <= 2
    assert [sql for sql in reads if "search_" not in sql and '"cache"' not in sql] == []


def test_suggestions(client, indexed):
    data = client.get("/api/search/suggest/", {"q": "biph", "language": "en"}).json()
    assert data == {
        "query": "biph",
        "language": "en",
        "results": [
            {
                "text": "Polychlorinated biphenyls",
                "kind": "chemical",
                "kind_label": "Chemicals",
                "url": "/en/chemical/pcb/",
            }
        ],
    }


def test_an_unknown_language_of_suggestions_is_a_problem(client, indexed):
    assert client.get("/api/search/suggest/", {"q": "x", "language": "fr"}).status_code == 400


def test_nothing_of_a_silenced_app_is_told(client, indexed):
    with registry.isolated():
        assert get(client, q="stockpiles").json()["results"] == []
        assert client.get("/api/search/suggest/", {"q": "stock"}).json()["results"] == []
