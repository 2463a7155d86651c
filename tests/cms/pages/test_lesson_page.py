"""A lesson as its reader gets it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import pages

pytestmark = pytest.mark.django_db


def queries(client, path):
    client.get(path)  # warms what is remembered for a minute
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return [query["sql"] for query in captured], response


def rich_body():
    return [
        pages.block("heading", {"text": "First", "anchor": "first", "level": "2"}, "h1"),
        pages.block("rich_text", "<p>Some <b>text</b>.</p>", "r1"),
        pages.block("key_message", {"text": "<p>Remember.</p>"}, "k1"),
        pages.block("table", {"caption": "Dates", "rows": [["Year", "Event"], ["2001", "Adopted"]]}, "t1"),
        pages.block(
            "steps", {"title": "How", "steps": [pages.item("<p>One</p>", "s1"), pages.item("<p>Two</p>", "s2")]}, "st"
        ),
    ]


def test_lesson_is_read_in_both_languages(client):
    pages.tree(2)
    english = client.get("/en/courses/pops/m1/l1/")
    spanish = client.get("/es/courses/pops/m1/l1/")
    assert english.context["page"].title == "Lesson 1"
    assert spanish.context["page"].title == "Lesson 1 (es)"
    assert [entry.title for entry in spanish.context["breadcrumbs"]] == [
        "Aprenda sobre los COP",
        "Courses (es)",
        "The Stockholm Convention (es)",
        "Introduction (es)",
    ]
    assert spanish.context["next"].url == "/es/courses/pops/m1/l2/"
    assert (spanish.context["position"], spanish.context["count"]) == (1, 2)


@pytest.mark.parametrize("language", ["en", "es"])
def test_queries_do_not_grow(client, language):
    pages.tree(2)
    few, _response = queries(client, f"/{language}/courses/pops/m1/l1/")
    for number in range(3, 13):
        made = pages.lesson(
            pages.ModulePage.objects.get(module_id="m1", language_code="en"), f"l{number}", body=rich_body()
        )
        pages.translate(made)
    many, response = queries(client, f"/{language}/courses/pops/m1/l12/")

    assert len(many) == len(few)
    assert len(many) <= 10
    assert not response.cookies
