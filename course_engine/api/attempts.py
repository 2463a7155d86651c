"""One attempt: its items, the answers, handing in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from course_engine import queries, services
from course_engine.api import shapes
from course_engine.api.base import LANGUAGE, EngineView, raw_json
from course_engine.api.schema import (
    PROBLEMS,
    AttemptSchema,
    ResponseInput,
    SavedSchema,
    SubmitInput,
    SubmittedSchema,
)


class AttemptDetail(EngineView):
    @extend_schema(
        parameters=[LANGUAGE],
        responses={200: AttemptSchema, **PROBLEMS},
        operation_id="attempts_retrieve",
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """The attempt in any language: same order, same answers; of the key what the mode reveals."""
        view = queries.attempt_view(user=request.user, attempt_id=pk, language=self.language)
        return Response(shapes.attempt(view))


class ResponseDetail(EngineView):
    @extend_schema(
        request=ResponseInput,
        parameters=[LANGUAGE],
        responses={200: SavedSchema, **PROBLEMS},
        operation_id="responses_save",
    )
    def put(self, request: Request, pk: UUID, item: str) -> HttpResponse:
        """Keep an answer. The same action id again gets the same bytes; `check` has it marked where the mode allows."""
        serializer = ResponseInput(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        return raw_json(
            services.save_response(
                user=request.user,
                attempt_id=pk,
                item_key=item,
                data=data["response"],
                action_id=data["action_id"],
                language=self.language,
                check=data["check"],
            )
        )


class Submit(EngineView):
    @extend_schema(
        request=SubmitInput,
        parameters=[LANGUAGE],
        responses={200: SubmittedSchema, **PROBLEMS},
        operation_id="attempts_submit",
    )
    def post(self, request: Request, pk: UUID) -> HttpResponse:
        """Hand in. The same action id again gets the same bytes."""
        serializer = SubmitInput(data=request.data)
        serializer.is_valid(raise_exception=True)
        return raw_json(
            services.submit_attempt(
                user=request.user,
                attempt_id=pk,
                action_id=serializer.validated_data["action_id"],
                language=self.language,
            )
        )
