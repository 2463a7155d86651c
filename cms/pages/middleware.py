"""Why something was not published or not taken, said where the editor is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.pages.room import has_room_on_the_way, is_no_room, no_room
from cms.publishing.rules import ContentRefusedError

logger = logging.getLogger(__name__)


class ContentRefusedMiddleware:
    """Answers a refused publication in the admin with its reasons, on the page that has to change.

    The edit form shows them at their blocks; this is for the other ways: approval from the dashboard or a dialog,
    bulk actions, and whatever an extension adds.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ContentRefusedError) or not _is_in_admin(request):
            return None
        for reason in exception.reasons:
            messages.error(request, reason)
        row, home = exception.row, reverse("wagtailadmin_home")
        url = reverse("wagtailadmin_pages:edit", args=[row.pk]) if isinstance(row, Page) else home
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # What Wagtail's workflow dialogs understand: close and go there.
            return JsonResponse({"step": "success", "redirect": url})
        return HttpResponseRedirect(url)


class NoRoomMiddleware:
    """Answers an upload that the disk has no room for, or did not take after all.

    It stands above the protection against forgery, which reads the form and with it what was uploaded.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.content_type != "multipart/form-data" or not _is_in_admin(request):
            return None
        length = request.headers.get("Content-Length", "")
        if not length.isdecimal() or has_room_on_the_way(int(length)):
            return None
        return self._told(request, "the folder for temporary files is full")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return self._told(request, exception) if is_no_room(exception) and _is_in_admin(request) else None

    def _told(self, request: HttpRequest, reason: object) -> HttpResponse:
        logger.error("There is no room for an upload: %s", reason)
        with override(_language_of(request)):
            told = no_room()
        if request.path.endswith("/multiple/add/"):
            # What Wagtail's form for several files understands.
            return JsonResponse({"success": False, "error_message": told})
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return HttpResponse(told, "text/plain; charset=utf-8", HTTPStatus.INSUFFICIENT_STORAGE)
        messages.error(request, told)
        return HttpResponseRedirect(request.get_full_path())


def _is_in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


def _language_of(request: HttpRequest) -> str | None:
    """The editor's: Wagtail's own choice of it does not reach beyond its views. Strangers have none there."""
    user = request.user
    return UserProfile.get_for_user(user).get_preferred_language() if user.is_authenticated else get_language()
