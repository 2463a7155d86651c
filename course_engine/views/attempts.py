"""An attempt from its first question to its results; every page works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from course_engine import queries, services
from course_engine.errors import AttemptClosedError, InvalidResponseError
from course_engine.models.items import digest
from course_engine.presenting import ItemView
from course_engine.queries import AttemptView
from course_engine.views.common import is_fetch, language_of, learner_view, new_action_id, strip_prefix
from course_engine.views.rendering import prefix_of, render_answer, render_result


@learner_view("GET", "HEAD", "POST")
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """The questions in one form. Saving keeps all of them, whichever button was pressed."""
    view = queries.attempt_view(user=request.user, attempt_id=attempt, language=language_of())
    if not view.attempt.is_open:
        return redirect("course_engine:results", attempt)
    if request.method != "POST":
        return _form(request, view, {})
    errors = _save(request, view)
    if is_fetch(request):
        return JsonResponse({"errors": errors}, status=422 if errors else 200)
    if errors:
        view = queries.attempt_view(user=request.user, attempt_id=attempt, language=language_of())
        return _form(request, view, errors, status=422)
    return _after_save(request, view)


def _save(request: HttpRequest, view: AttemptView) -> dict[str, Any]:
    """Keep every answer of the form; the sentences for those that could not be read."""
    data = {item.key: strip_prefix(request.POST, prefix_of(item)) for item in view.items if item.may_answer}
    # A form may be sent many times as it fills: each content of it is an action of its own.
    content = {key: sorted(value.lists()) for key, value in data.items()}
    action_id = digest([request.POST.get("action_id", ""), content])
    try:
        errors = services.save_responses(
            user=request.user, attempt_id=view.attempt.pk, data=data, action_id=action_id, language=view.language
        )
        checked = next((item for item in view.items if f"{prefix_of(item)}check" in request.POST), None)
        if checked is not None and checked.key not in errors:
            services.save_response(
                user=request.user,
                attempt_id=view.attempt.pk,
                item_key=checked.key,
                data=data.get(checked.key, {}),
                action_id=digest([action_id, "check", checked.key]),
                language=view.language,
                check=True,
            )
    except InvalidResponseError as error:
        return error.errors
    return errors


def _after_save(request: HttpRequest, view: AttemptView) -> HttpResponse:
    if "review" in request.POST:
        return redirect("course_engine:review", view.attempt.pk)
    address = reverse("course_engine:attempt", args=[view.attempt.pk])
    pressed = next((item for item in view.items if _pressed(request, prefix_of(item))), None)
    if pressed is None:
        messages.success(request, _("Your answers are saved."))
        return redirect(address)
    return redirect(f"{address}#item-{pressed.slot}")


def _pressed(request: HttpRequest, prefix: str) -> bool:
    """Whether the button that sent the form belongs to this item."""
    return any(f"{prefix}{name}" in request.POST for name in ("save", "check", "go", "back"))


def _form(request: HttpRequest, view: AttemptView, errors: Mapping[str, Any], status: int = 200) -> HttpResponse:
    items = [
        {
            "item": item,
            "prefix": prefix_of(item),
            "errors": _sentences(errors, item),
            "form": render_answer(request, item, prefix_of(item), _sentences(errors, item)),
            "result": render_result(request, item, f"r{item.slot}-") if item.review else "",
        }
        for item in view.items
    ]
    context = {
        "view": view,
        "items": items,
        "failed": [each for each in items if each["errors"]],
        "action_id": request.POST.get("action_id") or new_action_id(),
    }
    return render(request, "course_engine/attempt.html", context, status=status)


def _sentences(errors: Mapping[str, Any], item: ItemView) -> list[str]:
    return [str(errors[item.key])] if item.key in errors else []


@learner_view("GET", "HEAD", "POST")
def review(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Before handing in: what has no answer yet. Handing in is final."""
    view = queries.attempt_view(user=request.user, attempt_id=attempt, language=language_of())
    if request.method == "POST":
        return _submit(request, attempt, view.language)
    if not view.attempt.is_open:
        return redirect("course_engine:results", attempt)
    return render(request, "course_engine/review.html", {"view": view, "action_id": new_action_id()})


def _submit(request: HttpRequest, attempt: UUID, language: str) -> HttpResponse:
    # Handed in from another window, or by the clock: the results are there.
    with suppress(AttemptClosedError):
        services.submit_attempt(
            user=request.user,
            attempt_id=attempt,
            action_id=request.POST.get("action_id") or new_action_id(),
            language=language,
        )
    return redirect("course_engine:results", attempt)


@learner_view("GET", "HEAD")
def results(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """What came of it, with feedback as the mode allows."""
    view = queries.attempt_view(user=request.user, attempt_id=attempt, language=language_of())
    if view.attempt.is_open:
        return redirect("course_engine:attempt", attempt)
    items = [
        {"item": item, "result": render_result(request, item, prefix_of(item)) if item.review else ""}
        for item in view.items
    ]
    return render(request, "course_engine/results.html", {"view": view, "items": items})
