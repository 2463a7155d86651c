"""Errors of the API as RFC 9457 problem documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

PROBLEM_TYPE = "application/problem+json"


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an API exception into a problem document; anything else stays an exception."""
    response = exception_handler(error, context)
    if response is None:
        return None
    api_error = _api_error(error)
    response.data = {
        "type": "about:blank",
        "title": str(api_error.default_detail),
        "status": response.status_code,
        "code": getattr(error, "problem_code", api_error.default_code),
        **_details(api_error),
    }
    response.content_type = PROBLEM_TYPE
    return response


def _api_error(error: Exception) -> exceptions.APIException:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    assert isinstance(error, exceptions.APIException)  # noqa: S101 - all that DRF's handler answers
    return error


def _details(error: exceptions.APIException) -> dict[str, Any]:
    """A sentence for one error; a list of {field, detail, code} for a form with several."""
    detail = error.detail
    if isinstance(detail, dict):
        return {"detail": str(error.default_detail), "errors": list(_fields(detail))}
    if isinstance(detail, list):
        return {"detail": " ".join(str(part) for part in detail)}
    return {"detail": str(detail), "code": getattr(error, "problem_code", detail.code)}


def _fields(detail: dict[str, Any], prefix: str = "") -> Iterator[dict[str, str]]:
    for name, problems in detail.items():
        if isinstance(problems, dict):
            yield from _fields(problems, f"{prefix}{name}.")
            continue
        for problem in problems if isinstance(problems, list) else [problems]:
            if isinstance(problem, dict):
                yield from _fields(problem, f"{prefix}{name}.")
            else:
                yield {"field": f"{prefix}{name}", "detail": str(problem), "code": getattr(problem, "code", "invalid")}
