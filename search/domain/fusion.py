"""Reciprocal rank fusion: one order out of several, by place and not by score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


def fuse(rankings: Sequence[tuple[float, Sequence[str]]], k: int) -> list[tuple[str, float]]:
    """Items with their fused scores, best first; ties keep the order of the heaviest ranking that has them."""
    scores: dict[str, float] = defaultdict(float)
    for weight, items in rankings:
        for rank, item in enumerate(items, start=1):
            scores[item] += weight / (k + rank)
    order = {item: place for place, item in enumerate(scores)}
    return sorted(scores.items(), key=lambda entry: (-round(entry[1], 9), order[entry[0]]))
