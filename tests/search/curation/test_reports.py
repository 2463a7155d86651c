"""The reports: exact numbers, who may see them, and queries that are no markup and no formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from search.curation.models import SearchEvent
from search.curation.redaction import kept_form

pytestmark = pytest.mark.django_db
ZERO, LOW, FREQUENT = (f"/cms/reports/searches/{name}/" for name in ("zero", "low", "frequent"))
SCRIPT = "<script>alert(1)</script>"


def asked(query: str, times: int = 1, opened: int = 0, days: float = 0, **values: object) -> None:
    fields = {"language": "en", "engine": "embedded", "count": 0, "surface": "page", **values}
    at = timezone.now() - timedelta(days=days)
    for number in range(times):
        clicked = {"clicked_family": "page:guide", "clicked_rank": 1} if number < opened else {}
        SearchEvent.objects.create(query=query, at=at, **fields, **clicked)


def rows(client, path: str, **parameters: str) -> list[tuple]:
    response = client.get(path, parameters)
    assert response.status_code == 200
    return [(row["query"], row["language"], row["times"]) for row in response.context["object_list"]]


def test_searches_without_result(client_of):
    asked("widget", 3)
    asked("widget", 1, language="es")
    asked("widget", 2, count=4)
    asked("answered", 2, answered=True)
    asked("old", 9, days=20)
    asked("too old", 9, days=91)
    asked("gadget", 5, surface="api")
    client = client_of("editor")
    assert rows(client, ZERO) == [("old", "en", 9), ("gadget", "en", 5), ("widget", "en", 3), ("widget", "es", 1)]
    assert rows(client, ZERO, days="7") == [("gadget", "en", 5), ("widget", "en", 3), ("widget", "es", 1)]
    assert rows(client, ZERO, language="es") == [("widget", "es", 1)]
    assert rows(client, ZERO, query="GADG") == [("gadget", "en", 5)]


@pytest.mark.parametrize("typed", ["artículo", "ARTICULO", " Artículo  5 ", "lo 5", "articulo"])
def test_accents_and_capitals_of_the_filter_do_not_matter(client_of, typed):
    asked(kept_form("Artículo 5 a)"), 2)
    asked("widget")
    assert rows(client_of("editor"), ZERO, query=typed) == [("articulo 5 a)", "en", 2)]


def test_what_only_comes_near_is_no_result(client_of):
    asked("nothing", 3)
    asked("near", 4, count=7, nearest=True)
    asked("both", 2)
    asked("both", 3, count=1, nearest=True)
    asked("found", 5, count=7)
    asked("card", 5, count=7, answered=True)
    client = client_of("editor")
    assert rows(client, ZERO) == [("both", "en", 5), ("near", "en", 4), ("nothing", "en", 3)]
    assert shown(client.get(ZERO)) == ["Nothing: 2, only what comes near: 3", "Only what comes near", "Nothing"]
    assert [row["empty"] for row in client.get(FREQUENT).context["object_list"] if row["query"] != "found"] == [
        0,
        5,
        4,
        3,
    ]
    assert rows(client, LOW) == [("found", "en", 5)]
    table = list(csv.reader(io.StringIO(b"".join(client.get(ZERO, {"export": "csv"}).streaming_content).decode())))
    assert [line[:4] for line in table] == [
        ["Query", "Language", "Searches", "Searches that showed only what comes near"],
        ["both", "en", "5", "3"],
        ["near", "en", "4", "4"],
        ["nothing", "en", "3", "0"],
    ]


def shown(response) -> list[str]:
    """The cells of the column that says what was shown instead."""
    cells = re.findall(r"<td[^>]*>\s*([^<]*?)\s*</td>", response.content.decode())
    return [cell for cell in cells if cell.startswith(("Nothing", "Only"))]


def test_searches_where_little_is_opened(client_of):
    asked("never", 5, 0, count=3)
    asked("rarely", 10, 2, count=3)
    asked("often", 10, 3, count=3)
    asked("too few", 4, 0, count=3)
    asked("nothing found", 9)
    asked("card says it", 9, count=3, answered=True)
    asked("programs open nothing", 9, count=3, surface="api")
    assert rows(client_of("editor"), LOW) == [("rarely", "en", 10), ("never", "en", 5)]


def test_most_frequent_searches(client_of):
    asked("first", 3, 1, count=3)
    asked("first", 1, language="es")
    asked("second", 2)
    client = client_of("editor")
    assert rows(client, FREQUENT) == [("first", "en", 3), ("second", "en", 2), ("first", "es", 1)]
    html = client.get(FREQUENT).content.decode()
    assert "33 %" in html
    assert "100 %" in html


@pytest.mark.parametrize(("language", "period"), [("en", "Last 7 days"), ("es", "Últimos 7 días")])
def test_the_periods_are_said_in_the_language_of_whoever_looks(client_of, language, period):
    html = client_of("editor").get(ZERO, headers={"Accept-Language": language}).content.decode()
    assert re.findall(r"Last 7 days|Últimos 7 días", html) == [period]


@pytest.mark.parametrize("path", [ZERO, LOW, FREQUENT])
@pytest.mark.parametrize(
    ("role", "status"),
    [("editor", 200), ("reviewer", 200), ("manager", 200), ("translator", 302), ("learner", 302)],
)
def test_who_sees_the_reports(client_of, path, role, status):
    client = client_of(role)
    assert client.get(path).status_code == status
    assert client.get(f"{path}results/").status_code == status


def test_the_menu_has_them_for_those_who_may(client_of):
    assert ZERO in client_of("editor").get("/cms/").content.decode()
    assert ZERO not in client_of("translator").get("/cms/").content.decode()


def test_a_row_leads_to_a_rule_and_to_the_search_in_its_language(client_of):
    asked("plan & cía", language="es")
    html = client_of("editor").get(ZERO).content.decode()
    asked_for = "query=plan+%26+c%C3%ADa&amp;language=es"
    assert f"/cms/snippets/search_curation/synonymrule/add/?{asked_for}" in html
    assert f"/cms/snippets/search_curation/bestbet/add/?{asked_for}" in html
    assert "/es/search/?q=plan+%26+c%C3%ADa" in html


def test_who_writes_no_rules_is_not_led_to_them(client_of):
    asked("widget")
    html = client_of("reviewer").get(ZERO).content.decode()
    assert "/add/?query=" not in html
    assert "/en/search/?q=widget" in html


def test_a_redacted_query_makes_no_rule(client_of):
    asked("[e-mail] plan")
    assert "/add/?query=" not in client_of("editor").get(ZERO).content.decode()


def test_a_query_is_text_and_nothing_else(client_of):
    asked(SCRIPT)
    for path in (ZERO, FREQUENT):
        html = client_of("editor").get(path).content.decode()
        assert SCRIPT not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("query", ["=cmd|' /c calc'!a0", "+1+1", "-1+1", "@sum(1)", "|x", " =1", "\t=1"])
def test_the_table_for_spreadsheets_has_no_formula(client_of, query):
    asked(query, 2)
    response = client_of("editor").get(ZERO, {"export": "csv"})
    table = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert table[0] == ["Query", "Language", "Searches", "Searches that showed only what comes near", "Last time"]
    assert table[1][:3] == ["'" + query.replace("\t", " "), "en", "2"]


def test_the_table_has_all_rows_and_the_page_fifty(client_of):
    for number in range(60):
        asked(f"query {number:02}")
    client = client_of("editor")
    assert len(rows(client, ZERO)) == 50
    assert len(rows(client, ZERO, p="2")) == 10
    response = client.get(ZERO, {"export": "csv"})
    assert len(b"".join(response.streaming_content).decode().splitlines()) == 61


def test_the_number_of_queries_does_not_grow(client_of, django_assert_max_num_queries):
    for number in range(40):
        asked(f"query {number}")
    client = client_of("editor")
    client.get(ZERO)
    with django_assert_max_num_queries(20):
        client.get(ZERO)
