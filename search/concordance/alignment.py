"""Which sentences of a text stand for which of its translation. Pure; after Gale and Church (1993), simplified.

Long sentences have long translations: the cheapest path pairs 1-1, 2-1, 1-2 or 2-2 sentences, or leaves one out, by
the likelihood of their lengths in characters, once for lines and then for sentences within paired lines. Where a text
is too large for that, the whole stands beside the whole: never a wrong pair, at worst a long one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.concordance.sentences import Span, sentences

# How often translators of the Hansard did what, in costs (-100 log p).
_BEADS = {(1, 1): 12, (1, 0): 462, (0, 1): 462, (2, 1): 242, (1, 2): 242, (2, 2): 451}
_VARIANCE = 6.8
MAX_CELLS = 40_000


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences from..to of one text beside sentences from..to of the other; either side may be empty."""

    left: range
    right: range


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of a text and its counterpart; `sure` where lines and sentences correspond one to one."""

    left: Span
    right: Span
    sure: bool


def beads(left: Sequence[int], right: Sequence[int]) -> list[Bead]:
    """The likeliest pairing of sentences of these lengths, in order; every sentence is in one bead."""
    if not left or not right:
        alone = [Bead(range(at, at + 1), range(0)) for at in range(len(left))]
        return alone + [Bead(range(0), range(at, at + 1)) for at in range(len(right))]
    if len(left) * len(right) > MAX_CELLS:
        return [Bead(range(len(left)), range(len(right)))]
    cost = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for (a, b), rare in _BEADS.items():
                before = cost.get((i - a, j - b))
                if before is None:
                    continue
                price = before + rare + _distance(sum(left[i - a : i]), sum(right[j - b : j]))
                if price < cost.get((i, j), math.inf):
                    cost[i, j], came[i, j] = price, (a, b)
    return _path(came, len(left), len(right))


def _path(came: dict[tuple[int, int], tuple[int, int]], i: int, j: int) -> list[Bead]:
    found = []
    while i or j:
        a, b = came[i, j]
        found.append(Bead(range(i - a, i), range(j - b, j)))
        i, j = i - a, j - b
    return found[::-1]


@lru_cache(maxsize=16384)
def _distance(left: int, right: int) -> float:
    """How unlikely these lengths are for one and the same thing, in the costs of `_BEADS`.

    A character is taken to stand for a character: what a text has longer in all would be hidden by what it lacks.
    """
    if not left or not right:
        return 0.0
    delta = abs(right - left) / math.sqrt((left + right) / 2 * _VARIANCE)
    return -100 * math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12))


@lru_cache(maxsize=2048)
def align(left: str, right: str) -> tuple[Aligned, ...]:
    """The stretches of two texts that stand for each other, in order; a side that has nothing is empty."""
    lines, others = _lines(left), _lines(right)
    if len(lines) == len(others):
        pairs = [(Bead(range(at, at + 1), range(at, at + 1)), True) for at in range(len(lines))]
    else:
        pairs = [(bead, False) for bead in beads(_lengths(lines), _lengths(others))]
    return tuple(
        aligned
        for bead, sure in pairs
        for aligned in _within(left, right, _cover(lines, bead.left), _cover(others, bead.right), sure)
    )


def _within(left: str, right: str, one: Span, other: Span, sure: bool) -> list[Aligned]:
    """Sentences within lines that stand for each other."""
    ours, theirs = _sentences(left, one), _sentences(right, other)
    found = beads(_lengths(ours), _lengths(theirs))
    sure = sure and all(len(bead.left) == len(bead.right) == 1 for bead in found)
    return [Aligned(_cover(ours, bead.left), _cover(theirs, bead.right), sure) for bead in found]


def _lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _sentences(text: str, span: Span) -> list[Span]:
    return [(start + span[0], end + span[0]) for start, end in sentences(text[span[0] : span[1]])]


def _lengths(spans: Sequence[Span]) -> list[int]:
    return [end - start for start, end in spans]


def _cover(spans: Sequence[Span], chosen: range) -> Span:
    """From the first to the last of the chosen spans."""
    return (spans[chosen[0]][0], spans[chosen[-1]][1]) if chosen else (0, 0)
