"""What belongs to the thing that a query names: its own parts, and the lessons that teach it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import override

from search import registry
from search.backends import Backend, UnavailableError
from search.backends.base import Hit
from search.documents import PUBLIC
from search.domain.plan import Clause, Match, Plan
from search.domain.stemming import stem
from search.domain.text import normalise
from search.domain.weights import weights
from search.registry import FactValue
from search.services.results import Fact

logger = logging.getLogger(__name__)

# The documents that name something among their keys, by the kind of what they name.
FIELDS = {"provision": "provision", "chemical": "chemical", "topic": "topic", "course": "course"}
TEACHING = "lesson"
COURSE = "course"
MAX_PARTS = 12
MAX_LESSONS = 6
MAX_NAMES = 8
# A lesson has many sections, and a course many lessons.
READ = 60
READ_OF_COURSE = 300


def around(backend: Backend, family: str, language: str) -> tuple[list[Hit], list[Hit]]:
    """The parts of a family in their order, and one section of each lesson that names it, the surest first.

    What a course is made of is its lessons.
    """
    if family.startswith(f"{COURSE}:"):
        return [], _whole(_asked(backend, family, [_parts(family, language, READ_OF_COURSE)])[0])[:MAX_LESSONS]
    parts, *lessons = _asked(backend, family, [_parts(family, language), *_lessons(backend, family, language)])
    return list(parts)[:MAX_PARTS], _best_sections(hit for hits in lessons for hit in hits)


def _asked(backend: Backend, family: str, plans: Sequence[Plan]) -> list[Sequence[Hit]]:
    try:
        return [result.hits for result in backend.search_many(plans)]
    except UnavailableError:
        logger.exception("What belongs to %r cannot be told", family)
        return [[] for _ in plans]


def facts(family: str, language: str) -> list[Fact]:
    """What the app that knows a family says of it in a few words; its error costs the facts only."""
    kind, _, key = family.partition(":")
    function = registry.facts().get(kind)
    if function is None:
        return []
    try:
        with override(language):
            return [Fact(str(label), _told(values, language)) for label, values in function(key, language) if values]
    except Exception:
        logger.exception("Facts of %r failed", family)
        return []


def _told(values: Iterable[FactValue], language: str) -> list[FactValue]:
    return [value._replace(language="") if value.language == language else value for value in values]


def _parts(family: str, language: str, limit: int = MAX_PARTS) -> Plan:
    return Plan(language, filters={"parent": (family,), "visibility": (PUBLIC,)}, limit=limit)


def _lessons(backend: Backend, family: str, language: str) -> list[Plan]:
    """Sections that carry the family's key, those that say its name first; where its kind has no keys, only those."""
    kind, _, key = family.partition(":")
    said = tuple(_said(name, language) for name in _names(backend, family, language))
    named = (Clause(family, said),) if said else ()
    filters: dict[str, tuple[str, ...]] = {"kind": (TEACHING,), "visibility": (PUBLIC,)}
    plan = Plan(language, weights=weights().fields, tie_breaker=weights().tie_breaker, limit=READ)
    if kind in FIELDS:
        return [replace(plan, bonuses=named, filters={**filters, FIELDS[kind]: (key, family)})]
    if kind == TEACHING or not named:
        return []
    return [replace(plan, clauses=named, coverage=1, filters=filters)]


def _said(name: str, language: str) -> Match:
    words = name.split()
    return Match(tuple(stem(word, language) for word in words), origin="phrase", written=tuple(words))


def _names(backend: Backend, family: str, language: str) -> list[str]:
    """As which the family is known; the titles of long provisions are said by nobody."""
    identity = f"{family}:{language}"
    try:
        document = backend.documents([identity], language).get(identity)
    except UnavailableError:
        return []
    if document is None:
        return []
    names = dict.fromkeys(normalise(text) for text in document.names or (document.title,))
    return [name for name in names if name][:MAX_NAMES]


def _whole(hits: Sequence[Hit]) -> list[Hit]:
    """The first section of each lesson, which stands for all of it."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.family_id, hit)
    return list(found.values())


def _best_sections(hits: Iterable[Hit]) -> list[Hit]:
    """A section below a heading rather than the lesson as a whole, in the order of the first hit of each lesson."""
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.family_id)
        if known is None or (hit.document.heading_path and not known.document.heading_path):
            best[hit.family_id] = hit
    return list(best.values())[:MAX_LESSONS]


def families(*groups: Sequence[Hit]) -> list[str]:
    return [hit.family_id for hits in groups for hit in hits]
