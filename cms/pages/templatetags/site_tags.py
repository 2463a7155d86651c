"""Tags of the site's templates: slots, languages, and what other sites may read of a page."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import RequestContext
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.convention.queries import official_texts, provisions_by_eid
from cms.pages.slots import render_slot
from cms.pages.structured import structured_data
from cms.publishing.mixins import PublishedPage
from cms.publishing.urls import full_url, page_path

register = template.Library()

# What could close the script element or be taken for HTML within it.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str) -> SafeString:
    """What other apps put into this place of the page."""
    return render_slot(name, context["request"], context.get("page"), context.flatten())


@register.simple_tag(takes_context=True)
def language_url(context: RequestContext, code: str) -> str:
    """This very page in another language; the home page of that language where it has none."""
    page = context.get("page")
    if isinstance(page, PublishedPage):
        row = page.rows.get(code)
        return str(row.url) if row is not None and row.live else page_path("", code)
    request = _answered(context)
    return str(translate_url(request.get_full_path(), code)) if request is not None else page_path("", code)


def _answered(context: RequestContext) -> HttpRequest | None:
    """The request, unless this is an error page: without a view, or of an address that is missing in every language."""
    request: HttpRequest | None = context.get("request")
    return request if request is not None and request.resolver_match and not context.get("missing") else None


@register.simple_tag(takes_context=True)
def alternates(context: RequestContext) -> SafeString:
    """Link elements to this page in every language in which it can be read."""
    found = _alternates(context)
    if len(found) < 2:
        return mark_safe("")
    found["x-default"] = found.get(settings.LANGUAGE_CODE, next(iter(found.values())))
    links = [(code, full_url(path)) for code, path in found.items()]
    return format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', links)


def _alternates(context: RequestContext) -> dict[str, str]:
    page = context.get("page")
    codes = [code for code, _name in settings.LANGUAGES]
    if isinstance(page, PublishedPage):
        return {code: page.rows[code].url for code in codes if code in page.rows and page.rows[code].live}
    request = _answered(context)
    if request is None:
        return {}
    return {code: str(translate_url(request.path, code)) for code in codes}


@register.simple_tag(takes_context=True)
def social_card(context: RequestContext, title: str = "", description: str = "") -> SafeString:
    """The meta elements from which other sites make a card of this page."""
    page, request = context.get("page"), context.get("request")
    title = title or getattr(page, "seo_title", "") or getattr(page, "title", "")
    description = description or summary_of(page)
    values = {
        "og:type": "website",
        "og:site_name": settings.WAGTAIL_SITE_NAME,
        "og:title": title,
        "og:description": description,
        "og:url": full_url(request.path) if request else "",
        "og:locale": context.get("LANGUAGE_CODE", ""),
    }
    tags = format_html_join(
        "\n", '<meta property="{}" content="{}">', [(name, value) for name, value in values.items() if value]
    )
    card = format_html('<meta name="twitter:card" content="summary">\n{}', tags)
    return format_html('<meta name="description" content="{}">\n{}', description, card) if description else card


def summary_of(page: Any) -> str:
    """One or two sentences about a page, from the first field that has any."""
    for name in ("search_description", "summary", "lead", "intro"):
        text = getattr(page, name, "")
        if text:
            return str(text)
    return ""


@register.simple_tag(takes_context=True)
def structured(context: RequestContext, data: Mapping[str, Any] | None = None) -> SafeString:
    """The page as schema.org data, or the data given; a block of data, never run as a script."""
    found = data or structured_data(context.get("page"), context.flatten())
    if not found:
        return mark_safe("")
    text = json.dumps({"@context": "https://schema.org", **found}, ensure_ascii=False, default=str)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(JSON_ESCAPES)))  # noqa: S308


@register.filter
def file_size(size: int) -> str:
    """A size in bytes as people read it, in the units of downloads."""
    amount = float(size)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


@register.filter
def clock(seconds: float) -> str:
    """A duration as minutes and seconds."""
    minutes, rest = divmod(round(seconds or 0), 60)
    return f"{minutes}:{rest:02d}"


@register.simple_tag(takes_context=True)
def quoted(context: RequestContext, eid: str) -> dict[str, Any] | None:
    """The official text of a provision where it was imported, otherwise its summary, which says so."""
    language = get_language() or settings.LANGUAGE_CODE
    provisions = context.get("provisions")
    found = (provisions if provisions is not None else provisions_by_eid([eid], language)).get(eid)
    if found is None:
        return None
    texts = context.get("official_texts")
    official = (texts if texts is not None else official_texts([eid], language)).get(eid)
    other = found.language if found.language != language else ""
    if official is not None:
        return {"provision": found, "text": official.text, "official": True, "language": ""}
    return {"provision": found, "text": found.summary or found.heading, "official": False, "language": other}
