"""How other clients say who they are."""

from __future__ import annotations

from typing import Any

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from accounts.privacy.consent import needs_consent


class ConsentNeededError(PermissionDenied):
    default_detail = _("The privacy notice has changed: read it and agree to it to go on.")
    default_code = "consent_needed"


class AgreedMixin:
    """As on pages: who has not agreed to the present notice reads nothing more, but ends what was begun."""

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)  # type: ignore[misc]
        if found is not None and request.method == "GET" and needs_consent(found[0]):
            raise ConsentNeededError
        return found


class AgreedSessionAuthentication(AgreedMixin, SessionAuthentication):
    """The cookie of a page's visitor."""


class SessionTokenAuthentication(AgreedMixin, XSessionTokenAuthentication):
    """The session token of the headless sign-in, in the header X-Session-Token."""

    def authenticate_header(self, _request: Request) -> str:
        """Named, so that who is not signed in gets 401 and not 403."""
        return 'SessionToken realm="api"'


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The cookie in the schema."""

    target_class = "config.authentication.AgreedSessionAuthentication"
    name = "cookieAuth"

    def get_security_definition(self, _auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The token in the schema."""

    target_class = "config.authentication.SessionTokenAuthentication"
    name = "sessionToken"

    def get_security_definition(self, _auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}
