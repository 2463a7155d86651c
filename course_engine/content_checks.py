"""What an assessment must have before learners see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cms.publishing.rules import Problem
from course_engine.models import AssessmentPage
from course_engine.plugins.containment import contain
from course_engine.plugins.registry import item_types
from course_engine.sources import draws_of


def assessment_problems(row: Any) -> list[Problem]:
    """The content rule of assessments: what each item type says of its items, and draws that lead nowhere.

    A translation has the structure of its source, so only the source is asked.
    """
    if not isinstance(row, AssessmentPage) or row.is_translation:
        return []
    return [*_items(row), *_draws(row)]


def _items(page: AssessmentPage) -> Iterator[Problem]:
    for index, child in enumerate(page.items):
        item_type = item_types.find(child.block_type)
        if item_type is None:
            continue
        for reason in contain(item_type, item_type.validate, child.value).value or []:
            yield Problem(message=str(reason), field="items", index=index)


def _draws(page: AssessmentPage) -> Iterator[Problem]:
    wanted = {draw.assessment_key for draw in draws_of(page)}
    known: set[UUID] = set(
        AssessmentPage.objects.filter(translation_key__in=wanted).values_list("translation_key", flat=True)
    )
    for index, child in enumerate(page.draws):
        if child.block_type != "draw":
            continue
        key = child.value["assessment"]
        if key not in {str(each) for each in known}:
            message = _("Questions are to be drawn from an assessment that does not exist.")
            yield Problem(message=message, field="draws", index=index, part="assessment")
        elif key == str(page.translation_key):
            message = _("An assessment cannot draw from itself.")
            yield Problem(message=message, field="draws", index=index, part="assessment")
