"""What a version of a rule would change: every judged and every recent query, with it and without, nothing written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from search import registry
from search.curation.models import BestBet, SearchEvent, SynonymRule
from search.curation.redaction import is_redacted
from search.curation.retention import COPIED
from search.domain import best_bets
from search.domain.synonyms import Group
from search.evaluation.judgments import Judgment, shipped
from search.evaluation.runner import METRICS, Score, evaluate, report
from search.registry import Curation
from search.services.curated import trying
from search.services.results import Query
from search.services.search import rank, understand

LOGGED = 500
TOP = 3
# Longer than this nobody waits; what was not reached by then is said.
MAX_SECONDS = 120.0
Json = dict[str, Any]
Rule = SynonymRule | BestBet
Progress = Callable[[int], None]


@dataclass
class Trial:
    """Rules as they would be live, given to search for this thread alone."""

    mark: str
    rules: Sequence[Rule]
    name: str = "editors"

    def stamp(self) -> object:
        return self.mark

    def synonyms(self, language: str) -> Iterable[Group]:
        return [rule.group for rule in self.rules if isinstance(rule, SynonymRule) and language in rule.languages]

    def best_bets(self, language: str) -> Iterable[best_bets.BestBet]:
        return [rule.plain for rule in self.rules if isinstance(rule, BestBet) and rule.language == language]


@dataclass
class Comparison:
    """Both sides of a trial, and what was found so far."""

    before: dict[str, Curation]
    after: dict[str, Curation]
    scores: list[tuple[Score, Score]] = field(default_factory=list)
    queries: list[Json] = field(default_factory=list)
    untouched: int = 0
    logged: int = 0

    def judge(self, judgment: Judgment) -> None:
        with trying(self.before):
            (before,) = evaluate([judgment], "")
        if self._is_same(Query(judgment.query, judgment.language)):
            self.scores.append((before, before))
            return
        with trying(self.after):
            (after,) = evaluate([judgment], "")
        self.scores.append((before, after))

    def ask(self, query: Query) -> None:
        self.logged += 1
        if self._is_same(query):
            return
        with trying(self.before):
            before = rank(query)[:TOP]
        with trying(self.after):
            after = rank(query)[:TOP]
        if before != after:
            self.queries.append({"query": query.text, "language": query.language, "before": before, "after": after})

    def _is_same(self, query: Query) -> bool:
        """Where the same is asked of the engine and nothing is pinned, it need not be asked twice."""
        with trying(self.before):
            before = understand(query)
        with trying(self.after):
            after = understand(query)
        same = before.plans == after.plans and before.bets == after.bets
        self.untouched += same
        return same


def versions(row: Rule, draft: Rule) -> tuple[dict[str, Curation], dict[str, Curation]]:
    """What is live without the draft, and with it in the place of its live version.

    A rule that is live and has no newer draft is compared with its own absence.
    """
    others = [rule for rule in _live() if (type(rule), rule.pk) != (type(row), row.pk)]
    was_live = [type(row)._default_manager.get(pk=row.pk)] if row.live and row.has_unpublished_changes else []
    mark = f"{type(row).__name__} {row.pk} {time.monotonic_ns()}"
    before = Trial(f"{mark} before", [*others, *was_live])
    after = Trial(f"{mark} after", [*others, draft])
    return {**registry.curations(), before.name: before}, {**registry.curations(), after.name: after}


def compare(row: Rule, draft: Rule, progress: Progress = lambda _done: None) -> Json:
    """The whole trial as plain data."""
    comparison = Comparison(*versions(row, draft))
    judgments, queries = shipped(), logged_queries(languages_of(draft))
    until = time.monotonic() + MAX_SECONDS
    work: list[Callable[[], None]] = [
        *(lambda judgment=judgment: comparison.judge(judgment) for judgment in judgments),
        *(lambda query=query: comparison.ask(query) for query in queries),
    ]
    for done, step in enumerate(work, start=1):
        if time.monotonic() > until:
            break
        step()
        progress(done)
    return _result(comparison, len(judgments), len(queries))


def total(draft: Rule) -> int:
    return len(shipped()) + len(logged_queries(languages_of(draft)))


def languages_of(draft: Rule) -> list[str]:
    return draft.languages if isinstance(draft, SynonymRule) else [draft.language]


def logged_queries(languages: Sequence[str]) -> list[Query]:
    """The last queries of these languages, each once: none that was made unreadable or would be kept for too long."""
    since = timezone.now() - COPIED
    events = SearchEvent.objects.filter(language__in=languages, at__gte=since).order_by("-at")
    rows = events.values_list("query", "language")[: 2 * LOGGED]
    unique = dict.fromkeys(row for row in rows if not is_redacted(row[0]))
    return [Query(text, language) for text, language in list(unique)[:LOGGED]]


def _live() -> list[Rule]:
    return [*SynonymRule.objects.filter(live=True), *BestBet.objects.filter(live=True)]


def _result(comparison: Comparison, judgments: int, queries: int) -> Json:
    before = report([score for score, _ in comparison.scores], "")
    after = report([score for _, score in comparison.scores], "")
    return {
        "judged": len(comparison.scores),
        "judgments": judgments,
        "logged": comparison.logged,
        "queries": queries,
        "untouched": comparison.untouched,
        "figures": [
            {"part": part, "name": name, "before": marks, "after": after[part][name]}
            for part in ("languages", "strata")
            for name, marks in before[part].items()
        ],
        "changed_judgments": [_moved(*pair) for pair in comparison.scores if list(pair[0].top) != list(pair[1].top)],
        "changed_queries": comparison.queries,
    }


def _moved(before: Score, after: Score) -> Json:
    """A judged query with the places of what answers it, and its marks."""
    judgment = before.judgment
    places = [
        {"family": family, "grade": grade, "before": _place(family, before), "after": _place(family, after)}
        for family, grade in sorted(judgment.grades.items(), key=lambda item: -item[1])
    ]
    return {
        "id": judgment.id,
        "query": judgment.query,
        "language": judgment.language,
        "stratum": judgment.stratum,
        "before": {name: round(before.marks[name], 4) for name in METRICS},
        "after": {name: round(after.marks[name], 4) for name in METRICS},
        "places": [place for place in places if place["before"] or place["after"]],
    }


def _place(family: str, score: Score) -> int | None:
    top = list(score.top)
    return top.index(family) + 1 if family in top else None
