"""What the engine tells search: how far the reader is with what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cms.pages.models import CoursePage, LessonPage
from cms.publishing.locales import source_locale
from course_engine.access import STATUS_LABELS
from course_engine.models import Completion, Enrolment
from search.registry import register_annotation

LESSON, COURSE = "lesson:", "course:"


def learner_states(request: HttpRequest, family_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Completed lessons and courses among the hits; nothing is asked for anonymous readers."""
    user: Any = request.user
    if not user.is_authenticated:
        return {}
    lessons = _keys(LessonPage, "lesson_id", LESSON, family_ids)
    courses = _keys(CoursePage, "course_id", COURSE, family_ids)
    keys = {**lessons, **courses}
    done = set(
        Completion.objects.filter(enrolment__user=user, activity_key__in=keys).values_list("activity_key", flat=True)
    )
    found = {keys[key]: {"label": str(STATUS_LABELS["complete"]), "state": "complete"} for key in done}
    begun = Enrolment.objects.filter(user=user, course_key__in=courses, state="active").values_list(
        "course_key", flat=True
    )
    started = {"label": str(STATUS_LABELS["started"]), "state": "started"}
    return {**{courses[key]: started for key in begun}, **found}


def _keys(model: Any, field: str, prefix: str, family_ids: Sequence[str]) -> dict[Any, str]:
    """Translation key → family id of the hits of one kind."""
    ids = [family[len(prefix) :] for family in family_ids if family.startswith(prefix)]
    if not ids:
        return {}
    rows = model.objects.filter(locale=source_locale(), **{f"{field}__in": ids})
    return {key: f"{prefix}{name}" for key, name in rows.values_list("translation_key", field)}


if settings.COURSE_ENGINE == "on":
    register_annotation("learner", learner_states)
