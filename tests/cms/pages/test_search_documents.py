"""What search is told of lessons, courses and pages."""

import pytest
from wagtail.models import PageViewRestriction

from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.pages.search_documents import Courses, Lessons, Pages, area_labels, course_labels
from search.models import DocumentRecord
from tests.factories import pages

pytestmark = pytest.mark.django_db


def heading(text, anchor, level="2"):
    return pages.block("heading", {"text": text, "anchor": anchor, "level": level}, f"h-{anchor}")


BODY = [
    pages.block("rich_text", "<p>Before any heading.</p>", "r0"),
    heading("Sources", "sources"),
    pages.block("rich_text", "<p>Burning &amp; <b>smelting</b>.</p>", "r1"),
    pages.block("provision", {"eid": "art_5", "note": "Why"}, "p1"),
    heading("Open burning", "burning", "3"),
    pages.block("table", {"caption": "Table", "rows": [["A", "B"], ["1", "<b>2</b>"]]}, "t1"),
]


@pytest.fixture
def lesson():
    pages.tree(0)
    module = ModulePage.objects.get(slug="m1", language_code="en")
    module.area = "pops"
    pages.publish(module)
    made = pages.lesson(module, body=BODY, chemicals=["ddt"])
    pages.translate(made, title="Fuentes", **{"body__h-sources__text": "Las fuentes", "body__r0": "<p>Antes.</p>"})
    return made


def test_lesson_is_cut_at_its_headings(lesson):
    english = [document for document in Lessons().documents("l1") if document.language == "en"]
    assert [(d.id, d.url, d.heading_path, d.body) for d in english] == [
        ("lesson:l1:en", "/en/courses/pops/m1/l1/", (), "Before any heading."),
        (
            "lesson:l1:en:sources",
            "/en/courses/pops/m1/l1/#sources",
            ("Sources",),
            "Burning & smelting.\nWhy",
        ),
        (
            "lesson:l1:en:burning",
            "/en/courses/pops/m1/l1/#burning",
            ("Sources", "Open burning"),
            "Table\nA\nB\n1\n2",
        ),
    ]
    assert english[1].provisions == ("art_5",)
    assert (english[0].chemicals, english[0].area, english[0].course) == (("ddt",), "pops", "pops")


def test_parts_are_the_same_in_every_language(lesson):
    documents = Lessons().documents("l1")
    parts = {language: [d.part for d in documents if d.language == language] for language in ("en", "es")}
    assert parts["en"] == parts["es"] == ["", ":sources", ":burning"]
    spanish = [d for d in documents if d.language == "es"]
    assert (spanish[0].title, spanish[0].body, spanish[1].heading_path) == ("Fuentes", "Antes.", ("Las fuentes",))


def test_text_not_yet_translated_is_not_indexed_as_spanish(lesson):
    lesson.body = [*BODY, heading("New", "new"), pages.block("rich_text", "<p>Only English.</p>", "r9")]
    pages.publish(lesson)
    last = {d.language: d for d in Lessons().documents("l1") if d.part == ":new"}
    assert last["en"].body == "Only English."
    assert last["es"].body == ""


def test_table_of_documents_follows_the_page(lesson):
    def urls(language):
        found = DocumentRecord.objects.filter(family_id="lesson:l1", language=language)
        return sorted(found.values_list("url", flat=True))

    assert len(urls("en")) == len(urls("es")) == 3
    other = pages.module(CoursePage.objects.get(slug="pops", language_code="en"), "m2")
    pages.translate(other)
    LessonPage.objects.get(pk=lesson.pk).move(other, "last-child")
    assert urls("es")[0] == "/es/courses/pops/m2/l1/"
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    assert urls("en") == urls("es") == []


def test_deleted_lesson_is_gone(lesson):
    LessonPage.objects.get(pk=lesson.pk).delete()
    assert not DocumentRecord.objects.filter(family_id="lesson:l1", language="en").exists()


def test_closed_lesson_is_private(lesson):
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    assert {d.visibility for d in Lessons().documents("l1")} == {"private"}
    stored = DocumentRecord.objects.filter(family_id="lesson:l1").values_list("visibility", flat=True)
    assert set(stored) == {"private"}


def test_area_of_the_module_reaches_its_lessons(lesson):
    module = ModulePage.objects.get(slug="m1", language_code="en")
    module.area = "esm"
    pages.publish(module)
    assert {d.area for d in Lessons().documents("l1")} == {"esm"}


def test_courses_and_pages():
    course = pages.tree(0)
    course.summary = "Learn it."
    pages.publish(course)
    about = pages.standard(intro="Who we are.", body=[heading("Team", "team")])
    pages.translate(about, title="Acerca de")
    (english, spanish) = Courses().documents("pops")
    assert (english.family_id, english.url, english.summary) == ("course:pops", "/en/courses/pops/", "Learn it.")
    assert spanish.title == "The Stockholm Convention (es)"
    assert [d.body for d in Pages().documents(str(about.translation_key))] == ["Who we are.\nTeam", "Who we are.\nTeam"]
    assert list(Courses().keys()) == ["pops"]
    assert list(Pages().keys()) == [str(about.translation_key)]
    assert course_labels(["pops"], "es") == {"pops": "The Stockholm Convention (es)"}


def test_the_title_of_a_restricted_course_labels_nothing():
    pages.tree(0)
    course = CoursePage.objects.get(course_id="pops", language_code="en")
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert course_labels(["pops"], "en") == {}


def test_draft_is_never_a_document():
    pages.tree(0)
    pages.lesson(ModulePage.objects.get(slug="m1", language_code="en"), "secret", live=False)
    assert Lessons().documents("secret") == []
    assert list(Lessons().keys()) == []


def test_area_names_in_the_readers_language():
    assert area_labels(["nip", "unknown"], "en") == {"nip": "National Implementation Plan", "unknown": "unknown"}
