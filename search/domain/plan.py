"""A query as plain data: what a document may match, what it must match, and what each match is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Origin = Literal["word", "phrase", "synonym", "spelling"]


@dataclass(frozen=True, slots=True)
class Match:
    """One way of satisfying a clause: words in a row, as stems or (when exact) as they stand.

    `written` holds the folded words before stemming, for engines that stem by themselves; `fields` are its own
    where ways of one clause differ in them.
    """

    words: tuple[str, ...]
    boost: float = 1.0
    origin: Origin = "word"
    exact: bool = False
    written: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Documents known by an identifier rather than by their words: `field` is one of `values`."""

    field: str
    values: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A thing asked for. `importance` says how much it counts towards the plan's coverage."""

    name: str
    matches: tuple[Match, ...] = ()
    identities: tuple[Identity, ...] = ()
    occur: Literal["should", "must", "not"] = "should"
    importance: int = 1
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an engine needs to answer in one language.

    `coordination` is what meeting a clause at all is worth, for each point of its importance.
    """

    language: str
    clauses: tuple[Clause, ...] = ()
    bonuses: tuple[Clause, ...] = ()
    coverage: int = 0
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    tie_breaker: float = 0.0
    coordination: float = 0.0
    limit: int = 100

    @property
    def is_empty(self) -> bool:
        """Nothing is asked for, not even by filter; an exclusion asks for nothing."""
        return not (self.filters or any(clause.occur != "not" for clause in self.clauses))

    @property
    def refused(self) -> Plan | None:
        """What the words exclude among all that the filters let through; asked for its families only."""
        clauses = tuple(replace(clause, occur="should") for clause in self.clauses if clause.occur == "not")
        return replace(self, clauses=clauses, bonuses=(), coverage=1, facets=(), limit=1) if clauses else None
