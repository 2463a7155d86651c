"""Stems per language, always taken from the folded word so that accents never change a result."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import snowballstemmer

from search.domain.text import fold, words

_SNOWBALL = {"en": "english", "es": "spanish"}
# Snowball's Spanish rules expect the accents that folding took away; these endings carry a fixed one.
_ACCENTED_ENDINGS = [
    (re.compile(r"(?<=..)([cs])ion$"), r"\1ión"),
    (re.compile(r"(?<=..)logia(s?)$"), r"logía\1"),
]


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Callable[[str], str]:
    name = _SNOWBALL.get(language)
    if name is None:
        return str
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


@lru_cache(maxsize=131072)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; numbers and words of two letters stay as they are."""
    if len(word) < 3 or any(char.isdigit() for char in word):
        return word
    if language == "es":
        for pattern, accented in _ACCENTED_ENDINGS:
            word = pattern.sub(accented, word)
    return fold(_stemmer(language)(word))


def stems(text: str, language: str) -> list[str]:
    return [stem(word, language) for word in words(text)]
