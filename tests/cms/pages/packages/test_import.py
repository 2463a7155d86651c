"""A package becomes pages in both languages: once, and again only where it changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry, Revision
from wagtail_localize.models import StringTranslation

from cms.pages.models import CourseImage, CoursePage, LessonPage, ModulePage
from cms.pages.packages.importing.importer import import_package
from cms.pages.packages.importing.keys import minted
from cms.pages.packages.importing.nodes import raw_data
from cms.pages.packages.models import ImportedObject
from cms.pages.packages.parts import parts
from cms.publishing.models import Approval, Reference
from tests.factories import packages
from tests.factories.packages import changed, imported, small, without

pytestmark = pytest.mark.usefixtures("site")

WHY_EN, WHY_ES = "modules/m1-aim/l1-why.en.md", "modules/m1-aim/l1-why.es.md"


def lesson(lesson_id: str, language: str = "en") -> LessonPage:
    return LessonPage.objects.get(lesson_id=lesson_id, language_code=language)


def body(lesson_id: str, language: str = "en") -> list:
    return raw_data(lesson(lesson_id, language), "body")


def written(report) -> list[str]:
    return [str(change) for change in report.changes if change.action != "unchanged"]


def both(text_en: tuple[str, str], text_es: tuple[str, str]) -> packages.Files:
    """The small package with one text of the first lesson changed in each language."""
    return changed(changed(small(), WHY_EN, *text_en), WHY_ES, *text_es)


class TestFirst:
    def test_makes_the_course_in_both_languages(self, tmp_path):
        report = imported(tmp_path, small())

        assert report.counts() == {"new": 20}
        assert report.files == ["circle.svg"]
        course = CoursePage.objects.get(course_id="small-course", language_code="es")
        assert (course.title, course.live, course.edition, course.audience) == (
            "Un curso breve",
            True,
            "2026-11-23",
            ["ngo"],
        )
        assert [child.value["text"] for child in course.objectives] == ["Conocer el fin", "Conocer los medios"]
        assert [page.title for page in lesson("m1-l1", "es").get_ancestors()[2:]] == [
            "Cursos",
            "Un curso breve",
            "El fin",
        ]
        assert lesson("m2-l1").get_parent().specific.area == "pops"

    def test_lesson_in_spanish_has_the_blocks_of_the_english_one(self, tmp_path):
        imported(tmp_path, small())

        english, spanish = body("m1-l1"), body("m1-l1", "es")
        assert [block["id"] for block in english] == [block["id"] for block in spanish]
        assert [block["type"] for block in spanish] == [
            "heading",
            "rich_text",
            "figure",
            "heading",
            "steps",
            "provision",
            "table",
            "practice",
        ]
        assert spanish[0]["value"] == {"text": "La razón", "anchor": "the-reason", "level": "2"}
        assert spanish[1]["value"] == (
            '<p>Quedan <i>viejas</i> <a id="stockpiles" linktype="term">existencias</a>.</p>'
            "<ul><li>Una</li><li>Dos</li></ul>"
        )
        assert english[1]["value"].startswith('<p>Some <i>old</i> <a linktype="term" id="stockpiles">stockpiles</a>')
        image = CourseImage.objects.get()
        assert spanish[2]["value"] == {
            "image": image.pk,
            "alt": "Un círculo",
            "caption": "Un círculo",
            "description": "<p>Es redondo.</p>",
        }
        assert [step["value"] for step in spanish[4]["value"]["steps"]] == ["<p>Mire.</p>", "<p>Anote.</p>"]
        assert spanish[5]["value"] == {"eid": "art_1", "note": "El fin."}
        assert spanish[6]["value"] == {"caption": "Quién hace qué", "rows": [["Quién", "Qué"], ["Partes", "Actuar"]]}

    def test_ids_come_from_the_package(self, tmp_path):
        imported(tmp_path, small())

        heading = body("m1-l1")[0]
        assert heading["id"] == minted("small-course", "lesson:m1-l1/heading/the-reason")
        objective = raw_data(lesson("m1-l1"), "objectives")[0]
        assert (objective["id"], objective["value"]["key"]) == (
            minted("small-course", "lesson:m1-l1/objective/o1"),
            "o1",
        )

    def test_fields_and_links(self, tmp_path):
        imported(tmp_path, small())

        page = lesson("m1-l1", "es")
        assert (page.minutes, page.provisions, page.chemicals, page.terms) == (10, ["art_1"], ["ddt"], ["stockpiles"])
        links = Reference.objects.filter(source_kind="lesson", source_key="m1-l1").values_list(
            "target_kind", "target_key"
        )
        assert {("provision", "art_1"), ("chemical", "ddt"), ("term", "stockpiles")} <= set(links)

    def test_is_an_approval_and_stands_in_the_log(self, tmp_path):
        imported(tmp_path, small())

        assert set(Approval.objects.filter(origin="package").values_list("user", flat=True)) == {None}
        assert Approval.objects.filter(origin="package").count() == 10
        entry = PageLogEntry.objects.get(action="pages.import_package")
        assert entry.data == {"origin": "package", "edition": "2026-11-23", "draft": False, "changes": {"new": 20}}
        assert entry.formatter.format_message(entry) == "Imported from a package of edition 2026-11-23: 20 new"

    def test_from_a_zip_with_a_folder_around_it(self, tmp_path):
        path = packages.zipped(tmp_path / "course.zip", small(), "small-course/")
        assert import_package(path).counts() == {"new": 20}


class TestAgain:
    def test_same_package_changes_no_table(self, tmp_path):
        imported(tmp_path, small())
        before = packages.table_counts()

        report = imported(tmp_path, small())

        assert report.counts() == {"unchanged": 20}
        assert not report.changed
        assert packages.table_counts() == before

    def test_order_of_keys_and_space_are_no_change(self, tmp_path):
        imported(tmp_path, small())
        files = changed(small(), "course.yaml", "id: small-course\nedition: 2026-11-23\n", "")
        files = changed(files, "course.yaml", "format: 1\n", "edition: 2026-11-23\nid: small-course\nformat: 1\n\n")
        files = changed(
            files,
            WHY_EN,
            "Some *old* {term}`stockpiles` remain.",
            "Some\n_old_ {term}`stockpiles <stockpiles>`\nremain.",
        )
        assert imported(tmp_path, files).counts() == {"unchanged": 20}

    def test_changed_lesson_is_one_new_revision_in_each_language(self, tmp_path):
        imported(tmp_path, small())
        before = {row.pk: row.latest_revision_id for row in LessonPage.objects.all()}
        ids = [block["id"] for block in body("m1-l1")]
        count = Revision.objects.count()

        report = imported(tmp_path, both(("It is round.", "It is very round."), ("Es redondo.", "Es muy redondo.")))

        assert written(report) == ["changed lesson m1-l1 en", "changed lesson m1-l1 es"]
        assert Revision.objects.count() == count + 2
        after = {row.pk: row.latest_revision_id for row in LessonPage.objects.all()}
        assert {pk for pk in after if after[pk] != before[pk]} == {lesson("m1-l1").pk, lesson("m1-l1", "es").pk}
        assert [block["id"] for block in body("m1-l1")] == ids
        assert body("m1-l1", "es")[2]["value"]["description"] == "<p>Es muy redondo.</p>"

    def test_changed_english_leaves_the_spanish_page_and_marks_it_stale(self, tmp_path):
        imported(tmp_path, small())
        spanish, revision = body("m1-l1", "es"), lesson("m1-l1", "es").latest_revision_id

        report = imported(tmp_path, changed(small(), WHY_EN, "It is round.", "It is very round."))

        assert written(report) == ["changed lesson m1-l1 en", "stale lesson m1-l1 es"]
        assert body("m1-l1")[2]["value"]["description"] == "<p>It is very round.</p>"
        assert body("m1-l1", "es") == spanish
        assert lesson("m1-l1", "es").latest_revision_id == revision
        assert not StringTranslation.objects.filter(translation_of__data="It is very round.").exists()

        before = packages.table_counts()
        again = imported(tmp_path, changed(small(), WHY_EN, "It is round.", "It is very round."))
        assert written(again) == []
        assert packages.table_counts() == before

    def test_spanish_alone_may_change(self, tmp_path):
        imported(tmp_path, small())
        report = imported(tmp_path, changed(small(), WHY_ES, "Es redondo.", "Es bien redondo."))
        assert written(report) == ["changed lesson m1-l1 es"]
        assert body("m1-l1", "es")[2]["value"]["description"] == "<p>Es bien redondo.</p>"

    def test_new_section_leaves_the_ids_of_all_others(self, tmp_path):
        imported(tmp_path, small())
        before = {block["id"] for block in body("m1-l1")}

        imported(
            tmp_path,
            both(
                ("## What to do", "## In between\n\nNew.\n\n## What to do"),
                ("## Qué hacer", "## En medio\n\nNuevo.\n\n## Qué hacer"),
            ),
        )

        after = [block["id"] for block in body("m1-l1")]
        assert before < set(after)
        assert [block["value"]["anchor"] for block in body("m1-l1", "es") if block["type"] == "heading"] == [
            "the-reason",
            "in-between",
            "what-to-do",
        ]

    def test_renamed_heading_keeps_anchor_and_id(self, tmp_path):
        imported(tmp_path, small())
        heading = body("m1-l1")[0]
        imported(tmp_path, both(("## The reason", "## The reasons"), ("## La razón", "## Las razones")))
        assert body("m1-l1")[0] == {**heading, "value": {**heading["value"], "text": "The reasons"}}

    def test_what_an_editor_changed_stays_until_the_package_changes_there(self, tmp_path):
        imported(tmp_path, small())
        page = lesson("m1-l1")
        page.title = "Why indeed"
        page.save_revision().publish()

        imported(tmp_path, small())
        assert lesson("m1-l1").title == "Why indeed"

        imported(
            tmp_path,
            changed(small(), WHY_EN, "minutes: 10", "minutes: 12")
            | {WHY_ES: small()[WHY_ES].replace("minutes: 10", "minutes: 12")},
        )
        assert (lesson("m1-l1").title, lesson("m1-l1", "es").minutes) == ("Why", 12)

    def test_what_is_not_live_is_published_again(self, tmp_path):
        imported(tmp_path, small())
        lesson("m1-l1").unpublish()
        assert not lesson("m1-l1", "es").live

        report = imported(tmp_path, small())

        assert written(report) == ["published lesson m1-l1 en", "published lesson m1-l1 es"]
        assert lesson("m1-l1").live
        assert lesson("m1-l1", "es").live


class TestPlaces:
    def test_lesson_moves_to_another_module_in_both_languages(self, tmp_path):
        imported(tmp_path, small())
        files = changed(small(), "modules/m1-aim/module.yaml", "[l1-why, l2-what]", "[l1-why]")
        files = changed(files, "modules/m2-means/module.yaml", "[l1-how]", "[l2-what, l1-how]")
        for language in ("en", "es"):
            files[f"modules/m2-means/l2-what.{language}.md"] = files.pop(f"modules/m1-aim/l2-what.{language}.md")
        page = lesson("m1-l2").pk

        report = imported(tmp_path, files)

        assert {change for change in written(report) if "m1-l2" in change} == {"moved lesson m1-l2"}
        assert lesson("m1-l2").pk == page
        for language in ("en", "es"):
            module = ModulePage.objects.get(module_id="m2", language_code=language)
            assert [child.slug for child in module.get_children()] == ["l2-what", "l1-how", "test"]
        assert imported(tmp_path, files).counts() == {"unchanged": 20}

    def test_order_of_lessons_and_modules(self, tmp_path):
        imported(tmp_path, small())
        files = changed(small(), "modules/m1-aim/module.yaml", "[l1-why, l2-what]", "[l2-what, l1-why]")
        files = changed(files, "course.yaml", "[m1-aim, m2-means]", "[m2-means, m1-aim]")

        report = imported(tmp_path, files)

        assert written(report) == ["moved module m1", "moved lesson m1-l1"]
        for language in ("en", "es"):
            course = CoursePage.objects.get(course_id="small-course", language_code=language)
            assert [child.slug for child in course.get_children()] == ["m2-means", "m1-aim", "final-test"]
            module = ModulePage.objects.get(module_id="m1", language_code=language)
            assert [child.slug for child in module.get_children()] == ["l2-what", "l1-why", "practice", "test"]

    def test_renamed_lesson_is_the_same_page(self, tmp_path):
        imported(tmp_path, small())
        page = lesson("m1-l2").pk
        files = changed(small(), "modules/m1-aim/module.yaml", "l2-what", "l2-which")
        for language in ("en", "es"):
            files[f"modules/m1-aim/l2-which.{language}.md"] = files.pop(f"modules/m1-aim/l2-what.{language}.md")

        imported(tmp_path, files)

        assert (lesson("m1-l2").pk, lesson("m1-l2").slug) == (page, "l2-which")
        assert lesson("m1-l2").url_path.endswith("/l2-which/")

    def test_lesson_that_is_gone_is_taken_down_and_comes_back(self, tmp_path):
        imported(tmp_path, small())
        files = changed(small(), "modules/m1-aim/module.yaml", "[l1-why, l2-what]", "[l1-why]")
        files = changed(files, "modules/m1-aim/test.yaml", "m1-l2/o1", "m1-l1/o1")
        files = without(files, "modules/m1-aim/l2-what.en.md", "modules/m1-aim/l2-what.es.md")

        report = imported(tmp_path, files)

        assert "withdrawn lesson m1-l2 en" in written(report)
        assert (lesson("m1-l2").live, lesson("m1-l2", "es").live) == (False, False)
        assert written(imported(tmp_path, files)) == []

        page = lesson("m1-l2").pk
        imported(tmp_path, small())
        assert (lesson("m1-l2").pk, lesson("m1-l2").live, lesson("m1-l2", "es").live) == (page, True, True)


class TestLanguages:
    def test_language_left_out_of_a_lesson(self, tmp_path):
        report = imported(tmp_path, without(small(), "modules/m1-aim/l2-what.es.md"))
        assert report.counts() == {"new": 19}
        assert lesson("m1-l2").live
        assert not LessonPage.objects.filter(lesson_id="m1-l2", language_code="es").exists()

    def test_language_that_comes_later(self, tmp_path):
        imported(tmp_path, without(small(), "modules/m1-aim/l2-what.es.md"))
        report = imported(tmp_path, small())
        assert written(report) == ["new lesson m1-l2 es"]
        spanish = ModulePage.objects.get(module_id="m1", language_code="es")
        assert [child.slug for child in spanish.get_children()] == ["l1-why", "l2-what", "practice", "test"]


class TestFailure:
    @pytest.mark.parametrize(
        ("path", "old", "new"),
        [
            (WHY_ES, ":::{provision} art_1", ":::{provision} art_3"),
            (WHY_EN, "provisions: [art_1]", "provisions: [art_99]"),
            ("modules/m1-aim/module.yaml", "id: m1", "id: m2"),
            ("course.yaml", "title: {en", "title: {en: ["),
            ("final-test.yaml", "count: 1", "count: 9"),
        ],
    )
    def test_broken_package_imports_nothing(self, tmp_path, path, old, new):
        before = packages.table_counts()
        with pytest.raises(packages.PackageRefusedError):
            imported(tmp_path, changed(small(), path, old, new))
        assert packages.table_counts() == before

    def test_failure_at_the_very_end_leaves_neither_rows_nor_files(self, tmp_path, settings, monkeypatch):
        before = packages.table_counts()

        def fail(*_args):
            raise ValidationError("the last part fails")

        monkeypatch.setattr(type(parts()[-1]), "apply", fail)
        with pytest.raises(ValidationError):
            imported(tmp_path, small())

        assert packages.table_counts() == before
        assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []

    def test_lesson_id_of_another_course(self, tmp_path):
        imported(tmp_path, small())
        before = packages.table_counts()
        with pytest.raises(packages.PackageRefusedError) as refusal:
            imported(tmp_path, changed(small(), "course.yaml", "id: small-course", "id: other-course"))
        assert str(refusal.value.problems[-1]) == (
            "modules/m2-means/test.yaml:1: The test id “m2-test” belongs to another course, on the page “Test m2-test”."
        )
        assert "modules/m1-aim/l1-why.en.md:2: The lesson id “m1-l1” belongs to another course, on the page “Why”." in [
            str(problem) for problem in refusal.value.problems
        ]
        assert packages.table_counts() == before

    def test_dry_run_writes_nothing(self, tmp_path):
        before = packages.table_counts()
        report = imported(tmp_path, small(), dry_run=True)
        assert report.counts() == {"new": 20}
        assert packages.table_counts() == before


class TestMedia:
    def test_changed_drawing_is_a_new_image(self, tmp_path):
        imported(tmp_path, small())
        old = CourseImage.objects.get()
        files = {**small(), "media/circle.svg": packages.DRAWING.replace('r="4"', 'r="3"')}

        report = imported(tmp_path, files)

        assert report.files == ["circle.svg"]
        new = CourseImage.objects.exclude(pk=old.pk).get()
        assert body("m1-l1", "es")[2]["value"]["image"] == new.pk

    def test_same_content_under_two_names_is_two_images(self, tmp_path):
        files = changed(small(), "media/media.yaml", "media:\n", packages.MEDIA.replace("circle.svg", "again.svg"))
        imported(tmp_path, {**files, "media/again.svg": packages.DRAWING})
        assert CourseImage.objects.count() == 2

    def test_same_content_in_another_course_is_one_image(self, tmp_path):
        imported(tmp_path, small())
        other = changed(small(), "course.yaml", "small-course", "other-course")
        other = changed(
            changed(other, "course.yaml", "[final-test]", "[o-final]"),
            "final-test.yaml",
            "id: final-test",
            "id: o-final",
        )
        ids = re.compile(r"\bm([12])(?=-l|-p|-q|-test\n|\n)")
        other = {path: ids.sub(r"o\1", text) if isinstance(text, str) else text for path, text in other.items()}
        imported(tmp_path, other)
        assert CourseImage.objects.count() == 1

    def test_new_credit_changes_the_record_and_no_page(self, tmp_path):
        imported(tmp_path, small())
        report = imported(tmp_path, changed(small(), "media/media.yaml", "Drawn here", "Drawn there"))
        assert written(report) == []
        assert CourseImage.objects.get().credit == "Drawn there"

    def test_records_of_what_was_imported(self, tmp_path):
        imported(tmp_path, small())
        assert ImportedObject.objects.filter(published=True).count() == 21  # 20 pages and the certificate


def test_slug_that_another_page_has_taken(tmp_path):
    """What only the database can tell is told by file and line too."""
    imported(tmp_path, small())
    module = ModulePage.objects.get(module_id="m1", language_code="en")
    packages.pages.lesson(module, "l3-mine")
    before = packages.table_counts()
    files = changed(small(), "modules/m1-aim/module.yaml", "l2-what]", "l2-what, l3-mine]")
    files["modules/m1-aim/l3-mine.en.md"] = packages.lesson("m1-l3", "Mine", "Mine", "Mine.")

    with pytest.raises(packages.PackageRefusedError) as refusal:
        imported(tmp_path, files)

    assert [str(problem) for problem in refusal.value.problems] == [
        "modules/m1-aim/l3-mine.en.md:2: "
        "The slug 'l3-mine' is already in use within the parent page at '/en/courses/small-course/m1-aim/'."
    ]
    assert packages.table_counts() == before
