"""The search API: exactly these fields, problems with names, bounded in every direction."""

import shutil
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
    "notice",
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
        "notes": [],
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


SENTENCES = {
    "en": (
        "Our reserve search is answering at the moment: the results are complete, but a little simpler than usual.",
        "Search is not complete at the moment. Some results may be missing; please try again in a few minutes.",
    ),
    "es": (
        "En este momento responde nuestro buscador de reserva: los resultados están completos, pero son algo más"
        " sencillos de lo habitual.",
        "La búsqueda no está completa en este momento. Pueden faltar resultados;"
        " vuelva a intentarlo dentro de unos minutos.",
    ),
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_notice_of_page_and_api_is_one_sentence_in_the_readers_language(
    client, indexed, settings, index_root, language
):
    reserve, nothing = SENTENCES[language]
    assert get(client, q="stockpiles", language=language).json()["notice"] is None
    assert 'class="notice' not in client.get(f"/{language}/search/", {"q": "stockpiles"}).content.decode()
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    assert get(client, q="stockpiles", language=language).json()["notice"] == reserve
    page = client.get(f"/{language}/search/", {"q": "stockpiles"}).content.decode()
    assert f'<p class="notice">{reserve}</p>' in page
    shutil.rmtree(index_root)
    data = get(client, q="stockpiles", language=language).json()
    assert (data["engine"], data["degraded"], data["notice"]) == ("", True, nothing)
    page = client.get(f"/{language}/search/", {"q": "stockpiles"}).content.decode()
    assert f'<p class="notice notice--warning">{nothing}</p>' in page
