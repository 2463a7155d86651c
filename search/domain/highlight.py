"""Extracts with the matched words marked, as safe HTML: private markers, then escape, then `<mark>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from search.domain.plan import Plan
from search.domain.stemming import stem
from search.domain.text import Token, tokens

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


def patterns(plan: Plan) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """What to mark: stemmed and literal sequences of everything that is not excluded."""
    wanted = [match for clause in plan.clauses if clause.occur != "not" for match in clause.matches]
    return {m.words for m in wanted if not m.exact}, {m.words for m in wanted if m.exact}


def spans(text: str, plan: Plan) -> list[Span]:
    """Matched stretches in order, without overlaps."""
    stemmed, literal = patterns(plan)
    found, forms = analysed(text, plan.language)
    by_stem, by_word = _longest(stemmed), _longest(literal)
    result: list[Span] = []
    at = 0
    while at < len(found):
        step = 1
        longest = max(by_stem.get(forms[at][0], 0), by_word.get(forms[at][1], 0))
        for length in range(min(longest, len(found) - at), 0, -1):
            window = forms[at : at + length]
            as_stems, as_words = tuple(f[0] for f in window), tuple(f[1] for f in window)
            if as_stems in stemmed or as_words in literal:
                result.append(Span(found[at].start, _end(found, at, length), as_stems))
                step = length
                break
        at += step
    return result


def _longest(sequences: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """How many words the longest sequence has that begins with a word; most words of a text begin none."""
    found: dict[str, int] = {}
    for sequence in sequences:
        if sequence:
            found[sequence[0]] = max(found.get(sequence[0], 0), len(sequence))
    return found


@lru_cache(maxsize=1024)
def analysed(text: str, language: str) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...]]:
    """The words of a text with their stems; the same few texts are shown again and again."""
    found = tuple(tokens(text))
    return found, tuple((stem(token.folded, language), token.folded) for token in found)


def _end(found: Sequence[Token], at: int, length: int) -> int:
    return found[at + length - 1].end


def mark(text: str, marked: Iterable[Span]) -> str:
    """The text as HTML, marked stretches inside `<mark>`, everything else escaped."""
    parts: list[str] = []
    at = 0
    for span in marked:
        parts += [_plain(text[at : span.start]), _OPEN, _plain(text[span.start : span.end]), _CLOSE]
        at = span.end
    parts.append(_plain(text[at:]))
    return escape("".join(parts)).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")


def extract(text: str, plan: Plan, length: int = LENGTH) -> str:
    """The stretch of text with the most different matches, marked; empty when nothing matches."""
    matched = spans(text, plan)
    if not matched:
        return ""
    first = max(matched, key=lambda span: (_variety(matched, span.start, length), -span.start))
    start, end = _window(text, first.start, length)
    inside = [
        Span(span.start - start, span.end - start, span.pattern)
        for span in matched
        if span.start >= start and span.end <= end
    ]
    return ("… " if start else "") + mark(text[start:end].rstrip(), inside) + (" …" if end < len(text) else "")


def _variety(matched: Sequence[Span], start: int, length: int) -> int:
    return len({span.pattern for span in matched if start <= span.start and span.end <= start + length})


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
