"""Every route that the site answers, read from the resolver, and an address for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN = "cms/"
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
REGEX_GROUP = re.compile(r"\((?:\?P<(?P<name>\w+)>)?[^()]*\)")
SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "6f0f2a2e-0d7e-4a77-9d0b-1f6d6f0c9a11", "path": "x/"}


@dataclass(frozen=True)
class Route:
    """A pattern without the language's prefix, which every page has, and the view behind it."""

    pattern: str
    view: Any

    @property
    def is_admin(self) -> bool:
        return self.pattern.startswith(ADMIN)

    def path(self, values: Mapping[str, object]) -> str:
        """An address of this route; parameters that `values` does not name get a sample."""

        def parameter(match: re.Match[str]) -> str:
            return str(values.get(match["name"], SAMPLES.get(match["kind"] or "str", "x")))

        plain = PARAMETER.sub(parameter, self.pattern)
        plain = REGEX_GROUP.sub(lambda match: str(values.get(match["name"] or "", "1")), plain)
        return "/" + plain.replace("^", "").replace("$", "").replace("\\", "")


def all_routes() -> list[Route]:
    """The routes in the resolver's order, each pattern once: a later one of the same pattern is never reached."""
    found: dict[str, Route] = {}
    for pattern, view in _walk(get_resolver().url_patterns):
        found.setdefault(pattern, Route(pattern, view))
    return list(found.values())


def _walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            part = "" if type(entry.pattern).__name__ == "LocalePrefixPattern" else str(entry.pattern)
            yield from _walk(entry.url_patterns, prefix + part)
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback
