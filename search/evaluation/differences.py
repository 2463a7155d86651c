"""Two reports query by query: what a change of weights, of content or of engine does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from search.domain.metrics import CUT
from search.evaluation.judgments import Judgment


@dataclass(frozen=True, slots=True)
class Move:
    """A family that changed its place; no place is 0."""

    family: str
    grade: int
    before: int
    after: int

    def __str__(self) -> str:
        places = f"{self.before or '–'}→{self.after or '–'}"
        return f"{self.family}{f' ({self.grade})' if self.grade else ''} {places}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One query whose mark or first ten changed."""

    id: str
    language: str
    stratum: str
    query: str
    before: float
    after: float
    moves: Sequence[Move]

    @property
    def change(self) -> float:
        return round(self.after - self.before, 4)

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"change": self.change}


def differences(before: Mapping[str, Any], after: Mapping[str, Any], judgments: Iterable[Judgment]) -> list[Difference]:
    """Every query that both reports have and that is not the same in both, the worst loss first."""
    old = {query["id"]: query for query in before["queries"]}
    new = {query["id"]: query for query in after["queries"]}
    found = [
        _difference(judgment, old[judgment.id], new[judgment.id])
        for judgment in judgments
        if judgment.id in old and judgment.id in new and old[judgment.id] != new[judgment.id]
    ]
    return sorted(found, key=lambda item: (item.change, item.id))


def _difference(judgment: Judgment, old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    return Difference(
        judgment.id,
        judgment.language,
        judgment.stratum,
        judgment.query,
        old["ndcg@10"],
        new["ndcg@10"],
        _moves(old["top"][:CUT], new["top"][:CUT], judgment.grades),
    )


def _moves(old: Sequence[str], new: Sequence[str], grades: Mapping[str, int]) -> list[Move]:
    """In the order of the new list, then what has left it."""
    places = {family: place for place, family in enumerate(old, start=1)}
    now = {family: place for place, family in enumerate(new, start=1)}
    return [
        Move(family, grades.get(family, 0), places.get(family, 0), now.get(family, 0))
        for family in dict.fromkeys((*new, *old))
        if places.get(family) != now.get(family)
    ]


def table(found: Sequence[Difference], shown: int = 6) -> list[str]:
    """Lines for people: marks before and after, then who moved, the judged ones first."""
    lines = [f"{'query':48} before  after  change  place before→after, grades in brackets"]
    for item in found:
        moves = sorted(item.moves, key=lambda move: -move.grade)
        more = f" and {len(moves) - shown} more" if len(moves) > shown else ""
        lines.append(
            f"{f'{item.id} {item.language} {item.query}'[:48]:48} {item.before:6.3f} {item.after:6.3f}"
            f" {item.change:+7.3f}  {', '.join(map(str, moves[:shown]))}{more}"
        )
    return lines
