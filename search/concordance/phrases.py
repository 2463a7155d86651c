"""A phrase in running text: exactly as written or in any inflection, whatever its case and accents. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.domain.stemming import stem
from search.domain.text import Token, tokens

Form = tuple[str, ...]
MAX_SHOWN = 480
MAX_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text and the form that was looked for."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class Analysed:
    """The words of a text with their folded form and stem."""

    tokens: tuple[Token, ...]
    folded: Form
    stems: Form

    def forms(self, exact: bool) -> Form:
        return self.folded if exact else self.stems


@lru_cache(maxsize=4096)
def analysed(text: str, language: str) -> Analysed:
    """The words of a text; the same sentences are asked about again and again."""
    found = tuple(tokens(text))
    folded = tuple(token.folded for token in found)
    return Analysed(found, folded, tuple(stem(word, language) for word in folded))


def form_of(text: str, language: str, exact: bool = False) -> Form:
    """What to look for when this is asked for."""
    return analysed(text, language).forms(exact)


def occurrences(text: str, language: str, wanted: Iterable[Form], exact: bool = False) -> list[Found]:
    """Every place where one of the forms stands, the longest one first, without overlap."""
    found = analysed(text, language)
    return [
        Found(found.tokens[at].start, found.tokens[at + len(form) - 1].end, form)
        for at, form in places(found.forms(exact), wanted)
    ]


def places(words: Form, wanted: Iterable[Form]) -> list[tuple[int, Form]]:
    """At which word which of the forms begins."""
    by_first: dict[str, list[Form]] = {}
    for form in sorted(set(filter(None, wanted)), key=len, reverse=True):
        by_first.setdefault(form[0], []).append(form)
    hits: list[tuple[int, Form]] = []
    at = 0
    while at < len(words):
        longest = next((form for form in by_first.get(words[at], ()) if words[at : at + len(form)] == form), None)
        if longest:
            hits.append((at, longest))
        at += len(longest) if longest else 1
    return hits


def scattered(text: str, language: str, wanted: Iterable[Form]) -> list[Found]:
    """The first place of a form of several words with a few others in between: "quema de desechos a cielo abierto"."""
    found = analysed(text, language)
    for form in sorted((each for each in set(wanted) if len(each) > 1), key=lambda each: (-len(each), each)):
        for at, word in enumerate(found.stems):
            end = _end_of(found.stems, at, form) if word == form[0] else None
            if end is not None:
                return [Found(found.tokens[at].start, found.tokens[end].end, form)]
    return []


def _end_of(words: Form, at: int, form: Form) -> int | None:
    """Where the last word of a form stands when all follow in order with at most `MAX_BETWEEN` others."""
    left, place = MAX_BETWEEN, at
    for word in form[1:]:
        place += 1
        while place < len(words) and words[place] != word and left:
            left, place = left - 1, place + 1
        if place >= len(words) or words[place] != word:
            return None
    return place


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a shown text; `mark` says what it is: nothing, the phrase, or how sure the rendering."""

    text: str
    mark: str = ""


def pieces(text: str, marks: Mapping[tuple[int, int], str]) -> list[Piece]:
    """The text cut at the marked stretches; a long one is cut down to the surroundings of the first."""
    spans = sorted(marks)
    start, end = _shown(text, spans[0] if spans else (0, 0))
    found = [Piece("… ")] if start else []
    at = start
    for left, right in spans:
        if at <= left and right <= end:
            found += [Piece(text[at:left]), Piece(text[left:right], marks[left, right])]
            at = right
    found += [Piece(text[at:end]), Piece(" …" if end < len(text) else "")]
    return [piece for piece in found if piece.text]


def _shown(text: str, first: tuple[int, int]) -> tuple[int, int]:
    """As much as may be shown, at words' borders, with the first mark inside."""
    if len(text) <= MAX_SHOWN:
        return 0, len(text)
    start = max(0, min(first[0] - MAX_SHOWN // 3, len(text) - MAX_SHOWN))
    start = text.find(" ", start, first[0]) + 1 or first[0] if start else 0
    end = max(min(start + MAX_SHOWN, len(text)), first[1])
    return start, max(text.rfind(" ", first[1], end), first[1]) if end < len(text) else end


def contains(outer: Sequence[str], inner: Sequence[str]) -> bool:
    """Whether the words of one stand in a row in the other."""
    return any(tuple(outer[at : at + len(inner)]) == tuple(inner) for at in range(len(outer) - len(inner) + 1))
