"""Items as HTML. A template of a plugin that fails leaves a sentence in its place."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from course_engine.plugins.containment import fault
from course_engine.presenting import ItemView

logger = logging.getLogger(__name__)


def prefix_of(item: ItemView) -> str:
    return f"q{item.slot}-"


def render_answer(request: HttpRequest, item: ItemView, prefix: str, errors: list[str]) -> SafeString:
    """The answer form of an item."""
    context: dict[str, Any] = {"view": item.public, "prefix": prefix, "errors": errors, "disabled": not item.may_answer}
    return _render(request, item, item.template, context)


def render_result(request: HttpRequest, item: ItemView, prefix: str) -> SafeString:
    """What was answered and what the mode reveals."""
    context: dict[str, Any] = {
        "view": item.public,
        "review": item.review,
        "prefix": prefix,
        "errors": [],
        "disabled": True,
    }
    return _render(request, item, item.result_template, context)


def _render(request: HttpRequest, item: ItemView, template: str, context: dict[str, Any]) -> SafeString:
    if item.reason is not None or item.public is None:
        return _sentence(item.reason or fault())
    try:
        return SafeString(render_to_string(template, context, request=request))
    except Exception:  # a plugin's template is someone else's code
        logger.exception("The template %s failed", template)
        return _sentence(fault())


def _sentence(reason: Any) -> SafeString:
    return format_html('<p class="notice notice--warning">{}</p>', str(reason))
