"""Where provisions and chemicals stand on the site, in each language."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import override

from cms.convention.units import unit_of, unit_slug


@lru_cache(maxsize=512)
def page_path(name: str, slug: str, language: str) -> str:
    """The path of a page of this app; there are few, and a list of provisions asks for the same ones often."""
    with override(language):
        return reverse(f"convention:{name}", args=[slug])


def provision_path(eid: str, language: str) -> str:
    """The page of a provision's article or annex, at the provision's anchor."""
    page = page_path("unit", unit_slug(eid), language)
    return page if unit_of(eid) == eid else f"{page}#{eid}"


def chemical_path(slug: str, language: str) -> str:
    return page_path("chemical", slug, language)
