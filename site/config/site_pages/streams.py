"""Blocks of a text as a stream of the page, with the same ids in every language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import strip_tags
from django.utils.text import slugify

from cms.pages.packages.reading.lesson import Block
from config.site_pages.texts import PageText

# Gets the name of a picture and its alternative text, returns the id of the picture in the text's language.
Picture = Callable[[str, str], int]


def stream_of(text: PageText, anchors: PageText, picture: Picture) -> list[dict[str, Any]]:
    """The stream's raw data; anchors come from the source's headings so that links hold in every language."""
    stream = []
    for number, (block, source) in enumerate(zip(text.blocks, anchors.blocks, strict=True)):
        name, value = _value(block, source, picture, f"{text.slug}/{number}")
        stream.append({"type": name, "id": _id(f"{text.slug}/{number}"), "value": value})
    return stream


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"site-page:{name}"))


def _value(block: Block, source: Block, picture: Picture, name: str) -> tuple[str, Any]:
    match block.kind:
        case "heading":
            anchor = slugify(re.sub(r"^[\d. ]+", "", source.title))
            return "heading", {"text": block.title, "anchor": anchor, "level": str(block.level)}
        case "prose":
            return "rich_text", block.html
        case "table":
            return "table", {"caption": block.note, "rows": [list(row) for row in block.rows]}
        case "key-message":
            return "key_message", {"text": block.html}
        case "steps":
            steps = [
                {"type": "item", "id": _id(f"{name}/{step}"), "value": html} for step, html in enumerate(block.items)
            ]
            return "steps", {"title": block.title, "steps": steps}
        case "figure":
            alt = strip_tags(block.html)
            return "figure", {"image": picture(block.key, alt), "alt": alt, "caption": "", "description": ""}
    raise ValueError(f"{name}: “{block.kind}” is not used in the pages of the site.")
