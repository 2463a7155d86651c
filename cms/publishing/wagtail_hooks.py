"""The admin's side of publishing: choices for keys."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.publishing.choices import choices_for


def keys(request: HttpRequest, kind: str) -> JsonResponse:  # noqa: ARG001
    """The choices of a kind for the editor's dialogs, with the words of the dialog."""
    return JsonResponse(
        {
            "choices": choices_for(kind, get_language() or "en"),
            "title": _("Term"),
            "ok": _("Mark as term"),
            "cancel": _("Cancel"),
        }
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("keys/<slug:kind>/", keys, name="publishing_keys")]
