"""Which lessons teach a provision, a chemical or a term, and which lessons and provisions belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from django.conf import settings

from cms.convention.related import Link, register_taught_in
from cms.convention.units import unit_of
from cms.pages.visible import open_pages
from cms.publishing.references import links_from, sources_of_many
from cms.publishing.remembered import Remembered
from cms.publishing.urls import page_path

LESSON = "lesson"
TAUGHT = ("provision", "chemical", "term")
MAX_RELATED = 3
# Two lessons belong together when what they share is rare among lessons: one thing that only they teach is enough.
ENOUGH = 0.5


@Remembered
def taught() -> dict[str, frozenset[tuple[str, str]]]:
    """What each lesson teaches, as (kind, key); a few rows for every lesson there is."""
    return {
        lesson: frozenset(link for link in links if link[0] in TAUGHT) for lesson, links in links_from(LESSON).items()
    }


def related_lessons(lesson: str, language: str, without: Iterable[str] = ()) -> list[Link]:
    """The lessons that share most with this one, what is rarely taught counting more; one query."""
    lessons = taught()
    own = lessons.get(lesson, frozenset())
    often = Counter(target for targets in lessons.values() for target in targets)
    worth = {
        other: sum(1 / often[target] for target in own & targets)
        for other, targets in lessons.items()
        if other not in {lesson, *without}
    }
    best = sorted((other for other, sum_ in worth.items() if sum_ >= ENOUGH), key=lambda other: (-worth[other], other))
    links = _links(set(best), language)
    return [links[other] for other in best if other in links][:MAX_RELATED]


def covered(lessons: Iterable[str]) -> tuple[list[str], list[str]]:
    """The articles and annexes, and the chemicals, that these lessons teach, most taught first."""
    targets = [target for lesson in lessons for target in taught().get(lesson, ())]
    units = Counter(unit_of(key) for kind, key in targets if kind == "provision")
    chemicals = Counter(key for kind, key in targets if kind == "chemical")
    return [key for key, _ in units.most_common()], [key for key, _ in chemicals.most_common()]


def register() -> None:
    for kind in TAUGHT:
        register_taught_in(lessons_about(kind), kind=kind, name="lessons")


def lessons_about(kind: str) -> Callable[[list[str], str], dict[str, list[Link]]]:
    """Title and address of the lessons that link to each key, in course order; two queries for any number of keys."""

    def lessons(keys: list[str], language: str) -> dict[str, list[Link]]:
        sources = {
            key: [lesson for source, lesson in links if source == LESSON]
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
