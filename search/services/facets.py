"""Facets with labels and with the number of families behind each value, in all languages together."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from search import registry
from search.backends.base import Results
from search.documents import kind_label
from search.services.knowledge import lexicon
from search.services.results import FACETS, FacetValue

logger = logging.getLogger(__name__)

MAX_VALUES = 30


def facet_values(
    results: Sequence[Results], filters: Mapping[str, Sequence[str]], language: str
) -> dict[str, list[FacetValue]]:
    """Every facet, most frequent value first; a chosen value is shown even when nothing is left of it."""
    return {name: _values(name, results, filters.get(name, ()), language) for name in FACETS}


def _values(name: str, results: Sequence[Results], chosen: Sequence[str], language: str) -> list[FacetValue]:
    found = [result.facets[name] for result in results if name in result.facets]
    counts = {
        value: len(frozenset[str]().union(*(each[value] for each in found if value in each)))
        for value in dict.fromkeys((*chosen, *(value for each in found for value in each)))
    }
    words = labels(name, list(counts), language)
    values = [FacetValue(value, words[value], number, value in chosen) for value, number in counts.items()]
    values.sort(key=lambda value: (not value.selected, -value.count, value.label))
    return values[:MAX_VALUES]


def labels(name: str, values: Sequence[str], language: str) -> dict[str, str]:
    """Labels from the app that knows them, asked once for each value; else the value itself."""
    known = lexicon().labels
    asked = [value for value in values if (name, language, value) not in known]
    if asked:
        known.update({(name, language, value): label for value, label in _ask(name, asked, language).items()})
    return {value: known[name, language, value] for value in values}


def _ask(name: str, values: Sequence[str], language: str) -> dict[str, str]:
    plain = {value: kind_label(value, language) if name == "kind" else value for value in values}
    function = registry.facet_labels().get(name)
    if function is None:
        return plain
    try:
        found = function(values, language)
    except Exception:
        logger.exception("Labels of facet %r failed", name)
        return plain
    return plain | {value: str(label) for value, label in found.items() if value in plain}
