"""A course in which every secret of every item type is a word or a number that stands nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cms.pages.models import CoursePage, LessonPage
from course_engine.models import AssessmentPage
from course_engine.plugins.registry import item_types
from tests.course_engine.builtin.entries import ENTRIES, both, item
from tests.factories import engine, pages

# An entry for each type of the plugins that the tests install.
OF_PLUGINS = {"estimate": item("estimate", points=2, answer=40, reach=20, unit=both("drums", "bidones"))}
# A planted word, or a planted number with a point or a comma.
SHAPE = re.compile(r"zq\d{4}(?:en|es)|(?<![\d.,])\d+340[.,]25(?!\d)")
SECRET_NUMBERS = ("answer", "tolerance", "reach")


@dataclass
class Garden:
    """What was planted: each secret and where it stands, each question's own public word."""

    secrets: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def word(self, where: str) -> dict[str, str]:
        number = f"{len(self.secrets) + 1:04d}"
        words = {language: f"zq{number}{language}" for language in ("en", "es")}
        self.secrets |= {word: f"{where} ({language})" for language, word in words.items()}
        return words

    def number(self, where: str) -> float:
        """One that nobody would write."""
        value = 7340.25 + 1000 * len(self.secrets)
        self.secrets[f"{value:.2f}"] = where
        return value

    def question(self, kind: str) -> dict[str, str]:
        number = f"{len(self.asked) + 1:04d}"
        words = {language: f"zp{number}{language}" for language in ("en", "es")}
        self.asked |= dict.fromkeys(words.values(), kind)
        return words

    def seen(self, served: bytes) -> dict[str, str]:
        """The secrets in these bytes, and where each was planted."""
        found = {match[0].replace(",", ".") for match in SHAPE.finditer(served.decode("utf-8", "replace"))}
        return {secret: where for secret, where in self.secrets.items() if secret in found}


def entries(garden: Garden) -> list[dict[str, Any]]:
    """One item of every registered type; a type without an entry fails here."""
    known = {**ENTRIES, **OF_PLUGINS}
    return [_planted(garden, number, known[each.slug]) for number, each in enumerate(item_types, start=1)]


def _planted(garden: Garden, number: int, entry: dict[str, Any]) -> dict[str, Any]:
    kind = entry["type"]
    made = _walk(garden, kind, {**entry, "id": f"q{number}"})
    if kind == "scenario":
        _hide_scenes(garden, made)
    words = garden.question(kind)
    made["stem"] = {language: f"{words[language]} {text}" for language, text in entry["stem"].items()}
    return made


def _walk(garden: Garden, where: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_walk(garden, f"{where}[{place}]", each) for place, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    return {name: _secret(garden, f"{where}.{name}", name, each) for name, each in value.items()}


def _secret(garden: Garden, where: str, name: str, value: Any) -> Any:
    if name == "feedback":
        return garden.word(where)
    if name == "hints":
        return [garden.word(where) for _hint in value]
    if name == "accepted":
        words = garden.word(where)
        return {language: [words[language]] for language in value}
    if name in SECRET_NUMBERS and isinstance(value, int | float):
        return garden.number(where)
    return _walk(garden, where, value)


def _hide_scenes(garden: Garden, entry: dict[str, Any]) -> None:
    """What lies ahead in a story is a secret until the learner gets there."""
    for key, scene in entry["scenes"].items():
        if key != entry["start"]:
            scene["text"] = garden.word(f"scene {key}")
            for choice in scene.get("options", []):
                choice["text"] = garden.word(f"scene {key} option {choice['id']}")


@dataclass
class Planted:
    """The course, and what is hidden in its test and in its practice."""

    course: CoursePage
    lesson: LessonPage
    practice: AssessmentPage
    test: AssessmentPage
    garden: Garden

    def pages(self) -> Iterator[Any]:
        """Every page, in every language."""
        for page in (self.course, self.course.get_children().first().specific, self.lesson, self.practice, self.test):
            yield page
            yield page.get_translation(pages.locale("es"))


def plant() -> Planted:
    """A course of one module: a lesson with a practice block of every type, and a test of every type."""
    garden = Garden()
    course = pages.course(edition="2026-11-01", minutes=90)
    module = pages.module(course)
    for page in (pages.index(), course, module):
        pages.translate(page, title=f"{page.title} (es)")
    practice = engine.assessment(module, "practice", entries(garden), kind="practice", mode="immediate")
    body = [engine.practice_block(practice, number) for number in range(len(practice.items))]
    lesson = pages.lesson(module, "l1", title="Lesson 1", body=body)
    pages.translate(lesson, title="Lección 1")
    test = engine.assessment(module, "test", entries(garden))
    return Planted(CoursePage.objects.get(pk=course.pk), lesson, practice, test, garden)
