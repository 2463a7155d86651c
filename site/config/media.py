"""Serves uploaded files with ranges where no nginx does: in the demo and in tests."""

from __future__ import annotations

from collections.abc import Callable
from wsgiref.headers import Headers

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.base import WhiteNoise
from whitenoise.middleware import WhiteNoiseMiddleware

# Documents are private until Wagtail has checked who asks.
PRIVATE_FOLDER = "documents/"


def as_data(headers: Headers, _path: str, _url: str) -> None:
    """An uploaded file is data, never a page of ours: no script of an SVG runs on this origin."""
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    headers["X-Content-Type-Options"] = "nosniff"


class MediaMiddleware:
    """Answers MEDIA_URL from MEDIA_ROOT; deploy/nginx.conf does the same in production."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.files = WhiteNoise(
            application=None,
            autorefresh=True,
            max_age=86_400,
            mimetypes={".opus": "audio/ogg"},
            add_headers_function=as_data,
        )
        self.files.add_files(str(settings.MEDIA_ROOT), prefix=settings.MEDIA_URL)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(settings.MEDIA_URL) and not path.startswith(settings.MEDIA_URL + PRIVATE_FOLDER):
            found = self.files.find_file(path)
            if found is not None:
                return WhiteNoiseMiddleware.serve(found, request)
        return self.get_response(request)
