"""Which practice items a lesson shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from cms.pages.models import LessonPage
from cms.publishing.locales import source_locale


def practice_reference(value: Any) -> tuple[UUID, str] | None:
    """The assessment and item that a practice block names; None for a block that names nothing."""
    try:
        return UUID(value["assessment"]), str(value["item"])
    except (KeyError, TypeError, ValueError):
        return None


def practice_items(lesson: Any) -> list[tuple[UUID, str]]:
    """The (assessment key, item key) pairs of a lesson's practice blocks, in their order."""
    return list(_references(lesson.source.body))


def practice_of(lesson_key: UUID) -> set[tuple[UUID, str]]:
    """The same for the live lesson of this key; empty for anything else."""
    lesson = LessonPage.objects.live().filter(translation_key=lesson_key, locale=source_locale()).first()
    return set(practice_items(lesson)) if lesson else set()


def _references(stream: Iterable[Any]) -> Iterable[tuple[UUID, str]]:
    for child in stream:
        if child.block_type == "practice":
            reference = practice_reference(child.value)
            if reference is not None:
                yield reference
