"""Errors in the reader's language; the API answers with problem documents instead."""

from __future__ import annotations

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_path, get_supported_language_variant

from config.problems import PROBLEM_TYPE

logger = logging.getLogger(__name__)

TITLES = {400: "Bad request", 403: "Forbidden", 404: "Not found", 500: "Server error", 503: "Unavailable"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    # The request itself may be what is wrong, so the page is built without it.
    return error_page(request, 400, with_request=False)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that lay open too long, or cookies switched off: told so, since the reader can mend it."""
    logger.warning("CSRF check failed: %s", reason)
    return error_page(request, 403, "403_csrf.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs no database, no session and no user; 503 when it is the database that is away."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return error_page(request, 503 if away else 500, with_request=False)


def error_page(request: HttpRequest, status: int, template: str = "", *, with_request: bool = True) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        title = TITLES[status]
        code = title.lower().replace(" ", "_")
        problem = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": f"{title}."}
        return JsonResponse(problem, status=status, content_type=PROBLEM_TYPE)
    with translation.override(reader_language(request)):
        context = {"missing": status == 404}
        page = render_to_string(template or f"{status}.html", context, request if with_request else None)
    return HttpResponse(page, status=status)


def reader_language(request: HttpRequest) -> str:
    """From the path, else from the browser: the language middleware may not have run."""
    from_path = get_language_from_path(request.path_info)
    if from_path:
        return from_path
    for accepted in request.headers.get("Accept-Language", "").split(","):
        try:
            return get_supported_language_variant(accepted.split(";")[0].strip().lower())
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
