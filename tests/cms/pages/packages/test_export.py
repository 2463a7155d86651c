"""A course comes back as a package, and that package is the same course."""

from __future__ import annotations

import json

import pytest
import yaml
from django.conf import settings
from django.core.files.base import ContentFile

from cms.pages.models import CourseImage, CoursePage, LessonPage
from cms.pages.packages.exporting.exporter import exported
from cms.pages.packages.exporting.target import save
from cms.pages.packages.importing.importer import import_package
from cms.pages.packages.importing.nodes import raw_data
from cms.pages.packages.importing.state import State
from cms.publishing.writer import write_translation
from tests.factories import packages, pages
from tests.factories.packages import changed, imported, small

pytestmark = pytest.mark.usefixtures("site")

WHY_EN, WHY_ES = "modules/m1-aim/l1-why.en.md", "modules/m1-aim/l1-why.es.md"


def meaning(files: dict[str, bytes]) -> dict[str, object]:
    """A package without what has no meaning: order of keys, empty lists, quotes."""
    return {
        path: emptied(yaml.safe_load(content)) if path.endswith(".yaml") else content for path, content in files.items()
    }


def emptied(value):
    if isinstance(value, dict):
        return {key: emptied(entry) for key, entry in value.items() if entry not in ([], None)}
    return [emptied(entry) for entry in value] if isinstance(value, list) else value


def again(tmp_path, files):
    save(files, tmp_path / "exported.zip")
    return import_package(tmp_path / "exported.zip")


def test_export_of_an_import_means_the_same(tmp_path):
    imported(tmp_path, small())
    package = exported("small-course")
    assert (package.notes, package.problems) == ([], [])
    wanted = changed(small(), WHY_EN, "{term}`stockpiles`", "{term}`stockpiles <stockpiles>`")
    wanted = meaning(packages.as_bytes(wanted))
    for name in ("m1-test", "m2-test", "final-test"):
        for test in wanted.values():
            if isinstance(test, dict) and test.get("id") == name:
                test |= {"delay_minutes": 0, "shuffle": {"items": False, "options": True}}
    assert meaning(package.files) == wanted


def test_lesson_is_written_as_it_was(tmp_path):
    imported(tmp_path, small())
    assert exported("small-course").files[WHY_ES].decode() == packages.LESSON_ES


