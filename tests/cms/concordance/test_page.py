"""The concordance in the editors' admin: who may read it, what it shows, what it refuses."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.pages.models import LessonPage
from cms.pages.search_documents import Lessons
from search.indexing import outbox, touch
from tests.factories.accounts import UserFactory, signed_in

URL = "/cms/concordance/"
pytestmark = pytest.mark.usefixtures("content")


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.parametrize("role", ["editor", "reviewer", "translator", "manager", "admin"])
def test_who_makes_content_may_read_it_and_finds_it_in_the_menu(client_of, role):
    client = client_of(role)
    page = client.get(URL, {"q": "best available techniques"})
    assert page.status_code == 200
    assert "15 places in English" in text(page)
    assert URL in client.get("/cms/").content.decode()


def test_others_are_refused(client_of):
    guest = UserFactory()
    group = Group.objects.create(name="Guests of the admin")
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    guest.groups.add(group)
    assert Client().get(URL).status_code == 302
    for client in (client_of("learner"), signed_in(guest)):
        response = client.get(URL, {"q": "best available techniques"})
        assert (response.status_code, b"techniques" in response.content) == (302, False)
    assert f'"{URL}"' not in signed_in(guest).get("/cms/").content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(client_of, method):
    assert getattr(client_of("admin"), method)(URL).status_code == 405


def test_links_to_edit_are_for_whoever_may_edit(client_of):
    def links(role: str) -> tuple[int, int, int]:
        page = client_of(role).get(URL, {"q": "best available techniques"}).content.decode()
        return (
            page.count("/cms/pages/"),
            page.count("/cms/snippets/convention/provision/edit/"),
            page.count("/cms/snippets/terminology/term/edit/"),
        )

    # Five places in lessons, nine in provisions, one in a term, each in two languages.
    manager, editor, translator = links("manager"), links("editor"), links("translator")
    assert manager == links("admin")
    assert [manager[1:], editor[1:], translator[1:]] == [(18, 2), (0, 0), (0, 0)]
    # Besides the menu's own: both languages for the manager, one for who works in one.
    assert manager[0] - editor[0] == manager[0] - translator[0] == 5


def test_a_translator_edits_the_spanish_lesson_alone(client_of):
    page = client_of("translator").get(URL, {"q": "best available techniques", "kind": "lesson"})
    spanish = LessonPage.objects.filter(locale__language_code="es")
    edited = {int(pk) for pk in re.findall(r"/cms/pages/(\d+)/edit/", page.content.decode())}
    assert edited
    assert edited <= set(spanish.values_list("pk", flat=True))


def test_filters_and_pages(client_of):
    client = client_of("editor")
    page = client.get(URL, {"q": "Party"})
    assert len(page.context["lines"]) == 40
    assert [choice.label for choice in page.context["kinds"]] == ["Provisions", "Chemicals", "Terms", "Lessons"]
    last = client.get(URL, {"q": "Party", "p": "999"})
    assert last.context["page_obj"].number == last.context["page_obj"].paginator.num_pages
    lessons = client.get(URL, {"q": "Party", "kind": "lesson"})
    assert {line.row.segment.document.kind for line in lessons.context["lines"]} == {"lesson"}
    none = client.get(URL, {"q": "Party", "rendering": "-"})
    assert 0 < len(none.context["lines"]) < 10
    assert "No place has this rendering." in text(client.get(URL, {"q": "Party", "rendering": "x"}))


def test_a_kind_that_lacks_the_phrase_can_be_taken_back(client_of):
    page = client_of("editor").get(URL, {"q": "contaminated sites", "kind": "chemical"})
    kinds = page.context["kinds"]
    assert [(choice.label, choice.count) for choice in kinds if choice.selected] == [("Chemicals", 0)]
    assert [choice.url for choice in kinds if choice.selected] == ["?q=contaminated+sites"]
    assert "The phrase stands in other kinds only" in text(page)


def test_the_same_in_spanish(client_of):
    page = text(client_of("translator").get(URL, {"q": "quema a cielo abierto"}, headers={"accept-language": "es"}))
    assert "8 lugares en español, con sus equivalentes en inglés" in page
    assert "open burning 7 veces" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 201},
        {"q": "x" * 10_000},
        {"q": "x", "source": "fr"},
        {"q": "x", "form": "fuzzy"},
        {"q": "x", "kind": "assessment"},
        {"q": "a\x00b"},
        {"q": "x", "rendering": "y" * 500},
    ],
)
def test_what_cannot_be_asked_is_said(client_of, asked):
    response = client_of("editor").get(URL, asked)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    "phrase", ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "{{ 7|add:7 }}", "%s%n"]
)
def test_markup_stays_text(client_of, phrase):
    page = client_of("editor").get(URL, {"q": phrase})
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Look up how a word or phrase is said"),
        ({"q": "   "}, "Look up how a word or phrase is said"),
        ({"q": "zzzz"}, "“zzzz” stands nowhere in the published content."),
        ({"q": "?!"}, "“?!” stands nowhere in the published content."),
        ({"q": "existencias", "source": "en"}, "It may stand in the other language"),
        ({"q": "stockpiling zzz", "form": "exact"}, "It may stand in another form"),
        ({"q": "Party", "p": "-1"}, "places in English"),
        ({"q": "Party", "p": "x", "format": "exe"}, "places in English"),
    ],
)
def test_empty_and_odd_questions(client_of, asked, said):
    response = client_of("editor").get(URL, asked)
    assert response.status_code == 200
    assert said in text(response)


@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_the_table_to_download(client_of, kind, delimiter):
    response = client_of("editor").get(URL, {"q": "contaminated sites", "kind": "provision", "format": kind})
    assert response["Content-Disposition"] == f'attachment; filename="concordance-contaminated-sites.{kind}"'
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=delimiter))
    assert lines[0] == [
        *("Kind", "Title", "Heading", "English", "Spanish"),
        *("Rendering", "Address", "Address of the counterpart"),
    ]
    assert [line[3] for line in lines[1:]] == [
        "Parties should try to identify contaminated sites; clean-up is not compulsory, but if done it must be"
        " environmentally sound.",
        "Consequences for waste and disposal, such as obsolete pesticides and contaminated sites.",
    ]
    assert [line[5] for line in lines[1:]] == ["sitios contaminados", "sitios contaminados"]


def test_a_restricted_lesson_is_shown_to_whoever_may_edit_it(client_of):
    lesson = LessonPage.objects.get(lesson_id="m3-l2", locale__language_code="es")
    every = client_of("editor").get(URL, {"q": "MTD", "kind": "lesson"}).context["answer"].concord.count
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    touch(Lessons.name, "m3-l2")

    def count(role: str) -> int:
        return int(
            client_of(role).get(URL, {"q": "MTD", "source": "es", "kind": "lesson"}).context["answer"].concord.count
        )

    # The database says so before the engine has heard of it; an editor may change the English pages alone.
    assert (count("translator"), count("admin"), count("editor") < every) == (every, every, True)
    outbox.drain()
    assert (count("translator"), count("admin"), count("editor") < every) == (every, every, True)


def test_queries_do_not_grow_with_what_is_found(client_of):
    client = client_of("manager")

    def queries(**asked: str) -> int:
        client.get(URL, asked)
        with CaptureQueriesContext(connection) as captured:
            client.get(URL, asked)
        return len(captured)

    few, many, page, next_page = (
        queries(q=phrase, p=number) for phrase, number in [("MTD", "1"), ("Party", "1"), ("the", "1"), ("the", "2")]
    )
    # One for each kind of record on the page, whether one or forty of them.
    assert (few <= 25, abs(many - few) <= 2, abs(page - few) <= 2, abs(next_page - page) <= 2) == (True,) * 4, (
        few,
        many,
        page,
        next_page,
    )
