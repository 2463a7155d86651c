"""The first course itself: in, in again, out, and in once more."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.pages.models import CourseMedia, CoursePage, LessonPage, ModulePage
from cms.pages.packages.exporting.exporter import exported
from cms.pages.packages.exporting.target import save
from cms.pages.packages.importing.importer import import_package
from cms.pages.packages.importing.nodes import raw_data
from course_engine.models import AssessmentPage
from tests.factories import packages, pages
from tests.factories.packages import FIRST_COURSE

COURSE = "stockholm-pops-caribbean"
LANGUAGES = ("en", "es")


def emptied(value):
    if isinstance(value, dict):
        return {str(key): emptied(entry) for key, entry in value.items() if entry not in ([], None)}
    return [emptied(entry) for entry in value] if isinstance(value, list) else value


def meaning(path: str, content: bytes) -> object:
    """What a file says, whatever quotes, space and order of keys it was written with."""
    text = content.decode() if path.endswith((".yaml", ".md")) else ""
    if path.endswith(".md"):
        _opening, front, body = text.split("---\n", 2)
        return emptied(yaml.safe_load(front)), re.sub(r"^\|[-| ]+\|$", "|-|", body, flags=re.MULTILINE)
    if not path.endswith(".yaml"):
        return content
    data = yaml.safe_load(text)
    if "media" in data:
        data["media"].sort(key=lambda entry: entry["file"])
    return emptied(data)


@pytest.mark.django_db
def test_in_again_out_and_in(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    pages.translate(pages.index(), title="Cursos")
    call_command("load_convention", verbosity=0)

    report = import_package(FIRST_COURSE)
    assert report.counts() == {"new": 76}
    assert report.ignored == []
    check_pages()
    check_recordings()

    before = packages.table_counts()
    with CaptureQueriesContext(connection) as queries:
        assert import_package(FIRST_COURSE).counts() == {"unchanged": 76}
    assert packages.table_counts() == before
    assert len(queries) < 60

    package = exported(COURSE)
    assert (package.notes, package.problems) == ([], [])
    assert sorted(package.files) == sorted(
        path.relative_to(FIRST_COURSE).as_posix() for path in FIRST_COURSE.rglob("*") if path.is_file()
    )
    for path, content in package.files.items():
        assert meaning(path, content) == meaning(path, (FIRST_COURSE / path).read_bytes()), path

    save(package.files, tmp_path / "course.zip")
    assert not import_package(tmp_path / "course.zip").changed
    assert packages.table_counts() == before


def check_pages() -> None:
    for language in LANGUAGES:
        of_language = {"language_code": language, "live": True}
        assert CoursePage.objects.filter(**of_language).count() == 1
        assert ModulePage.objects.filter(**of_language).count() == 5
        assert LessonPage.objects.filter(**of_language).count() == 21
        assessments = list(AssessmentPage.objects.filter(**of_language))
        assert Counter(page.kind for page in assessments) == {"practice": 5, "test": 6}
        types = Counter(child.block_type for page in assessments for child in page.items)
        assert (sum(types.values()), len(types)) == (84, 12)
    figures = tables = practices = 0
    for lesson in LessonPage.objects.filter(language_code="es"):
        kinds = Counter(block["type"] for block in raw_data(lesson, "body"))
        assert "unavailable" not in kinds
        figures, tables, practices = figures + kinds["figure"], tables + kinds["table"], practices + kinds["practice"]
    assert (figures, tables, practices) == (8, 10, 20)
    ids = {language: structure(language) for language in LANGUAGES}
    assert ids["en"] == ids["es"]


def structure(language: str) -> list[tuple[str, str]]:
    """Every block of the course with its id, in order."""
    found = []
    for lesson in LessonPage.objects.filter(language_code=language).order_by("path"):
        found += [(block["type"], block["id"]) for block in raw_data(lesson, "body")]
    for page in AssessmentPage.objects.filter(language_code=language).order_by("path"):
        found += [(block["type"], block["id"]) for block in raw_data(page, "items")]
    return found


def check_recordings() -> None:
    """Each language has its own recording, its own transcript and the length of its own."""
    found = {}
    for language in LANGUAGES:
        lesson = LessonPage.objects.get(lesson_id="m1-l1", language_code=language)
        (audio,) = [block["value"] for block in raw_data(lesson, "body") if block["type"] == "audio"]
        found[language] = CourseMedia.objects.get(pk=audio["media"])
        assert audio["transcript"].startswith(f"<p>{lesson.title}.</p>")
    assert [round(found[language].duration) for language in LANGUAGES] == [215, 249]
    assert all(0 < recording.size <= 1_200_000 for recording in found.values())
