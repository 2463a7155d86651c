"""Families and facets of all matches, from two values per document: its family, and all that it is counted by together.

Engines give two such values many times faster than they count families within topics within languages, and documents
that are counted by the same things are counted together. (Of 10,000 documents: 4 ms instead of 40.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.documents import FACET_FIELDS, KEY_FIELDS, Document

# Beyond this many matches in one language, numbers are said to be larger.
MAX_COUNTED = 10_000
_FIELDS, _VALUES = "\x1f", "\x1e"


def combination(document: Document) -> str:
    """The values of each facet, in their order."""
    values = (getattr(document, KEY_FIELDS[name]) for name in FACET_FIELDS)
    return _FIELDS.join(value if isinstance(value, str) else _VALUES.join(value) for value in values)


def profile(document: Document) -> str:
    """The family and the combination in one value, for engines that count values."""
    return f"{document.family_id}{_FIELDS}{combination(document)}"


def halves(profile: str) -> tuple[str, str]:
    """The family and the combination of a profile."""
    family, _, found = profile.partition(_FIELDS)
    return family, found


@dataclass(frozen=True, slots=True)
class Counts:
    """All families, for each facet those behind each value, and whether that is all."""

    families: frozenset[str]
    facets: dict[str, dict[str, frozenset[str]]]
    complete: bool

    def with_facet(self, other: Counts) -> Counts:
        """With the facets that were counted under other filters."""
        return Counts(self.families, self.facets | other.facets, self.complete and other.complete)


def count(found: Iterable[tuple[str, str]], names: Sequence[str], *, complete: bool) -> Counts:
    """From the family and the combination of every match, to the families behind each value of the facets `names`."""
    if unknown := set(names).difference(FACET_FIELDS):
        raise ValueError(f"Nothing is counted by {', '.join(sorted(unknown))}.")
    together: defaultdict[str, set[str]] = defaultdict(set)
    for family, combined in found:
        together[combined].add(family)
    members: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for combined, families in together.items():
        for counted in _counted_by(combined):
            members[counted] |= families
    facets: dict[str, dict[str, frozenset[str]]] = {name: {} for name in names}
    for (name, value), families in members.items():
        if name in facets:
            facets[name][value] = frozenset(families)
    return Counts(frozenset().union(*together.values()), facets, complete)


@lru_cache(maxsize=65536)
def _counted_by(combined: str) -> tuple[tuple[str, str], ...]:
    """The facets with their values; the same ones come again with every search."""
    parts = zip(FACET_FIELDS, combined.split(_FIELDS), strict=True)
    return tuple((name, value) for name, values in parts if values for value in values.split(_VALUES))
