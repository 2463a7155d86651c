"""Extracts with the matched words marked, as safe HTML: private markers, then escape, then `<mark>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import islice, takewhile

from search.domain.plan import Plan
from search.domain.stemming import stem
from search.domain.text import tokens

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKERS = re.compile(f"[{_OPEN}{_CLOSE}]")
_SENTENCE_END = re.compile(r"[.;:?!]\s")
LENGTH = 220


@dataclass(frozen=True, slots=True)
class Span:
    """A matched stretch of a text, and which pattern it matched."""

    start: int
    end: int
    pattern: tuple[str, ...]


Row = tuple[str, ...]


class Sought:
    """What a plan looks for in texts of its language, excluded things apart: rows of stems, and of words as they stand.

    Made once for all texts of an answer.
    """

    def __init__(self, plan: Plan) -> None:
        wanted = [match for clause in plan.clauses if clause.occur != "not" for match in clause.matches]
        self.language = plan.language
        self.stems = frozenset(match.words for match in wanted if not match.exact)
        self.words = frozenset(match.words for match in wanted if match.exact)
        self.longest_of_stems = _longest(self.stems)
        self.longest_of_words = _longest(self.words)


def _longest(rows: Iterable[Row]) -> dict[str, int]:
    """How many words the longest row has that begins with a word; most words of a text begin none."""
    found: dict[str, int] = {}
    for row in rows:
        if row:
            found[row[0]] = max(found.get(row[0], 0), len(row))
    return found


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of a text: where each begins and ends, its stem, and how it reads folded."""

    starts: Sequence[int]
    ends: Sequence[int]
    stems: Row
    words: Row


@lru_cache(maxsize=4096)
def analysed(text: str, language: str) -> Analysis:
    """The same few texts are shown again and again."""
    found = list(tokens(text))
    words = tuple([token.folded for token in found])
    stems = tuple([stem(word, language) for word in words])
    return Analysis([token.start for token in found], [token.end for token in found], stems, words)


def spans(text: str, sought: Sought) -> list[Span]:
    """Matched stretches in order, without overlaps."""
    found = analysed(text, sought.language)
    by_stem, by_word = sought.longest_of_stems, sought.longest_of_words
    first = [
        at
        for at, (stemmed, word) in enumerate(zip(found.stems, found.words, strict=True))
        if stemmed in by_stem or word in by_word
    ]
    result: list[Span] = []
    free = 0
    for at in first:
        length = _matched(found, at, sought) if at >= free else 0
        if length:
            result.append(Span(found.starts[at], found.ends[at + length - 1], found.stems[at : at + length]))
            free = at + length
    return result


def _matched(found: Analysis, at: int, sought: Sought) -> int:
    """How many words from here on are a row that is looked for, the longest one; 0 for none."""
    longest = max(sought.longest_of_stems.get(found.stems[at], 0), sought.longest_of_words.get(found.words[at], 0))
    for length in range(min(longest, len(found.stems) - at), 0, -1):
        if found.stems[at : at + length] in sought.stems or found.words[at : at + length] in sought.words:
            return length
    return 0


def mark(text: str, marked: Iterable[Span]) -> str:
    """The text as HTML, marked stretches inside `<mark>`, everything else escaped."""
    parts: list[str] = []
    at = 0
    for span in marked:
        parts += [_plain(text[at : span.start]), _OPEN, _plain(text[span.start : span.end]), _CLOSE]
        at = span.end
    parts.append(_plain(text[at:]))
    return escape("".join(parts)).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")


def extract(text: str, sought: Sought, length: int = LENGTH) -> str:
    """The stretch of text with the most different matches, marked; empty when nothing matches."""
    matched = spans(text, sought)
    if not matched:
        return ""
    varieties = [_variety(matched, at, length) for at in range(len(matched))]
    first = matched[varieties.index(max(varieties))]
    start, end = _window(text, first.start, length)
    inside = [
        Span(span.start - start, span.end - start, span.pattern)
        for span in matched
        if span.start >= start and span.end <= end
    ]
    return ("… " if start else "") + mark(text[start:end].rstrip(), inside) + (" …" if end < len(text) else "")


def _variety(matched: Sequence[Span], first: int, length: int) -> int:
    """How many different things match within a length from a match on."""
    end = matched[first].start + length
    return len({span.pattern for span in takewhile(lambda span: span.end <= end, islice(matched, first, None))})


def _window(text: str, at: int, length: int) -> tuple[int, int]:
    """A stretch around a place that begins at a sentence, or at least at a word."""
    earliest = max(0, at - length // 3)
    start = earliest
    ends = [match.end() for match in _SENTENCE_END.finditer(text, earliest, at)]
    if ends:
        start = ends[-1]
    elif earliest:
        start = text.find(" ", earliest, at) + 1 or at
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), at + 1)
        while end < len(text) and not text[end].isspace():
            end += 1
    return start, end


def _plain(text: str) -> str:
    return _MARKERS.sub("", text)
