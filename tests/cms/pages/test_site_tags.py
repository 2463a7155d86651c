"""Languages, social cards and structured data of a page."""

import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from cms.pages import slots
from cms.pages.models import LessonPage
from cms.pages.slots import UnknownSlotError, register_slot, render_slot, unregister_slot
from cms.pages.templatetags.site_tags import clock, file_size
from tests.factories import pages

pytestmark = pytest.mark.django_db


def lesson(language="en"):
    return LessonPage.objects.get(slug="l1", language_code=language)


def render(text, page=None, path="/en/"):
    request = RequestFactory().get(path)
    request.resolver_match = None
    return Template("{% load site_tags %}" + text).render(Context({"page": page, "request": request}))


def test_language_switch_keeps_the_place():
    pages.tree(1)
    assert render('{% language_url "es" %}', lesson()) == "/es/courses/pops/m1/l1/"
    assert render('{% language_url "en" %}', lesson("es")) == "/en/courses/pops/m1/l1/"


def test_page_without_translation_leads_home():
    pages.tree(1)
    lesson("es").unpublish()
    assert render('{% language_url "es" %}', lesson()) == "/es/"


def test_other_views_keep_path_and_query(client):
    pages.home()
    html = client.get("/en/glossary/?q=PCB").content.decode()
    assert 'href="/es/glossary/?q=PCB"' in html


def test_alternates_name_every_language_and_the_default(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://pops.example"
    pages.tree(1)
    path = "courses/pops/m1/l1/"
    assert render("{% alternates %}", lesson("es")).splitlines() == [
        f'<link rel="alternate" hreflang="en" href="https://pops.example/en/{path}">',
        f'<link rel="alternate" hreflang="es" href="https://pops.example/es/{path}">',
        f'<link rel="alternate" hreflang="x-default" href="https://pops.example/en/{path}">',
    ]


def test_page_in_one_language_has_no_alternates():
    pages.tree(0)
    pages.lesson(pages.ModulePage.objects.get(slug="m1", language_code="en"))
    assert render("{% alternates %}", lesson()) == ""


def test_structured_data_cannot_leave_its_element(client):
    course = pages.tree(0)
    course.summary = "</script><script>alert(1)</script> & <b>"
    pages.publish(course)
    html = client.get(course.url).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert "<" not in data
    assert json.loads(data)["description"] == course.summary
    assert json.loads(data)["@type"] == "Course"
    assert json.loads(data)["availableLanguage"] == ["en", "es"]


def test_lesson_is_a_learning_resource_of_its_course(client):
    pages.tree(1)
    html = client.get("/es/courses/pops/m1/l1/").content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    found = json.loads(data)
    assert (found["@type"], found["inLanguage"]) == ("LearningResource", "es")
    assert found["isPartOf"]["name"] == "The Stockholm Convention (es)"


def test_social_card(settings, client):
    settings.WAGTAILADMIN_BASE_URL = "https://pops.example"
    course = pages.tree(0)
    course.summary = 'A "course" & more'
    pages.publish(course)
    html = client.get(course.url).content.decode()
    assert '<meta property="og:title" content="The Stockholm Convention">' in html
    assert '<meta name="description" content="A &quot;course&quot; &amp; more">' in html
    assert '<meta property="og:url" content="https://pops.example/en/courses/pops/">' in html


def test_slots_are_filled_in_order_and_empty_otherwise(monkeypatch):
    monkeypatch.setitem(slots._slots, "lesson.before", [])

    def first(request, page, context):
        return f"[1 {context['word']}]"

    def second(request, page, context):
        return "[2]"

    assert render_slot("lesson.before", None, None, {}) == ""
    register_slot("lesson.before", first)
    register_slot("lesson.before", second)
    try:
        assert render_slot("lesson.before", None, None, {"word": "x"}) == "[1 x][2]"
    finally:
        unregister_slot("lesson.before", first)
        unregister_slot("lesson.before", second)
    with pytest.raises(UnknownSlotError):
        register_slot("lesson.nowhere", first)


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (45_600, "46 kB"), (3_400_000, "3 MB"), (2_500_000_000, "2.5 GB")]
)
def test_sizes(size, text):
    assert file_size(size) == text


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.6, "1:00"), (125, "2:05"), (None, "0:00")])
def test_durations(seconds, text):
    assert clock(seconds) == text


def test_sitemap_lists_open_pages_in_every_language(client):
    pages.tree(1)
    closed = pages.standard("closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    pages.lesson(pages.ModulePage.objects.get(slug="m1", language_code="en"), "draft", live=False)
    response = client.get("/sitemap.xml")
    text = response.content.decode()
    assert response["Content-Type"] == "application/xml"
    assert text.count("/es/courses/pops/m1/l1/</loc>") == 1
    assert 'hreflang="es" href="http://127.0.0.1:8000/es/courses/pops/m1/l1/"' in text
    assert "closed" not in text
    assert "draft" not in text


def test_robots_names_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /cms/" in text
    assert text.strip().endswith("/sitemap.xml")
