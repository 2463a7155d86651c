"""Why something was not published, said where the editor is."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from wagtail.models import Page

from cms.publishing.rules import ContentRefusedError


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
