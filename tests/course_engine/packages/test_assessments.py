"""Practice pools, tests, draws and the certificate as pages and rules."""

from __future__ import annotations

import json

import pytest

from cms.pages.models import LessonPage
from cms.pages.packages.exporting.exporter import exported
from cms.pages.packages.importing.keys import minted
from cms.pages.packages.importing.nodes import raw_data
from course_engine.models import AssessmentPage, CourseRules
from course_engine.sources import draws_of, load_assessment
from tests.factories import packages
from tests.factories.packages import changed, imported, small

pytestmark = pytest.mark.usefixtures("site")

TEST, PRACTICE, FINAL = "modules/m1-aim/test.yaml", "modules/m1-aim/practice.yaml", "final-test.yaml"


def assessment(key: str, language: str = "en") -> AssessmentPage:
    return AssessmentPage.objects.get(assessment_id=key, language_code=language)


def practice_blocks(lesson_id: str, language: str = "en") -> list[dict[str, str]]:
    lesson = LessonPage.objects.get(lesson_id=lesson_id, language_code=language)
    return [block["value"] for block in raw_data(lesson, "body") if block["type"] == "practice"]


def test_practice_block_names_the_item_of_the_practice_page(tmp_path):
    imported(tmp_path, small())
    page = assessment("m1-practice")
    assert (page.kind, page.mode, page.live, page.get_parent().slug) == ("practice", "immediate", True, "m1-aim")
    assert (page.title, assessment("m1-practice", "es").title) == ("Practice: The aim", "Práctica: El fin")
    item = raw_data(page, "items")[0]
    assert item["id"] == minted("small-course", "item:m1-p1")
    wanted = [{"assessment": str(page.translation_key), "item": item["id"]}]
    assert practice_blocks("m1-l1") == practice_blocks("m1-l1", "es") == wanted


def test_test_in_both_languages(tmp_path):
    imported(tmp_path, small())
    english, spanish = assessment("m1-test"), assessment("m1-test", "es")
    assert (english.title, spanish.title) == ("Test m1-test", "Prueba m1-test")
    assert (spanish.intro, spanish.mode, spanish.pass_percent, spanish.attempts) == (
        "<p>Responda.</p>",
        "deferred",
        70,
        0,
    )
    first, second = raw_data(english, "items"), raw_data(spanish, "items")
    assert [item["id"] for item in first] == [item["id"] for item in second]
    assert second[0]["value"]["stem"] == "<p>¿Cuál, m1-q1?</p>"
    source = load_assessment(english.translation_key)
    assert [item.value["key"] for item in source.items] == ["m1-q1", "m1-q2"]
    assert source.items[0].links().objective == "m1-l1/o1"


def test_draws_name_the_assessments_by_key(tmp_path):
    imported(tmp_path, small())
    draws = draws_of(assessment("final-test", "es"))
    assert [(draw.assessment_key, draw.count, set(draw.provisions), draw.difficulty) for draw in draws] == [
        (assessment("m1-test").translation_key, 1, set(), None),
        (assessment("m1-practice").translation_key, 1, {"art_1"}, 1),
    ]


def test_certificate(tmp_path):
    imported(tmp_path, small())
    rules = CourseRules.objects.get()
    assert (rules.certificate_requires, rules.valid_months) == ([str(assessment("final-test").translation_key)], None)

    rules.valid_months = 12
    rules.save()
    imported(tmp_path, small())
    assert CourseRules.objects.get().valid_months == 12

    imported(tmp_path, changed(small(), "course.yaml", "valid_months: null", "valid_months: 24"))
    assert CourseRules.objects.get().valid_months == 24


def test_certificate_for_a_module_and_a_lesson(tmp_path):
    imported(tmp_path, changed(small(), "course.yaml", "[final-test]", "[m1, m2-l1]"))
    lesson = LessonPage.objects.get(lesson_id="m2-l1", language_code="en")
    wanted = [str(assessment("m1-test").translation_key), str(lesson.translation_key)]
    assert CourseRules.objects.get().certificate_requires == wanted


