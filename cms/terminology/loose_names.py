"""Finds names however they are written: in one word or several, with stops, hyphens or nothing between. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from search.domain.text import Token, compact, normalise, tokens
from search.domain.weights import stopwords

# What is shorter may be anything once words are joined or cut.
MIN_LETTERS = 4
MIN_SPELT = 3
_STOP = re.compile(r"\.\s?|-")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class LooseHit:
    """A name found in a text, what it stands for, and how the records write it."""

    keys: tuple[str, ...]
    start: int
    end: int
    text: str
    name: str

    @property
    def is_spelt_out(self) -> bool:
        """Letter by letter: P.C.B."""
        return all(len(token.folded) == 1 for token in tokens(self.text))

    @property
    def written(self) -> str:
        """The name of the records where the text writes another; empty otherwise."""
        return "" if normalise(self.text) == normalise(self.name) else self.name


@dataclass(slots=True)
class _Entry:
    name: str
    keys: dict[str, None] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)


class LooseNames:
    """An index from names to keys; a name may stand for several."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._longest = 0

    def add(self, form: str, key: str, name: str = "") -> None:
        """A form of a name, by default the name itself; of names that differ in their gaps alone the first counts."""
        joined = compact(form)
        if joined:
            entry = self._entries.setdefault(joined, _Entry(name or form))
            entry.keys[key] = None
            entry.forms.add(normalise(form))
            self._longest = max(self._longest, len(joined))

    def add_all(self, names: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """Names, what each stands for, and its other forms, none of which takes the place of a name."""
        every = [(name, key, list(forms)) for name, key, forms in names]
        for name, key, _forms in every:
            self.add(name, key)
        for name, key, forms in every:
            for form in forms:
                self.add(form, key, name)

    def __contains__(self, text: str) -> bool:
        return compact(text) in self._entries

    def find(self, text: str) -> list[LooseHit]:
        """Every name in a text, the longest first, without overlap."""
        words, hits, at = list(tokens(text)), [], 0
        while at < len(words):
            found = self._at(text, words, at)
            if found:
                hits.append(found[0])
            at += found[1] if found else 1
        return hits

    def whole(self, text: str) -> LooseHit | None:
        """The name that is the whole text."""
        words = list(tokens(text))
        found = self._at(text, words, 0) if words else None
        return found[0] if found and found[1] == len(words) else None

    def _at(self, text: str, words: Sequence[Token], at: int) -> tuple[LooseHit, int] | None:
        for length, joined in reversed(list(self._runs(words, at))):
            entry, run = self._entries.get(joined), words[at : at + length]
            if entry and (" ".join(word.folded for word in run) in entry.forms or _is_meant(text, run, joined)):
                start, end = run[0].start, run[-1].end
                return LooseHit(tuple(entry.keys), start, end, text[start:end], entry.name), length
        return None

    def _runs(self, words: Sequence[Token], at: int) -> Iterator[tuple[int, str]]:
        """How many words from here on, and what they are without their gaps."""
        joined = ""
        for length, word in enumerate(words[at:], 1):
            joined += (" " if joined[-1:].isdigit() and word.folded[0].isdigit() else "") + word.folded
            if len(joined) > self._longest:
                return
            yield length, joined


def _is_meant(text: str, run: Sequence[Token], joined: str) -> bool:
    """Whether words that make a name only once they are joined or cut differently are a name nevertheless."""
    if len(run) > 1 and all(len(word.folded) == 1 for word in run):
        gaps = [text[left.end : right.start] for left, right in pairwise(run)]
        return all(map(_STOP.fullmatch, gaps)) or (len(run) >= MIN_SPELT and all(map(_BLANK.fullmatch, gaps)))
    return len(joined) >= MIN_LETTERS and not any(word.folded in stopwords() for word in run)
