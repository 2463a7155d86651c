"""A learner's enrolments, how far they are, and the certificate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cms.pages.models import CoursePage
from cms.publishing.locales import source_locale
from course_engine import services
from course_engine.api import shapes
from course_engine.api.base import LANGUAGE, PAGING, EngineView, new_paginator, not_found
from course_engine.api.courses import may_read
from course_engine.api.schema import (
    PROBLEMS,
    CertificateSchema,
    ClaimInput,
    CompletionSchema,
    EnrolInput,
    EnrolmentSchema,
    ProgressInput,
    ProgressSchema,
    paged,
)
from course_engine.credentials import public_certificate
from course_engine.errors import NotEnrolledError
from course_engine.models import Enrolment
from course_engine.outline import load_outline
from course_engine.records import records_for


class EnrolmentList(EngineView):
    @extend_schema(
        parameters=[*PAGING], responses={200: paged(EnrolmentSchema), **PROBLEMS}, operation_id="enrolments_list"
    )
    def get(self, request: Request) -> Response:
        """My enrolments."""
        paginator = new_paginator()
        page: Any = paginator.paginate_queryset(_own(request), request, view=self)
        return paginator.get_paginated_response([shapes.enrolment(row) for row in page])

    @extend_schema(
        request=EnrolInput,
        responses={200: EnrolmentSchema, **PROBLEMS},
        operation_id="enrolments_create",
    )
    def post(self, request: Request) -> Response:
        """Enrol in a course; once enrolled, the same enrolment comes back."""
        data = _valid(EnrolInput, request)
        page = CoursePage.objects.live().filter(translation_key=data["course"], locale=source_locale()).first()
        if page is None or not may_read(request, page):
            not_found()
        found = services.enrol(user=request.user, course_key=data["course"])
        return Response(shapes.enrolment(found))


class EnrolmentDetail(EngineView):
    @extend_schema(responses={200: EnrolmentSchema, **PROBLEMS}, operation_id="enrolments_retrieve")
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(shapes.enrolment(_one(request, pk)))

    @extend_schema(request=None, responses={200: EnrolmentSchema, **PROBLEMS}, operation_id="enrolments_leave")
    def delete(self, request: Request, pk: UUID) -> Response:
        """Leave the course. Nothing is lost: who enrols again goes on from there."""
        return Response(shapes.enrolment(services.leave(user=request.user, enrolment_id=pk)))


class ProgressDetail(EngineView):
    @extend_schema(responses={200: ProgressSchema, **PROBLEMS}, operation_id="progress_retrieve")
    def get(self, request: Request, pk: UUID) -> Response:
        """How far each activity is, and where to resume."""
        found = _one(request, pk)
        return Response(shapes.progress(records_for(request.user, found.course_key)))

    @extend_schema(
        request=ProgressInput,
        parameters=[LANGUAGE],
        responses={200: CompletionSchema, **PROBLEMS},
        operation_id="progress_record",
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Record that a lesson was seen, how far, where, and whether the learner says it is done.

        The answer says whether it is complete and what is missing. A test is completed by passing it alone.
        """
        data, enrolment = _valid(ProgressInput, request), _one(request, pk)
        if not enrolment.is_open:
            raise NotEnrolledError
        outline = load_outline(enrolment.course_key, self.language)
        activity = outline.activity(data["activity"]) if outline else None
        if activity is None or activity.facts.has_score:
            not_found()
        services.record_progress(
            enrolment=enrolment,
            activity_key=activity.key,
            kind=activity.type.slug,
            position=data.get("position"),
            fraction=data.get("fraction"),
            confirmed=data["confirmed"],
        )
        answer = services.complete_activity(enrolment=enrolment, activity_key=activity.key, language=self.language)
        return Response(
            {
                "activity": activity.key,
                "complete": answer.complete,
                "value": answer.value,
                "reasons": shapes.reasons(answer.reasons),
            }
        )


class CertificateClaim(EngineView):
    @extend_schema(
        request=ClaimInput,
        parameters=[LANGUAGE],
        responses={200: CertificateSchema, **PROBLEMS},
        operation_id="certificates_claim",
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Ask for the certificate under a name; once given, the same one comes back."""
        data = _valid(ClaimInput, request)
        found = services.issue_certificate(
            user=request.user, enrolment_id=pk, name=data["name"], language=self.language
        )
        return Response(shapes.certificate(public_certificate(found.number, self.language)))


def _own(request: Request) -> Any:
    user: Any = request.user
    return Enrolment.objects.filter(user=user).order_by("-enrolled_at", "pk")


def _one(request: Request, pk: UUID) -> Enrolment:
    found: Enrolment | None = _own(request).filter(pk=pk).first()
    if found is None:
        not_found()
    return found


def _valid(serializer_class: Any, request: Request) -> dict[str, Any]:
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
