"""Stems per language, always taken from the folded word so that accents never change a result."""

from __future__ import annotations

import re
import threading
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


class _Stemmers(threading.local):
    """Snowball's stemmers keep the word they work at, so each thread has its own.

    With one for all, two threads got errors, or each other's stems, which were then remembered.
    """

    def __init__(self) -> None:
        self.by_language: dict[str, Callable[[str], str]] = {}

    def of(self, language: str) -> Callable[[str], str]:
        if language not in self.by_language:
            name = _SNOWBALL.get(language)
            self.by_language[language] = snowballstemmer.stemmer(name).stemWord if name else str
        return self.by_language[language]


_stemmers = _Stemmers()


@lru_cache(maxsize=131072)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; numbers and words of two letters stay as they are."""
    if len(word) < 3 or any(char.isdigit() for char in word):
        return word
    if language == "es":
        for pattern, accented in _ACCENTED_ENDINGS:
            word = pattern.sub(accented, word)
    return fold(_stemmers.of(language)(word))


def stems(text: str, language: str) -> list[str]:
    return [stem(word, language) for word in words(text)]
