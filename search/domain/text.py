"""From text to tokens: one way of folding and cutting for documents, queries and highlights alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# A letter may be written with its accent apart.
_LETTERS_IN_A_ROW = r"(?:[^\W_][\u0300-\u036f]*)+"
WORD = re.compile(rf"{_LETTERS_IN_A_ROW}(?:[’']{_LETTERS_IN_A_ROW})*")
_BETWEEN_PARTS = re.compile(r"(?<!\d) | (?!\d)")
MAX_TOKEN = 60
GREEK = (
    ("α", "alpha"),
    ("β", "beta"),
    ("γ", "gamma"),
    ("δ", "delta"),
    ("ε", "epsilon"),
    ("μ", "micro"),
    ("ω", "omega"),
)
_LETTERS = str.maketrans({**dict(GREEK), "ø": "o", "ł": "l", "đ": "d", "’": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, and how it reads without case and accents."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents; compatibility forms (ligatures, subscripts) become plain."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_LETTERS)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, possessives taken off."""
    for match in WORD.finditer(text):
        for part in _parts(match.group()):
            yield Token(part, match.start(), match.end())


def words(text: str) -> list[str]:
    return [part for word in WORD.findall(text) for part in _parts(word)]


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[str, ...]:
    folded = fold(word[:MAX_TOKEN])
    for ending in ("'s", "'"):
        folded = folded.removesuffix(ending)
    return tuple(part for part in folded.split("'") if part)


def normalise(text: str) -> str:
    """The form under which names and codes are compared: folded words with single spaces."""
    return " ".join(words(text))


def compact(text: str) -> str:
    """A name without what may stand between its parts: “UV-328”, “uv 328” and “UV328” are one; figures stay apart."""
    return _BETWEEN_PARTS.sub("", normalise(text))


def storable(text: str) -> str:
    """Without the character that PostgreSQL takes in no text."""
    return text.replace("\x00", "")
