"""What search engines are told: every open page with its other languages, and where not to look."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.translation import override
from django.views.decorators.cache import cache_control

from cms.convention.queries import all_chemicals, units
from cms.pages.outline import other_activities
from cms.pages.visible import open_pages
from cms.publishing.urls import full_url, page_path

VIEWS = ["convention:index", "convention:chemicals", "convention:glossary"]


class Place(NamedTuple):
    """One address of the sitemap with the same content in every language."""

    url: str
    changed: datetime | None
    alternates: dict[str, str]


@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    text = render_to_string("pages/sitemap.xml", {"places": [*pages(), *convention()]})
    return HttpResponse(text, content_type="application/xml")


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /api/"]
    for code, _name in settings.LANGUAGES:
        lines += [f"Disallow: /{code}/accounts/", f"Disallow: /{code}/search/"]
    lines += ["", f"Sitemap: {full_url(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def pages() -> Iterator[Place]:
    """Every open page, in one query."""
    # Tests and practices are no reading matter.
    lessons_only = {f"{lookup}__isnull": True for lookup in other_activities()}
    rows = open_pages().filter(**lessons_only).order_by("path")
    fields = ("translation_key", "locale__language_code", "url_path", "last_published_at")
    groups: dict[UUID, dict[str, tuple[str, datetime | None]]] = defaultdict(dict)
    for key, code, url_path, changed in rows.values_list(*fields):
        groups[key][code] = (full_url(page_path(url_path, code)), changed)
    for group in groups.values():
        alternates = {code: url for code, (url, _changed) in group.items()}
        yield from (Place(url, changed, alternates) for url, changed in group.values())


def convention() -> Iterator[Place]:
    """The readable Convention, its chemicals and the glossary, in two queries."""
    language = settings.LANGUAGE_CODE
    with override(language):
        paths = [reverse(name) for name in VIEWS]
    paths += [unit.url for unit in units(language)] + [chemical.url for chemical in all_chemicals(language)]
    for path in paths:
        yield from _in_every_language(path, (code for code, _name in settings.LANGUAGES))


def _in_every_language(path: str, codes: Iterable[str]) -> list[Place]:
    with override(settings.LANGUAGE_CODE):
        alternates = {code: full_url(str(translate_url(path, code))) for code in codes}
    return [Place(url, None, alternates) for url in alternates.values()]