def test_same_bytes_each_time(tmp_path):
    imported(tmp_path, small())
    save(exported("small-course").files, tmp_path / "a.zip")
    save(exported("small-course").files, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_import_of_an_export_changes_no_table(tmp_path):
    imported(tmp_path, small())
    files = exported("small-course").files
    before = packages.table_counts()
    assert not again(tmp_path, files).changed
    assert packages.table_counts() == before
    assert exported("small-course").files == files


def test_import_of_an_export_elsewhere_has_the_same_ids(tmp_path):
    imported(tmp_path, small())
    files = exported("small-course").files
    ids = [block["id"] for block in raw_data(LessonPage.objects.get(lesson_id="m1-l1", language_code="en"), "body")]
    for page in (*State("small-course").catalogues.values(),):
        for child in page.get_children():
            child.delete()
    again(tmp_path, files)
    lesson = LessonPage.objects.get(lesson_id="m1-l1", language_code="en")
    assert [block["id"] for block in raw_data(lesson, "body")] == ids
    assert exported("small-course").files == files


class TestWrittenInTheAdmin:
    """A lesson that no package has made: ids by chance, an editor's HTML, several kinds of blocks."""

    PATH = "modules/m1-aim/l2-what.en.md"

    @pytest.fixture
    def lesson(self, tmp_path) -> LessonPage:
        imported(tmp_path, small())
        drawing = ContentFile(packages.DRAWING.encode(), name="plan.svg")
        image = CourseImage.objects.create(title="Plan", description="A plan", credit="Us", licence="CC0", file=drawing)
        course = CoursePage.objects.get(course_id="small-course", language_code="en")
        lesson = LessonPage.objects.get(lesson_id="m1-l2", language_code="en")
        lesson.title = "First: *the* start"
        lesson.body = json.dumps(
            [
                pages.block("heading", {"text": "A & B", "anchor": "own-anchor", "level": "2"}),
                pages.block("rich_text", '<p data-block-key="x1">a <strong>b </strong>c</p>'),
                pages.block("rich_text", '<p data-block-key="x2">H<sub>2</sub>O<br/>* no list</p>'),
                pages.block("figure", {"image": image.pk, "alt": "Plan", "caption": "", "description": "<p>d</p>"}),
                pages.block("steps", {"title": "S", "steps": [pages.item("<p>one</p>"), pages.item("<p>two</p>")]}),
                pages.block("table", {"caption": "", "rows": [["a", "b|c"], ["", "<b>d</b>"]]}),
                pages.block("quotation", {"eid": "art_1"}),
                pages.block("key_message", {"text": f'<p><a linktype="page" id="{course.pk}">here</a></p>'}),
                pages.block("reflection", {"text": "<ul><li>x<ul><li>y</li></ul></li></ul>"}),
            ]
        )
        return pages.publish(lesson)

    def test_as_markdown(self, lesson):
        site = lesson.get_parent().get_parent().full_url
        package = exported("small-course")
        assert package.problems == []
        assert package.files[self.PATH].decode() == (
            "---\nid: m1-l2\ntitle: 'First: *the* start'\nminutes: 5\nobjectives:\n  o1: What\n---\n\n"
            "## A & B\n\n"
            "a **b** c\n\nH~2~O\\\n\\* no list\n\n"
            ":::{figure} plan.svg\nd\n:::\n\n"
            ":::{steps} S\n1. one\n2. two\n:::\n\n"
            "| a | b\\|c |\n| --- | --- |\n|  | **d** |\n\n"
            ":::{quotation} art_1\n:::\n\n"
            f":::{{key-message}}\n[here]({site})\n:::\n\n"
            ":::{reflection}\n- x\n  - y\n:::\n"
        )

    def test_import_of_it_changes_no_page(self, lesson, tmp_path):
        files = exported("small-course").files
        report = again(tmp_path, files)
        assert report.counts() == {"unchanged": 19}
        assert report.files == ["plan.svg"]
        assert CourseImage.objects.count() == 2
        assert exported("small-course").files == files

    def test_ids_and_anchors_of_the_editor_stay(self, lesson, tmp_path):
        files = exported("small-course").files
        before = raw_data(lesson, "body")
        again(tmp_path, {**files, self.PATH: files[self.PATH].replace(b"1. one", b"1. One")})
        after = raw_data(LessonPage.objects.get(pk=lesson.pk), "body")
        ids = [block["id"] for block in before]
        assert [block["id"] for block in after] == ids[:2] + ids[3:]  # two texts in a row have become one
        assert after[0]["value"]["anchor"] == "own-anchor"
        steps = [block["value"]["steps"] for block in (after[3], before[4])]
        assert [step["id"] for step in steps[0]] == [step["id"] for step in steps[1]]
        assert steps[0][0]["value"] == "<p>One</p>"


def test_language_whose_text_is_behind_is_left_out(tmp_path):
    imported(tmp_path, small())
    lesson = LessonPage.objects.get(lesson_id="m1-l2", language_code="en")
    lesson.body = json.dumps(
        [
            *raw_data(lesson, "body"),
            pages.block("rich_text", "<p>More.</p>"),
            pages.block("reflection", {"text": "<p>?</p>"}),
        ]
    )
    lesson.save_revision().publish()

    package = exported("small-course")

    assert "modules/m1-aim/l2-what.en.md" in package.files
    assert "modules/m1-aim/l2-what.es.md" not in package.files
    assert package.notes == ["modules/m1-aim/l2-what: left out in the language “es”, whose text is behind its source."]
    assert package.problems == []


def test_what_was_taken_down_stays_behind(tmp_path):
    imported(tmp_path, small())
    LessonPage.objects.get(lesson_id="m1-l2", language_code="en").unpublish()
    package = exported("small-course")
    assert "modules/m1-aim/l2-what.en.md" not in package.files
    assert yaml.safe_load(package.files["modules/m1-aim/module.yaml"])["lessons"] == ["l1-why"]


def test_draft_that_was_never_published_is_exported(tmp_path):
    imported(tmp_path, small(), draft=True)
    files = exported("small-course").files
    assert files[WHY_ES].decode() == packages.LESSON_ES


def test_media_with_other_texts_become_two_entries(tmp_path):
    imported(tmp_path, small())
    lesson = LessonPage.objects.get(lesson_id="m1-l2", language_code="en")
    figure = {
        **raw_data(LessonPage.objects.get(lesson_id="m1-l1", language_code="en"), "body")[2]["value"],
        "alt": "Ring",
    }
    lesson.body = json.dumps([*raw_data(lesson, "body"), pages.block("figure", figure)])
    lesson.save_revision().publish()
    lesson = LessonPage.objects.get(pk=lesson.pk)
    write_translation(lesson, pages.locale("es"), user=None, publish=True, origin="test")

    package = exported("small-course")

    media = {entry["file"]: entry["alt"] for entry in yaml.safe_load(package.files["media/media.yaml"])["media"]}
    assert media == {"circle.svg": {"en": "A circle", "es": "Un círculo"}, "circle-2.svg": {"en": "Ring", "es": "Ring"}}
    assert package.files["media/circle.svg"] == package.files["media/circle-2.svg"]
    assert package.problems == []
    assert settings.LANGUAGE_CODE == "en"
