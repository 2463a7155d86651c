"""The language of an answer of the API: the parameter, else what the client accepts."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PARAMETER = OpenApiParameter(
    "language", str, enum=LANGUAGES, description="The language of the answer; by default the one that you accept."
)


def language_of(request: Request) -> str:
    """Raises ValidationError for a language that the site does not have."""
    language: str = request.query_params.get("language") or (get_language() or settings.LANGUAGE_CODE)[:2]
    if language not in LANGUAGES:
        message = _("There is nothing in the language %(language)s. Known: %(known)s.")
        raise ValidationError({"language": message % {"language": language[:20], "known": ", ".join(LANGUAGES)}})
    return language


def choice_of(request: Request, name: str, allowed: list[str]) -> str:
    """An optional parameter with a closed list of values."""
    value: str = request.query_params.get(name, "")
    if value and value not in allowed:
        message = _("%(value)s is none of: %(known)s.") % {"value": value[:40], "known": ", ".join(allowed)}
        raise ValidationError({name: message})
    return value
