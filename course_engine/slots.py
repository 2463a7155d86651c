"""What the engine shows on the pages of the content side. Anonymous readers cost no query and get no cookie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from course_engine.practice import practice_items
from course_engine.queries import my_learning
from course_engine.requests import RequestLearner, learner_of

NOTHING = SafeString("")
Slot = Callable[[HttpRequest, Any, Mapping[str, Any]], SafeString]


def course_actions(request: HttpRequest, page: Any, context: Mapping[str, Any]) -> SafeString:  # noqa: ARG001
    """Enrol, or go on, with how far one is."""
    learner = learner_of(request, page)
    if learner.contents is None:
        return NOTHING
    return _render("course_actions", request, page, learner)


def outline_item(request: HttpRequest, page: Any, context: Mapping[str, Any]) -> SafeString:
    """The state of one activity with the reasons why it is locked."""
    learner, entry = learner_of(request, page), context.get("activity")
    if entry is None or not learner.records.enrolled or learner.state is None:
        return NOTHING
    state = learner.state.of(entry.translation_key)
    return _render("outline_item", request, page, learner, activity_state=state) if state else NOTHING


def lesson_before(request: HttpRequest, page: Any, context: Mapping[str, Any]) -> SafeString:  # noqa: ARG001
    """What is still to be done first, and whether the lesson is complete."""
    learner = learner_of(request, page)
    if not learner.records.enrolled or learner.state is None:
        return NOTHING
    state = learner.state.of(page.translation_key)
    return _render("lesson_before", request, page, learner, activity_state=state) if state else NOTHING


def lesson_after(request: HttpRequest, page: Any, context: Mapping[str, Any]) -> SafeString:  # noqa: ARG001
    """Mark as done and go on; an invitation for whoever is not enrolled."""
    learner = learner_of(request, page)
    if learner.contents is None or getattr(request, "is_preview", False):
        return NOTHING
    if not learner.records.enrolled:
        return _render("lesson_invitation", request, page, learner)
    state = learner.state.of(page.translation_key) if learner.state else None
    if state is None:
        return NOTHING
    practice = len(practice_items(page))
    return _render("lesson_after", request, page, learner, activity_state=state, practice_count=practice)


def home_actions(request: HttpRequest, page: Any, context: Mapping[str, Any]) -> SafeString:  # noqa: ARG001
    """Where to go on, for someone who has begun."""
    if not request.user.is_authenticated:
        return NOTHING
    entries = [e for e in my_learning(user=request.user, language=get_language() or "") if not e.left and e.state]
    if not entries:
        return NOTHING
    context_ = {"entry": entries[0], "page": page}
    return SafeString(render_to_string("course_engine/slots/home_actions.html", context_, request=request))


def _render(name: str, request: HttpRequest, page: Any, learner: RequestLearner, **more: Any) -> SafeString:
    context = {"page": page, "learner": learner, "course": learner.contents, **more}
    return SafeString(render_to_string(f"course_engine/slots/{name}.html", context, request=request))


SLOTS: dict[str, Slot] = {
    "course.actions": course_actions,
    "course.outline_item": outline_item,
    "lesson.before": lesson_before,
    "lesson.after": lesson_after,
    "home.actions": home_actions,
}
