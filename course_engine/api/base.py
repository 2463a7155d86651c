"""What the engine's API views share: the reader's language, refusals as problems, nothing stored by caches."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from course_engine.errors import EngineError, InvalidResponseError, NotFoundError

LANGUAGE = OpenApiParameter(
    "language",
    OpenApiTypes.STR,
    description="Language of texts and messages; Accept-Language where it is left out.",
    enum=[code for code, _name in settings.LANGUAGES],
)


PAGING = [
    OpenApiParameter("page", OpenApiTypes.INT, description="From 1."),
    OpenApiParameter("page_size", OpenApiTypes.INT, description="Up to 100."),
]


def new_paginator() -> Any:
    """The paginator of the whole API."""
    paginator: Any = api_settings.DEFAULT_PAGINATION_CLASS
    return paginator()


class Refusal(exceptions.APIException):
    """A refusal of the engine as a problem document."""

    def __init__(self, error: EngineError) -> None:
        self.status_code = error.status
        self.default_detail = str(error.message)
        self.default_code = self.problem_code = error.code
        super().__init__(str(error.message), error.code)
        if isinstance(error, InvalidResponseError):
            self.detail = {
                key: [exceptions.ErrorDetail(str(text), error.codes.get(key, error.code))]
                for key, text in error.errors.items()
            }
        elif error.reasons:
            self.detail = {"reasons": [exceptions.ErrorDetail(str(reason), reason.code) for reason in error.reasons]}


class EngineView(APIView):
    """Answers in the reader's language and for this reader alone."""

    public = False

    def get_permissions(self) -> list[Any]:
        return list(super().get_permissions()) if self.public else [IsAuthenticated()]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        wanted = request.query_params.get("language", "")
        if wanted and wanted not in dict(settings.LANGUAGES):
            raise exceptions.ValidationError({"language": [f"There is no language {wanted!r}."]})
        if wanted:
            translation.activate(wanted)
        super().initial(request, *args, **kwargs)

    @property
    def language(self) -> str:
        return translation.get_language() or settings.LANGUAGE_CODE

    def handle_exception(self, exc: Exception) -> Any:
        return super().handle_exception(as_problem(exc) if isinstance(exc, EngineError) else exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Content-Language"] = self.language
        if not self.public or request.user.is_authenticated:
            answer["Cache-Control"] = "private, no-store"
        return answer


def as_problem(error: EngineError) -> exceptions.APIException:
    return exceptions.NotFound() if isinstance(error, NotFoundError) else Refusal(error)


def not_found() -> NoReturn:
    raise exceptions.NotFound


def raw_json(text: str, status: int = 200) -> HttpResponse:
    """The very bytes that were kept, so that a replay is equal to the first answer."""
    return HttpResponse(text, content_type="application/json", status=status)
