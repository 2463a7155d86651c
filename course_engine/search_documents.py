"""What the engine tells search: how far the reader is with what was found, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.outline import COURSE_DEPTH
from cms.publishing.locales import source_locale
from course_engine.access import STATUS_LABELS
from course_engine.models import Completion, Enrolment, Progress
from search.registry import register_annotation

LESSON, COURSE = "lesson:", "course:"


def learner_states(request: HttpRequest, family_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Done, begun or not begun, where the reader is enrolled; one query, and none for anonymous readers."""
    user: Any = request.user
    if not user.is_authenticated:
        return {}
    rows = _rows(user, _names(LESSON, family_ids), _names(COURSE, family_ids))
    fields = ("lessonpage__lesson_id", "coursepage__course_id", "translation_key", "done", "begun", "enrolled")
    return {
        f"{LESSON}{lesson}" if lesson else f"{COURSE}{course}": _note(
            "complete" if done else "started" if begun or (course and enrolled) else "open",
            reverse("course_engine:resume", args=[key]) if course and enrolled and not done else "",
        )
        for lesson, course, key, done, begun, enrolled in rows.values_list(*fields)
        if done or begun or enrolled
    }


def _note(state: str, url: str) -> dict[str, Any]:
    return {"label": str(STATUS_LABELS[state]), "state": state, "url": url, "action": _("Go on") if url else ""}


def _names(prefix: str, family_ids: Iterable[str]) -> list[str]:
    return [family.removeprefix(prefix) for family in family_ids if family.startswith(prefix)]


def _rows(user: Any, lessons: list[str], courses: list[str]) -> QuerySet[Any]:
    """The source pages with what the learner has done there; the enrolment is that of the course they stand in."""
    if not (lessons or courses):
        return Page.objects.none()
    key = OuterRef("translation_key")
    course = Page.objects.filter(path=Substr(OuterRef("path"), 1, COURSE_DEPTH * Page.steplen))
    return (
        Page.objects.filter(Q(lessonpage__lesson_id__in=lessons) | Q(coursepage__course_id__in=courses))
        .filter(locale=source_locale())
        .annotate(
            course_key=Subquery(course.values("translation_key")[:1]),
            done=Exists(Completion.objects.filter(enrolment__user=user, activity_key=key)),
            begun=Exists(Progress.objects.filter(enrolment__user=user, activity_key=key)),
            enrolled=Exists(
                Enrolment.objects.filter(user=user, course_key=OuterRef("course_key")).exclude(
                    state=Enrolment.State.LEFT
                )
            ),
        )
    )


if settings.COURSE_ENGINE == "on":
    register_annotation("learner", learner_states)