class TestAgain:
    def test_corrected_key_is_written_in_both_languages_and_keeps_all_ids(self, tmp_path):
        imported(tmp_path, small())
        before = raw_data(assessment("m1-test"), "items")
        files = changed(small(), TEST, "correct: true", "correct: TRUTH")
        files = changed(
            changed(files, TEST, "correct: false", "correct: true"), TEST, "correct: TRUTH", "correct: false"
        )

        report = imported(tmp_path, files)

        assert [str(change) for change in report.changes if change.action != "unchanged"] == [
            "changed test m1-test en",
            "changed test m1-test es",
        ]
        after = raw_data(assessment("m1-test"), "items")
        assert [option["value"]["correct"] for option in after[0]["value"]["options"]] == [False, True]
        for old, new in zip(before, after, strict=True):
            assert old["id"] == new["id"]
            assert [option["id"] for option in old["value"]["options"]] == [
                option["id"] for option in new["value"]["options"]
            ]

    def test_comma_in_spanish_leaves_the_english_page(self, tmp_path):
        imported(tmp_path, small())
        report = imported(tmp_path, changed(small(), TEST, "¿Cuál, m1-q1?", "¿Cuál m1-q1?"))
        assert [str(change) for change in report.changes if change.action != "unchanged"] == ["changed test m1-test es"]

    def test_item_put_in_and_moved(self, tmp_path):
        imported(tmp_path, small())
        ids = {item["value"]["key"]: item["id"] for item in raw_data(assessment("m1-test"), "items")}
        items = (
            packages.choice("m1-q2", "m1-l2/o1", 2)
            + packages.choice("m1-q3", "m1-l1/o1")
            + packages.choice("m1-q1", "m1-l1/o1")
        )
        imported(tmp_path, {**small(), TEST: packages.test_file("m1-test", "items:\n" + items)})
        after = {item["value"]["key"]: item["id"] for item in raw_data(assessment("m1-test", "es"), "items")}
        assert list(after) == ["m1-q2", "m1-q3", "m1-q1"]
        assert {key: after[key] for key in ids} == ids

    def test_practice_page_made_by_hand_is_found_by_its_key(self, tmp_path):
        imported(tmp_path, small())
        page = assessment("m1-practice")
        items = raw_data(page, "items")
        for option in items[0]["value"]["options"]:
            option["id"] = f"by-hand-{option['value']['key']}"
        items[0]["id"] = "by-hand"
        page.items = json.dumps(items)
        page.save_revision().publish()

        files = changed(small(), PRACTICE, "Which, m1-p1?", "Which, m1-p1, now?")
        for language, old, new in (("en", "It is round.", "It is a ring."), ("es", "Es redondo.", "Es un anillo.")):
            files = changed(files, f"modules/m1-aim/l1-why.{language}.md", old, new)
        imported(tmp_path, files)

        after = raw_data(assessment("m1-practice"), "items")[0]
        assert after["id"] == "by-hand"
        assert [option["id"] for option in after["value"]["options"]] == ["by-hand-a", "by-hand-b"]
        assert practice_blocks("m1-l1", "es") == [{"assessment": str(page.translation_key), "item": "by-hand"}]


def test_export_of_items_without_a_translation_falls_back(tmp_path):
    imported(tmp_path, small())
    page = assessment("m2-test")
    items = raw_data(page, "items")
    items.append(json.loads(json.dumps(items[0]).replace(items[0]["id"], "new-item").replace("m2-q1", "m2-q2")))
    page.items = json.dumps(items)
    page.save_revision().publish()
    package = exported("small-course")
    text = package.files["modules/m2-means/test.yaml"].decode()
    assert text.count("en: Which, m2-q2?\n      es: Which, m2-q2?\n") == 1
    assert package.problems == []
