"""What every response says about safety and about who may keep it."""

from __future__ import annotations

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

PRIVATE = "private, no-store"
# Browsers ask again each time and mostly get a 304; a cache in front may answer a crowd for a minute.
PUBLIC = "public, max-age=0, s-maxage=60"
CREDENTIALS = ("Authorization", "X-Session-Token")
API = "/api/"
# Addresses for machines and tools, the same in every language.
WITHOUT_LANGUAGE = ("/api/", "/_allauth/", "/cms/", "/documents/", "/media/", "/static/")


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, but where a tool of others cannot live with it (settings.CSP_BY_PREFIX)."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            for prefix, directives in settings.CSP_BY_PREFIX.items():
                if request.path_info.startswith(prefix):
                    parts.config = directives
        return parts


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's, except that what is missing for a machine is missing, and not sent on to a page in a language."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(WITHOUT_LANGUAGE):
            patch_vary_headers(response, ["Accept-Language"])
            response.headers.setdefault("Content-Language", get_language() or "")
            return response
        return super().process_response(request, response)


class CacheControlMiddleware:
    """A page of nobody in particular may be kept; one for somebody is never stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if self.is_personal(request, response):
            response["Cache-Control"] = PRIVATE
        elif not response.has_header("Cache-Control"):
            public = request.method in ("GET", "HEAD") and response.status_code == 200
            response["Cache-Control"] = PUBLIC if public else "no-cache"
            # The same address shows a signed-in reader another page, and another client's reader another answer.
            is_api = request.path_info.startswith(API)
            patch_vary_headers(response, ["Cookie", *CREDENTIALS] if is_api else ["Cookie"])
        return response

    @staticmethod
    def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
        return (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or any(name in request.headers for name in CREDENTIALS)
            or bool(response.cookies)
        )
