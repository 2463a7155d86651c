"""How good a ranking is against graded judgments."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

CUT = 10


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], cut: int = CUT) -> float:
    """Gain 2^grade - 1, discounted by place, against the best order possible."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:cut])
    return _gain([grades.get(item, 0) for item in ranking[:cut]]) / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """One over the place of the first hit that is at least useful (grade 2), or as good as any can be."""
    useful = min(2, max(grades.values(), default=0))
    for rank, item in enumerate(ranking, start=1):
        if useful and grades.get(item, 0) >= useful:
            return 1 / rank
    return 0.0


def success(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Whether the first hit is one of the best."""
    best = max(grades.values(), default=0)
    return float(bool(ranking) and best > 0 and grades.get(ranking[0], 0) == best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
