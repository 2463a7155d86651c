"""What a search answers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from search.documents import FACET_FIELDS
from search.domain.best_bets import BestBet
from search.domain.plan import Plan
from search.domain.terms import Named
from search.registry import FactValue

PAGE_SIZE = 10
MAX_PAGE = 50
FACETS = FACET_FIELDS


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asked: words, language, filters, page."""

    text: str
    language: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about what a card names: a label, and texts whose language is told where it is not the reader's."""

    label: str
    values: Sequence[FactValue]


@dataclass(frozen=True, slots=True)
class Related:
    """Something that belongs to what a card names; `heading` is the section behind a deep link."""

    family_id: str
    kind: str
    language: str
    title: str
    heading: str
    url: str
    summary: str = ""
    annotations: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """The one thing that the query names, with what it is made of and where it is taught."""

    family_id: str
    kind: str
    language: str
    title: str
    url: str
    summary: str
    label: str
    facts: Sequence[Fact] = ()
    parts: Sequence[Related] = ()
    lessons: Sequence[Related] = ()
    annotations: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Another part of a result that holds the words, too; `heading_html` and `extract` are safe HTML."""

    heading: str
    heading_html: str
    url: str
    extract: str


@dataclass(frozen=True, slots=True)
class Result:
    """One family on the page; `title_html` and `highlights` are safe HTML."""

    family_id: str
    kind: str
    language: str
    title: str
    title_html: str
    heading_path: tuple[str, ...]
    url: str
    highlights: tuple[str, ...]
    score: float
    annotations: tuple[Mapping[str, Any], ...] = ()
    parts: tuple[Part, ...] = ()
    parent: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a page or the API shows, and the plans for those who want to know why.

    `only_near`: no first result has most of the words; `nearest`: nor does a card or an editor's choice answer.
    """

    query: Query
    engine: str
    degraded: bool
    count: int
    answer: Card | None
    results: Sequence[Result]
    facets: Mapping[str, Sequence[FacetValue]]
    suggestion: str | None
    plans: Sequence[Plan] = ()
    named: Sequence[Named] = ()
    malformed: bool = False
    complete: bool = True
    bets: Sequence[BestBet] = ()
    parents: Mapping[str, Related] = field(default_factory=dict)
    nearest: bool = False
    only_near: bool = False
    reached: int | None = None

    @property
    def pages(self) -> int:
        """As many as were found fill; where the window of hits ends before the count does, those that it fills."""
        reached = self.count if self.reached is None else self.reached
        last = reached if reached <= self.query.page * PAGE_SIZE else self.count
        return min(MAX_PAGE, -(-last // PAGE_SIZE))

    @property
    def notice(self) -> str | None:
        """What the reader should know of how this came about; the same on the page and in the API."""
        if not self.degraded:
            return None
        if self.engine:
            return gettext(
                "Our reserve search is answering at the moment: the results are complete, but a little simpler than"
                " usual."
            )
        return gettext(
            "Search is not complete at the moment. Some results may be missing; please try again in a few minutes."
        )
