"""A unit is an article or annex as a whole: what one page of the readable Convention shows."""

from __future__ import annotations

import re

_SLUG = re.compile(r"(?:article-(\d{1,2})|annex-([a-z]))")


def unit_of(eid: str) -> str:
    """The eId of the article or annex in which a provision stands."""
    return eid.split("__", 1)[0]


def unit_slug(eid: str) -> str:
    """The page of a provision: article-5, annex-a."""
    kind, _, name = unit_of(eid).partition("_")
    return f"article-{name}" if kind == "art" else f"annex-{name}"


def unit_eid(slug: str) -> str:
    """The article or annex of a page; empty when it is not the name of one."""
    match = _SLUG.fullmatch(slug)
    if match is None:
        return ""
    return f"art_{int(match[1])}" if match[1] else f"annex_{match[2]}"
