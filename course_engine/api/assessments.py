"""What an assessment asks, and the learner's attempts at it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from course_engine import queries, services
from course_engine.api import shapes
from course_engine.api.base import LANGUAGE, PAGING, EngineView, new_paginator
from course_engine.api.schema import PROBLEMS, AssessmentSchema, AttemptSchema, AttemptSummarySchema, paged
from course_engine.models import Attempt


class AssessmentDetail(EngineView):
    @extend_schema(
        parameters=[LANGUAGE],
        responses={200: AssessmentSchema, **PROBLEMS},
        operation_id="assessments_retrieve",
    )
    def get(self, request: Request, key: UUID) -> Response:
        """What to know before starting, and whether one may."""
        info = queries.assessment_info(user=request.user, assessment_key=key, language=self.language)
        return Response(shapes.assessment(info, self.language))


class AttemptList(EngineView):
    @extend_schema(
        parameters=[*PAGING], responses={200: paged(AttemptSummarySchema), **PROBLEMS}, operation_id="attempts_list"
    )
    def get(self, request: Request, key: UUID) -> Response:
        """My attempts, the latest first."""
        paginator = new_paginator()
        rows = Attempt.objects.filter(user=request.user, assessment_key=key).order_by("-number")  # type: ignore[misc]
        page: Any = paginator.paginate_queryset(rows, request, view=self)
        return paginator.get_paginated_response([shapes.attempt_summary(row) for row in page])

    @extend_schema(
        request=None,
        parameters=[LANGUAGE],
        responses={200: AttemptSchema, **PROBLEMS},
        operation_id="attempts_start",
    )
    def post(self, request: Request, key: UUID) -> Response:
        """Start an attempt, or get the open one back."""
        found = services.start_attempt(user=request.user, assessment_key=key, language=self.language)
        view = queries.attempt_view(user=request.user, attempt_id=found.pk, language=self.language)
        return Response(shapes.attempt(view))
