"""Lessons come in without the course engine, and their practice comes alive with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cms.pages.models import LessonPage
from cms.pages.packages.exporting.exporter import exported
from cms.pages.packages.importing.nodes import raw_data
from cms.pages.packages.parts import register_part, unregister_part
from cms.publishing.streams import register_block, unregister_block
from course_engine.blocks import PracticeBlock
from course_engine.models import AssessmentPage
from course_engine.packages.part import ItemsPart
from tests.factories import packages
from tests.factories.packages import changed, imported, small, without

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def engine_off() -> Iterator[None]:
    """What COURSE_ENGINE=off takes away: the engine's part and its block in lessons."""
    part = unregister_part("items")
    unregister_block("lesson", "practice")
    yield
    if part is not None:
        switch_on(part)


def switch_on(part) -> None:
    unregister_part(part.name)
    unregister_block("lesson", "practice")
    register_part(part)
    register_block("lesson", "practice", PracticeBlock, order=200)


def last_block(language: str) -> dict:
    return raw_data(LessonPage.objects.get(lesson_id="m1-l1", language_code=language), "body")[-1]


def test_lessons_come_in_and_the_report_says_what_does_not(engine_off, tmp_path):
    report = imported(tmp_path, small())
    assert report.counts() == {"new": 12}
    assert report.ignored == [
        "final-test.yaml",
        "modules/m1-aim/practice.yaml",
        "modules/m1-aim/test.yaml",
        "modules/m2-means/test.yaml",
    ]
    assert LessonPage.objects.live().count() == 6
    assert not AssessmentPage.objects.exists()
    page = LessonPage.objects.get(lesson_id="m1-l1", language_code="es")
    assert page.body[-1].block_type == "unavailable"
    assert imported(tmp_path, small()).counts() == {"unchanged": 12}


def test_course_without_any_test(engine_off, tmp_path):
    files = changed(
        small(),
        "course.yaml",
        "final_test: final-test.yaml\ncertificate:\n  requires: [final-test]\n  valid_months: null\n",
        "",
    )
    for module in ("m1-aim", "m2-means"):
        files = changed(files, f"modules/{module}/module.yaml", "test: test.yaml\n", "")
    for language in ("en", "es"):
        files = changed(files, f"modules/m1-aim/l1-why.{language}.md", "\n:::{practice} m1-p1\n:::\n", "")
    files = without(
        files, "final-test.yaml", *(path for path in files if path.endswith(("test.yaml", "practice.yaml")))
    )
    imported(tmp_path, files)

    package = exported("small-course")
    assert (package.notes, package.problems) == ([], [])
    assert imported(tmp_path, package.files).counts() == {"unchanged": 12}


def test_practice_comes_alive_with_the_engine(engine_off, tmp_path):
    imported(tmp_path, small())
    kept = last_block("es")
    part = ItemsPart()
    switch_on(part)

    report = imported(tmp_path, small())

    assert report.counts() == {"unchanged": 12, "new": 8}
    assert last_block("es") == kept
    page = AssessmentPage.objects.get(assessment_id="m1-practice", language_code="en")
    assert kept["value"] == {"assessment": str(page.translation_key), "item": raw_data(page, "items")[0]["id"]}


def test_engine_taken_away_leaves_what_it_brought(tmp_path):
    imported(tmp_path, small())
    before = packages.table_counts()
    part = unregister_part("items")
    try:
        report = imported(tmp_path, small())
    finally:
        register_part(part)
    assert report.counts() == {"unchanged": 12}
    assert packages.table_counts() == before
