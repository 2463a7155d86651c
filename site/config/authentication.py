"""How other clients say who they are."""

from __future__ import annotations

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.request import Request


class SessionTokenAuthentication(XSessionTokenAuthentication):
    """The session token of the headless sign-in, in the header X-Session-Token."""

    def authenticate_header(self, _request: Request) -> str:
        """Named, so that who is not signed in gets 401 and not 403."""
        return 'SessionToken realm="api"'


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The same in the schema."""

    target_class = "config.authentication.SessionTokenAuthentication"
    name = "sessionToken"

    def get_security_definition(self, _auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}
