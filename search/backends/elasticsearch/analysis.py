"""The analysers: the same words and stems as the embedded engine's, made by Elasticsearch itself.

Accents are folded before stemming, so that a query without them finds, and ranks, the same. Nothing here knows a
synonym: the planner adds them at query time, to words and never to a quoted phrase, for every engine alike.
"""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import analyzer, char_filter, token_filter

from search.domain.text import GREEK

# Raise when anything below, or in the mapping, changes what an index holds.
LAYOUT = 4
EXACT = "exact"
ANYWHERE = "anywhere"
_STEMMERS = {"en": "porter2", "es": "spanish"}

_letters = char_filter(
    "letters",
    "mapping",
    mappings=[
        "’ => '",
        "ʼ => '",
        *(f"{form} => {name}" for letter, name in GREEK for form in (letter, letter.upper())),
    ],
)
_possessives = char_filter(
    "possessives", "pattern_replace", pattern=r"(?<=[\p{L}\p{N}])'[sS](?![\p{L}\p{N}'])", replacement=""
)
_marks = char_filter("marks", "pattern_replace", pattern=r"[^\p{L}\p{N}\p{M}]+", replacement=" ")
_CLEANED = [_letters, _possessives, _marks]
# Snowball's Spanish rules expect the accents that folding took away; these endings carry a fixed one.
_accented_endings = [
    token_filter("ion_with_accent", "pattern_replace", pattern="(?<=..)([cs])ion$", replacement="$1ión"),
    token_filter("logia_with_accent", "pattern_replace", pattern="(?<=..)logia(s?)$", replacement="logía$1"),
]


def stemmed(language: str) -> Any:
    """Folded words of a language, reduced to their stems; languages without a stemmer keep the words."""
    filters: list[Any] = ["lowercase", "asciifolding"]
    if language in _STEMMERS:
        filters += _accented_endings if language == "es" else []
        filters += [token_filter(f"stems_{language}", "stemmer", language=_STEMMERS[language]), "asciifolding"]
    return analyzer("stemmed", tokenizer="standard", char_filter=_CLEANED, filter=filters)


def folded() -> Any:
    """Words as they stand, save for case and accents: for quoted phrases."""
    return analyzer("folded", tokenizer="standard", char_filter=_CLEANED, filter=["lowercase", "asciifolding"])
