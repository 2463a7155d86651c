"""Tags of the shell: slots, the same place in another language, what search engines and social networks read."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from cms.pages.alternates import alternates, language_path
from cms.pages.slots import render_slot

register = template.Library()

DESCRIPTIONS = ("search_description", "summary", "lead", "intro")


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str) -> SafeString:
    """What apps above have registered for this place."""
    return render_slot(name, context["request"], context.get("page"), context.flatten())


@register.simple_tag(takes_context=True)
def language_url(context: template.Context, language: str) -> str:
    """The address of this place in another language."""
    request = context.get("request")
    return language_path(request, _page(context), language) if request else f"/{language}/"


@register.inclusion_tag("components/meta.html", takes_context=True)
def site_meta(context: template.Context) -> dict[str, Any]:
    """Canonical address, other languages and social card."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return {}
    page = _page(context)
    places = alternates(request, page)
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return {
        "canonical": f"{base}{places.get(get_language() or '', request.path)}",
        "alternates": [(code, f"{base}{path}") for code, path in places.items()] if len(places) > 1 else [],
        "title": page.seo_title or page.title if page else "",
        "description": _description(page) if page else "",
        "image": f"{base}{static('img/card.png')}",
    }


def _page(context: template.Context) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) else None


def _description(page: Page) -> str:
    return next((text for name in DESCRIPTIONS if (text := getattr(page, name, ""))), "")
