"""Where the page being read stands in each language."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Page

from cms.publishing.locales import locale_by_id


def alternates(request: HttpRequest, page: Page | None) -> dict[str, str]:
    """The path of this place in every language that has it, this one included."""
    if not hasattr(request, "_alternates"):
        found = _of_page(request, page) if page is not None else _of_view(request)
        request._alternates = found  # type: ignore[attr-defined]
    return dict(request._alternates)  # type: ignore[attr-defined]


def language_path(request: HttpRequest, page: Page | None, language: str) -> str:
    """This place in another language with the query kept; that language's home where it does not exist."""
    path = alternates(request, page).get(language, f"/{language}/")
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query and path != f"/{language}/" else path


def _of_view(request: HttpRequest) -> dict[str, str]:
    here = get_language() or settings.LANGUAGE_CODE
    if not request.path.startswith(f"/{here}/"):
        return {}
    paths = {code: urlsplit(translate_url(request.path, code)).path for code, _name in settings.LANGUAGES}
    return {code: path for code, path in paths.items() if code == here or path != request.path}


def _of_page(request: HttpRequest, page: Page) -> dict[str, str]:
    """Slugs are equal in every language, so one query over live rows tells all there is to know."""
    if not page.pk or getattr(request, "is_preview", False):
        return _of_view(request)
    rows = Page.objects.filter(translation_key=page.translation_key, live=True).values_list("locale_id", flat=True)
    locales = [locale for pk in rows if (locale := locale_by_id(pk)) is not None]
    _language, _slash, rest = request.path.lstrip("/").partition("/")
    return {locale.language_code: f"/{locale.language_code}/{rest}" for locale in locales}
