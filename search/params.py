"""Reading what a reader asked from a query string, the same way for page and API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.documents import KIND_LABELS
from search.domain.grammar import MAX_LENGTH
from search.domain.text import storable
from search.services.knowledge import languages
from search.services.results import FACETS, MAX_PAGE, Query

MAX_VALUES = 20
MAX_VALUE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a parameter, in the reader's words."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    query: Query
    problems: list[Problem] = field(default_factory=list)


def read(data: QueryDict, language: str) -> Reading:
    """The query as far as it can be read, and everything that could not be."""
    problems: list[Problem] = []
    chosen = data.get("language") or language
    if chosen not in languages():
        problems.append(
            Problem("language", "unknown_language", _("There is no language “%(value)s”.") % _value(chosen))
        )
        chosen = language
    filters = {name: _filter(data.getlist(name)) for name in FACETS}
    for kind in filters["kind"]:
        if kind not in KIND_LABELS:
            problems.append(Problem("kind", "unknown_kind", _("There is no kind “%(value)s”.") % _value(kind)))
    page = _page(data.get("page", "1"), problems)
    return Reading(
        Query(storable(data.get("q", ""))[:MAX_LENGTH], chosen, {k: v for k, v in filters.items() if v}, page), problems
    )


def encode(query: Query, **changes: object) -> str:
    """The query string for the same search with something changed; pages begin at one again."""
    data = QueryDict(mutable=True)
    data["q"] = query.text
    filters: Mapping[str, tuple[str, ...]] = query.filters | changes.pop("filters", {})  # type: ignore[operator]
    for name in FACETS:
        if filters.get(name):
            data.setlist(name, list(filters[name]))
    for name, value in changes.items():
        if value not in (None, 1, ""):
            data[name] = str(value)
    return data.urlencode()


def _filter(values: list[str]) -> tuple[str, ...]:
    clean = (storable(value).strip()[:MAX_VALUE_LENGTH] for value in values[:MAX_VALUES])
    return tuple(dict.fromkeys(value for value in clean if value))


def _page(text: str, problems: list[Problem]) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MAX_PAGE:
        return int(text[:6])
    problems.append(
        Problem(
            "page", "bad_page", _("Pages go from 1 to %(last)s, not “%(value)s”.") % {"last": MAX_PAGE, **_value(text)}
        )
    )
    return 1


def _value(text: str) -> dict[str, str]:
    return {"value": text[:40]}
