"""Showing rich text with gaps, and numbers as the reader's language writes them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from course_engine.builtin.items.cloze import GAP
from course_engine.builtin.items.numeric import shown

register = template.Library()


@register.simple_tag
def rich(source: str) -> SafeString:
    """Rich text as an author wrote it in the editor, links resolved."""
    return mark_safe(expand_db_html(source or ""))  # noqa: S308 - cleaned by the editor's feature list


@register.simple_tag
def stem(view: Mapping[str, Any]) -> SafeString:
    """The question; gaps, if it has any, shown as their numbers."""
    numbers = _numbers(view)
    source = GAP.sub(
        lambda found: format_html('<span class="gap">({})</span>', numbers.get(found[1], "…")), _stem(view)
    )
    return rich(source)


@register.simple_tag
def gap_fields(view: Mapping[str, Any], prefix: str, errors: list[str]) -> SafeString:
    """The question with a field in the place of each gap."""
    fields = {}
    for number, gap in enumerate(view["gaps"], start=1):
        context = {
            "gap": gap,
            "number": number,
            "field": f"{prefix}gap-{gap['id']}",
            "prefix": prefix,
            "invalid": bool(errors),
        }
        fields[gap["key"]] = render_to_string("course_engine/items/_gap.html", context).strip()
    # The rich text is expanded before anything a learner wrote comes in.
    return mark_safe(GAP.sub(lambda found: fields.get(found[1], ""), rich(_stem(view))))  # noqa: S308 - both are safe


@register.filter
def localised_number(value: str) -> str:
    """A kept number in the reader's language: "0.5" is "0,5" in Spanish."""
    return shown(value) if value else ""


def _stem(view: Mapping[str, Any]) -> str:
    return str(view.get("stem", ""))


def _numbers(view: Mapping[str, Any]) -> dict[str, int]:
    return {gap["key"]: number for number, gap in enumerate(view.get("gaps", []), start=1)}
