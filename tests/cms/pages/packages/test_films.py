"""A film in a lesson, with its captions in both languages: in, out and in again."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.documents import get_document_model

from cms.pages.models import CourseMedia, LessonPage
from cms.pages.packages.exporting.exporter import exported
from cms.pages.packages.exporting.target import save
from cms.pages.packages.importing.importer import import_package
from cms.pages.packages.importing.nodes import raw_data
from tests.factories import packages
from tests.factories.packages import changed, imported, small

pytestmark = pytest.mark.usefixtures("site")

WHY_EN, WHY_ES = "modules/m1-aim/l1-why.en.md", "modules/m1-aim/l1-why.es.md"
FILM = b"\0\0\0\x18ftypisom" + bytes(40)
TRANSCRIPT = "    transcript: {en: Old drums stand in a yard., es: Hay tambores viejos en un patio.}\n"
CAPTIONS = """\
    captions:
      en: |
        WEBVTT

        00:00.000 --> 00:02.000
        Old drums.
      es: |
        WEBVTT

        00:00.000 --> 00:02.000
        Tambores viejos.
"""
ENTRY = f"""\
  - file: drums.mp4
    title: {{en: Drums, es: Tambores}}
    alt: {{en: Drums in a yard, es: Tambores en un patio}}
{TRANSCRIPT}{CAPTIONS}    credit: {{en: Filmed here, es: Filmación propia}}
    licence: {{en: CC BY 4.0, es: CC BY 4.0}}
"""
WORDS = {
    "en": "WEBVTT\n\n00:00.000 --> 00:02.000\nOld drums.\n",
    "es": "WEBVTT\n\n00:00.000 --> 00:02.000\nTambores viejos.\n",
}


def with_film(entry: str = ENTRY) -> packages.Files:
    """The small package with a film before the first lesson's practice."""
    directive = ":::{video} drums.mp4\n:::\n\n:::{practice}"
    files = changed(changed(small(), WHY_EN, ":::{practice}", directive), WHY_ES, ":::{practice}", directive)
    return {**files, "media/media.yaml": packages.MEDIA + entry, "media/drums.mp4": FILM}


def film(language: str) -> dict[str, Any]:
    """The block as the database holds it."""
    lesson = LessonPage.objects.get(lesson_id="m1-l1", language_code=language)
    return next(block["value"] for block in raw_data(lesson, "body") if block["type"] == "video")


def captions(language: str) -> str:
    document = get_document_model().objects.get(pk=film(language)["captions"])
    with document.file.open("rb") as stream:
        return str(stream.read().decode())


def test_each_language_has_its_captions(tmp_path):
    imported(tmp_path, with_film())
    recording = CourseMedia.objects.get()
    assert (recording.type, recording.title) == ("video", "Drums")
    assert [film(language)["media"] for language in WORDS] == [recording.pk, recording.pk]
    assert {language: captions(language) for language in WORDS} == WORDS
    assert film("es")["transcript"] == "<p>Hay tambores viejos en un patio.</p>"


def test_out_and_in_again_is_the_same_film(tmp_path):
    imported(tmp_path, with_film())
    package = exported("small-course")
    assert (package.notes, package.problems) == ([], [])
    assert package.files["media/drums.mp4"] == FILM
    before = packages.table_counts()
    save(package.files, tmp_path / "exported.zip")
    assert not import_package(tmp_path / "exported.zip").changed
    assert packages.table_counts() == before
    assert exported("small-course").files == package.files


def test_changed_captions_change_one_language(tmp_path):
    imported(tmp_path, with_film())
    report = imported(tmp_path, with_film(ENTRY.replace("Tambores viejos.", "Unos tambores viejos.")))
    assert report.changed
    assert captions("en") == WORDS["en"]
    assert captions("es") == WORDS["es"].replace("Tambores", "Unos tambores")


@pytest.mark.parametrize(("part", "name"), [(CAPTIONS, "captions"), (TRANSCRIPT, "transcript")])
def test_a_film_needs_captions_and_a_transcript(part, name):
    assert packages.problems(with_film(ENTRY.replace(part, ""))) == [f"media/media.yaml:7: “drums.mp4” needs {name}."]
