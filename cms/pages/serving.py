"""Pages by their path in one query, where Wagtail asks for site, home page and every level on the way."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from cms.publishing.urls import home_paths


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the live page at this path; anything else is Wagtail's to answer."""
    home = home_paths().get(get_language() or "")
    if home is not None:
        page = Page.objects.live().filter(url_path=f"{home}{path}").first()
        if page is not None:
            request._wagtail_route_for_request = RouteResult(page.specific)  # type: ignore[attr-defined]
    return wagtail_serve(request, path)
