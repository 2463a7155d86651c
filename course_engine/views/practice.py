"""Practice inside lessons: shown with the lesson, marked at once, answered by a small form of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from course_engine import services
from course_engine.errors import InvalidResponseError, ItemChangedError, NotFoundError
from course_engine.practice import practice_items, practice_reference
from course_engine.practising import PracticeItem, load_practice
from course_engine.records import LearnerRecords
from course_engine.requests import learner_of
from course_engine.views.common import language_of, learner_view, new_action_id, strip_prefix
from course_engine.views.rendering import render_answer, render_result

PREFIX_LENGTH = 8


def render_practice(request: HttpRequest, value: Any, context: Any) -> SafeString:
    """A practice block in its lesson; an invitation for whoever cannot practise yet."""
    reference = practice_reference(value)
    page = context.get("page")
    if reference is None or page is None:
        return SafeString("")
    learner = learner_of(request, page)
    if not learner.records.enrolled:
        return _render("course_engine/practice_invitation.html", {"page": page, "learner": learner}, request)
    items = _items(request, page, learner.records)
    found = items.get(reference)
    return _item(request, found, page.translation_key, request.path) if found else SafeString("")


def render_practice_item(request: HttpRequest, assessment: UUID, item: str) -> SafeString:
    """A practice question on its own page, outside a lesson."""
    if not request.user.is_authenticated:
        return SafeString("")
    kept = request.__dict__.setdefault("_practice_pages", {})
    if assessment not in kept:
        kept[assessment] = load_practice(request.user, None, [assessment], language_of())
    found = kept[assessment].get((assessment, item))
    return _item(request, found, None, request.path) if found else SafeString("")


def _items(request: HttpRequest, page: Any, records: LearnerRecords) -> dict[tuple[UUID, str], PracticeItem]:
    """All practice items of a lesson, loaded once for all its blocks."""
    kept = request.__dict__.setdefault("_practice", {})
    if page.pk not in kept:
        references = practice_items(page)
        keys = {key for key, _item in references}
        begun = any(records.open_attempt(key) for key in keys)
        kept[page.pk] = load_practice(request.user, references, keys, language_of(), begun=begun)
    found: dict[tuple[UUID, str], PracticeItem] = kept[page.pk]
    return found


def _item(
    request: HttpRequest, found: PracticeItem, lesson: UUID | None, back: str, errors: list[str] | None = None
) -> SafeString:
    prefix = f"p{found.view.key[:PREFIX_LENGTH]}-"
    view = found.view
    context = {
        "item": view,
        "practice": found,
        "prefix": prefix,
        "form": render_answer(request, view, prefix, errors or []) if view.may_answer else "",
        "result": render_result(request, view, f"r{prefix}") if view.review else "",
        "lesson": lesson,
        "back": back,
        "action_id": new_action_id(),
    }
    return _render("course_engine/practice_item.html", context, request)


def _render(template: str, context: dict[str, Any], request: HttpRequest) -> SafeString:
    return SafeString(render_to_string(template, context, request=request))


@learner_view("POST")
def answer(request: HttpRequest, assessment: UUID, item: str) -> HttpResponse:
    """Mark an answer and return to the lesson, to the very question."""
    language = language_of()
    prefix = f"p{item[:PREFIX_LENGTH]}-"
    try:
        services.answer_practice(
            user=request.user,
            assessment_key=assessment,
            item_key=item,
            data=strip_prefix(request.POST, prefix),
            version=request.POST.get("version", ""),
            action_id=request.POST.get("action_id") or new_action_id(),
            language=language,
            check=not _only_saves(request, prefix),
        )
    except InvalidResponseError as error:
        return _again(request, assessment, item, [str(sentence) for sentence in error.errors.values()])
    except ItemChangedError as error:
        return _again(request, assessment, item, [str(error.message)])
    lesson = _lesson_key(request)
    if lesson is not None:
        services.practise_in_lesson(
            user=request.user, lesson_key=lesson, assessment_key=assessment, item_key=item, language=language
        )
    return redirect(f"{_back(request)}#item-{item}")


def _only_saves(request: HttpRequest, prefix: str) -> bool:
    """A step inside an item, such as a turn of a scenario, is kept but not marked."""
    return f"{prefix}go" in request.POST or f"{prefix}back" in request.POST


@learner_view("POST")
def retry(request: HttpRequest, assessment: UUID, item: str) -> HttpResponse:
    services.retry_practice(user=request.user, assessment_key=assessment, item_key=item, language=language_of())
    return redirect(f"{_back(request)}#item-{item}")


def _again(request: HttpRequest, assessment: UUID, item: str, errors: list[str]) -> HttpResponse:
    """The question alone with what is wrong, and the way back to the lesson."""
    found = load_practice(request.user, [(assessment, item)], [assessment], language_of()).get((assessment, item))
    if found is None:
        raise NotFoundError
    back = _back(request)
    context = {"item": _item(request, found, _lesson_key(request), back, errors), "back": back, "errors": errors}
    return render(request, "course_engine/practice.html", context, status=422)


def _lesson_key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("lesson", ""))
    except ValueError:
        return None


def _back(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe and url.startswith("/") else "/"
