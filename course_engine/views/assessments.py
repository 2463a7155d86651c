"""The first page of an assessment: what it is, what it asks, and whether it may be started."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from course_engine import queries, services
from course_engine.errors import NotFoundError
from course_engine.models import AssessmentPage
from course_engine.plugins.registry import modes
from course_engine.views.common import language_of, learner_view
from course_engine.views.practice import render_practice_item


def assessment_start(request: HttpRequest, page: AssessmentPage) -> HttpResponse:
    """What AssessmentPage serves. Sets no cookie for anonymous readers; shows no question of a test."""
    if settings.COURSE_ENGINE != "on":
        raise Http404
    try:
        info = queries.assessment_info(user=request.user, assessment_key=page.translation_key, language=language_of())
    except NotFoundError as error:
        raise Http404 from error
    context: dict[str, Any] = {
        **page.get_context(request),
        "info": info,
        "course": info.outline,
        "mode": modes.find(page.mode),
        "rules": info.page,
        "practice": _practice(request, info) if info.page.kind == AssessmentPage.Kind.PRACTICE else [],
    }
    return TemplateResponse(request, "course_engine/assessment.html", context)


def _practice(request: HttpRequest, info: queries.AssessmentInfo) -> list[Any]:
    """The questions of a practice page, each with a form of its own."""
    return [render_practice_item(request, info.assessment.key, item.key) for item in info.assessment.items]


@learner_view("POST")
def start(request: HttpRequest, assessment: UUID) -> HttpResponse:
    attempt = services.start_attempt(user=request.user, assessment_key=assessment, language=language_of())
    return redirect("course_engine:attempt", attempt.pk)
