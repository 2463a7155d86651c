"""The admin's side of publishing: choices for keys, and translations published by the one writer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.publishing.choices import choices_for
from cms.publishing.mixins import Published
from cms.publishing.writer import write_translation


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


@hooks.register("before_edit_page", order=-10)
def publish_translation(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Publishing in wagtail-localize's editor goes through the one writer: its own way skips approval."""
    if request.method != "POST" or not isinstance(page, Published):
        return None
    if request.POST.get("action") != "publish" or not _is_synced(page):
        return None
    if not page.permissions_for_user(request.user).can_publish():  # type: ignore[attr-defined]
        raise PermissionDenied
    write_translation(page.source, page.locale, user=request.user, publish=True, origin="editor")  # type: ignore[attr-defined]
    messages.success(request, _("“%(page)s” is published.") % {"page": page})
    return redirect("wagtailadmin_pages:edit", page.pk)  # type: ignore[attr-defined]


def _is_synced(page: Any) -> bool:
    """Whether the page follows its source through wagtail-localize."""
    if not isinstance(page, Page) or not page.is_translation:
        return False
    found = Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
    return bool(found.filter(enabled=True).exists())
