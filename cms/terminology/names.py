"""Finds known names in a text: folded, word by word, the longest one first. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W_]+")
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma"})


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, with their places."""
    return [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def fold(text: str) -> str:
    """Lower case without accents; α is alpha."""
    parts = unicodedata.normalize("NFD", text.lower().translate(_GREEK))
    return "".join(part for part in parts if not unicodedata.combining(part))


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text and the keys it stands for."""

    keys: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Names:
    """An index from names to keys; a name may stand for several."""

    _keys: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _longest: int = 0

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Names:
        made = cls()
        for name, key in pairs:
            made.add(name, key)
        return made

    def add(self, name: str, key: str) -> None:
        parts = tuple(word for word, _start, _end in words(name))
        if parts and key not in self._keys.get(parts, ()):
            self._keys[parts] = (*self._keys.get(parts, ()), key)
            self._longest = max(self._longest, len(parts))

    def find(self, text: str) -> list[Hit]:
        """Every name in a text, without overlap."""
        parts, hits, at = words(text), [], 0
        while at < len(parts):
            hit = self._at(text, parts, at)
            if hit:
                hits.append(hit[0])
            at += hit[1] if hit else 1
        return hits

    def _at(self, text: str, parts: list[tuple[str, int, int]], at: int) -> tuple[Hit, int] | None:
        for length in range(min(self._longest, len(parts) - at), 0, -1):
            keys = self._keys.get(tuple(word for word, _start, _end in parts[at : at + length]))
            if keys:
                start, end = parts[at][1], parts[at + length - 1][2]
                return Hit(keys, start, end, text[start:end]), length
        return None
