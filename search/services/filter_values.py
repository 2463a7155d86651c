"""What may be written for a filter: a key, or its label in any language, accents and capitals aside."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache

from search.backends import UnavailableError, embedded
from search.documents import PUBLIC
from search.domain.plan import Plan
from search.domain.text import normalise
from search.services.facets import labels
from search.services.knowledge import languages, lexicon
from search.services.results import FACETS

logger = logging.getLogger(__name__)


def key_of(facet: str, written: str) -> str:
    """What documents are filtered by; a value that nobody knows stays as it was written, and finds nothing."""
    folded = normalise(written)
    return _keys(facet, lexicon().made_at).get(folded, folded.replace(" ", "-"))


def accepted(facet: str, language: str) -> list[str]:
    """The labels of all values that something is found by, in alphabetical order."""
    values = _values(lexicon().made_at).get(facet, ())
    return sorted(labels(facet, values, language).values(), key=normalise)


@lru_cache(maxsize=len(FACETS))
def _keys(facet: str, made_at: float) -> Mapping[str, str]:
    """The key behind each folded text: first the keys themselves, then their labels."""
    values = _values(made_at).get(facet, ())
    keys = {normalise(value): value for value in values}
    for language in languages():
        for value, label in labels(facet, values, language).items():
            keys.setdefault(normalise(label), value)
    return keys


@lru_cache(maxsize=1)
def _values(made_at: float) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG001 - one reading for each lexicon
    """The values of each facet that public documents have, read from the index."""
    found: dict[str, set[str]] = {name: set() for name in FACETS}
    try:
        for language in languages():
            plan = Plan(language, filters={"visibility": (PUBLIC,)}, facets=FACETS, limit=1)
            for name, values in embedded().search(plan).facets.items():
                found[name].update(values)
    except UnavailableError:
        logger.exception("The values of filters cannot be told")
    return {name: tuple(sorted(values)) for name, values in found.items()}
