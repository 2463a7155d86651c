"""Why something was not published or not taken, said where the editor is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.pages.room import is_no_room, no_room
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
        home = reverse("wagtailadmin_home")
        if not isinstance(exception, ContentRefusedError) or not request.path.startswith(home):
            return None
        for reason in exception.reasons:
            messages.error(request, reason)
        row = exception.row
        url = reverse("wagtailadmin_pages:edit", args=[row.pk]) if isinstance(row, Page) else home
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # What Wagtail's workflow dialogs understand: close and go there.
            return JsonResponse({"step": "success", "redirect": url})
        return HttpResponseRedirect(url)


class NoRoomMiddleware:
    """Answers an upload that the disk did not take after all, when it seemed to have room for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_no_room(exception) or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        logger.error("There is no room for an upload: %s", exception)
        # Wagtail's own choice of a language ended with its view.
        with override(UserProfile.get_for_user(request.user).get_preferred_language()):
            told = no_room()
        if "files[]" in request.FILES:
            # What Wagtail's form for several files understands.
            return JsonResponse({"success": False, "error_message": told})
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return HttpResponse(told, "text/plain; charset=utf-8", HTTPStatus.INSUFFICIENT_STORAGE)
        messages.error(request, told)
        return HttpResponseRedirect(request.get_full_path())
