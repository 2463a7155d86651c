"""A lesson as its reader gets it."""

from uuid import NAMESPACE_URL, uuid5

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.pages.models import CourseImage, LessonPage, ModulePage
from tests.factories import pages

pytestmark = pytest.mark.django_db


def queries(client, path):
    client.get(path)  # warms what is remembered for a minute
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return [query["sql"] for query in captured]


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


def many_lessons(count):
    """Add lessons to the first module in both languages without the ceremony of publishing each."""
    for language in ("en", "es"):
        module = ModulePage.objects.get(slug="m1", language_code=language)
        first = LessonPage.objects.get(slug="l1", language_code=language)
        for number in range(100, 100 + count):
            key = uuid5(NAMESPACE_URL, str(number))
            module.add_child(
                instance=LessonPage(
                    title=f"Lesson {number}",
                    slug=f"l{number}",
                    lesson_id=f"l{number}",
                    translation_key=key,
                    locale=first.locale,
                )
            )


def test_queries_are_the_same_for_5_and_for_500_lessons(client):
    pages.tree(2)
    paths = [f"/{language}/courses/pops/{rest}" for language in ("en", "es") for rest in ("", "m1/l1/")]
    many_lessons(3)
    few = [len(queries(client, path)) for path in paths]
    LessonPage.objects.filter(slug__startswith="l10").delete()
    many_lessons(500)
    many = [len(queries(client, path)) for path in paths]
    assert client.get(paths[1]).context["count"] == 502
    assert many == few
    assert max(many) <= 10


def test_full_lesson_keeps_the_budget(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pages.tree(1)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="1" height="1"/></svg>'
    image = CourseImage.objects.create(title="I", description="I", file=SimpleUploadedFile("i.svg", svg))
    figure = {"image": image.pk, "alt": "A", "caption": "", "description": ""}
    cards = [pages.block("provision", {"eid": f"art_{number}", "note": ""}) for number in range(1, 20)]
    cards += [pages.block("chemical", {"slug": f"c{number}", "note": ""}) for number in range(20)]
    body = [*rich_body(), *cards, *(pages.block("figure", figure) for _ in range(5))]
    module = ModulePage.objects.get(slug="m1", language_code="en")
    lesson = pages.lesson(module, "full", body=body, provisions=["art_5"], chemicals=["ddt"])
    pages.translate(lesson)
    assert len(queries(client, "/en/courses/pops/m1/full/")) <= 10
    assert len(queries(client, "/es/courses/pops/m1/full/")) <= 10


def test_public_pages_set_no_cookie(client):
    pages.tree(1)
    for path in ("/en/", "/es/courses/", "/en/courses/pops/", "/es/courses/pops/m1/", "/en/courses/pops/m1/l1/"):
        response = client.get(path)
        assert response.status_code == 200
        assert not response.cookies, path
