"""The one file that says what a match is worth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("weights.json")
_STOPWORDS = Path(__file__).with_name("stopwords.json")
_EVERYDAY = Path(__file__).with_name("everyday.json")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How important a word is by the share of documents that hold it; what share must be covered, and what is most."""

    share: float
    most: float
    unknown: int
    rare: int
    known: int
    common: int
    rare_below: float
    common_above: float
    worth: tuple[float, ...]

    def score(self, importance: int) -> float:
        """What a match is worth by its word's importance: a word that is everywhere says little anywhere."""
        return self.worth[min(importance, len(self.worth)) - 1]

    def importance(self, frequency: int, documents: int) -> int:
        if not frequency or not documents:
            return self.unknown
        ratio = frequency / documents
        if ratio < self.rare_below:
            return self.rare
        return self.common if ratio > self.common_above else self.known


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a recognised name is worth to the family itself and to those around it."""

    words: str
    family: float
    ancestor: float
    child: float
    related: float
    beside_words: float = 1.0


@dataclass(frozen=True, slots=True)
class Fusion:
    """Reciprocal rank fusion: how flat, and how much each language counts."""

    k: int
    reader: float
    other: float


@dataclass(frozen=True, slots=True)
class Weights:
    fields: dict[str, float]
    tie_breaker: float
    coordination: float
    synonym: float
    everyday: float
    spelling: float
    phrase: float
    neighbours: float
    form: float
    coverage: Coverage
    recognised: dict[str, Recognised]
    answer_anywhere: tuple[str, ...]
    answer_kinds: tuple[str, ...]
    fusion: Fusion

    def of(self, kind: str) -> Recognised:
        return self.recognised.get(kind, self.recognised["other"])


def read_weights(text: str) -> Weights:
    data: dict[str, Any] = json.loads(text)
    return Weights(
        **data
        | {
            "coverage": Coverage(**data["coverage"] | {"worth": tuple(map(float, data["coverage"]["worth"]))}),
            "fields": {name: float(weight) for name, weight in data["fields"].items()},
            "recognised": {kind: Recognised(**entry) for kind, entry in data["recognised"].items()},
            "answer_anywhere": tuple(data["answer_anywhere"]),
            "tie_breaker": float(data["tie_breaker"]),
            "coordination": float(data["coordination"]),
            "answer_kinds": tuple(data["answer_kinds"]),
            "fusion": Fusion(**data["fusion"]),
        }
    )


_tried: ContextVar[Weights | None] = ContextVar("tried weights", default=None)


def weights() -> Weights:
    return _tried.get() or _shipped()


@contextmanager
def trying(other: Weights) -> Iterator[None]:
    """Other weights for what runs within, and for nobody else."""
    token = _tried.set(other)
    try:
        yield
    finally:
        _tried.reset(token)


@lru_cache(maxsize=1)
def _shipped() -> Weights:
    return read_weights(FILE.read_text())


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Words of either language that say nothing by themselves, folded."""
    lists: dict[str, list[str]] = json.loads(_STOPWORDS.read_text())
    return frozenset(word for words in lists.values() for word in words)


@lru_cache(maxsize=1)
def everyday_words() -> list[list[str]]:
    """What people say for the words of official texts, in both languages: groups that mean about the same."""
    groups: list[list[str]] = json.loads(_EVERYDAY.read_text())
    return groups


def says_something(word: str) -> bool:
    """Neither a small word nor a lone letter."""
    return word not in stopwords() and (len(word) > 1 or word.isdigit())
