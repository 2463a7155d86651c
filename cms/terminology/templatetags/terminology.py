"""Terms in templates: marked in text, and listed with what they mean."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.terminology.marks import Marker, glossary, term_link

register = template.Library()


@register.simple_tag
def term(term_id: str, text: str = "") -> SafeString | str:
    """A mark of one term; the plain text where there is no such term."""
    entry = glossary().get(get_language() or "", {}).get(term_id)
    return term_link(entry, text or entry.text) if entry else text


@register.filter
def mark_terms(text: str, language: str = "") -> SafeString:
    """A plain text with the first mention of each term marked."""
    return Marker(language or get_language() or "").mark(text)


@register.inclusion_tag("terminology/term_list.html")
def term_list(terms: Iterable[Any], heading: str = "") -> dict[str, Any]:
    """Terms with their meaning, each opened by a tap; `terms` are ids or entries."""
    entries = glossary().get(get_language() or "", {})
    found = [entries.get(each) if isinstance(each, str) else each for each in terms]
    return {
        "entries": sorted((entry for entry in found if entry), key=lambda entry: entry.text.lower()),
        "heading": heading,
    }
