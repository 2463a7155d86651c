"""Which lessons teach a provision or a chemical: the answer that the Convention's own pages ask for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from cms.convention.related import Link, register_taught_in
from cms.pages.models import LessonPage
from cms.pages.visible import open_pages
from cms.publishing.references import sources_of_many
from cms.publishing.urls import page_path


def register() -> None:
    for kind in ("provision", "chemical"):
        register_taught_in(lessons_about(kind), kind=kind, name="lessons")


def lessons_about(kind: str) -> Callable[[list[str], str], dict[str, list[Link]]]:
    """Title and address of the lessons that link to each key, in course order; two queries for any number of keys."""

    def lessons(keys: list[str], language: str) -> dict[str, list[Link]]:
        sources = {
            key: [lesson for source, lesson in links if source == LessonPage.reference_kind]
            for key, links in sources_of_many(kind, keys).items()
        }
        links = _links({lesson for found in sources.values() for lesson in found}, language)
        return {key: [link for lesson, link in links.items() if lesson in found] for key, found in sources.items()}

    return lessons


def _links(lesson_ids: set[str], language: str) -> dict[str, Link]:
    """In the reader's language where the lesson is there in it, otherwise in the source's."""
    if not lesson_ids:
        return {}
    rows = open_pages().filter(
        lessonpage__lesson_id__in=lesson_ids, lessonpage__language_code__in={language, settings.LANGUAGE_CODE}
    )
    fields = ("lessonpage__lesson_id", "lessonpage__language_code", "title", "url_path", "path")
    found: dict[str, tuple[str, Link]] = {}
    order: dict[str, str] = {}
    for lesson, code, title, url_path, path in rows.values_list(*fields):
        if lesson not in found or code == language:
            found[lesson] = (code, (title, page_path(url_path, code)))
        if code == settings.LANGUAGE_CODE:
            order[lesson] = path
    # Only what the source language offers is offered at all.
    return {lesson: found[lesson][1] for lesson in sorted(order, key=lambda lesson: order[lesson])}
