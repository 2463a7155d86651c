"""What a version of a rule would change: every judged and every recent query, with it and without, nothing written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.utils import timezone

from search import registry
from search.backends import indexed_backends
from search.curation.models import BestBet, SearchEvent, SynonymRule
from search.curation.redaction import is_redacted
from search.curation.retention import COPIED
from search.domain import best_bets
from search.domain.synonyms import Group
from search.evaluation.judgments import Judgment, shipped
from search.evaluation.runner import METRICS, Score, evaluate, report
from search.registry import Curation
from search.services.curated import trying
from search.services.knowledge import languages
from search.services.results import Query
from search.services.search import ranked, understand

LOGGED = 500
TOP = 3
# Longer than this nobody waits for an engine; what was not reached by then is said.
MAX_SECONDS = 120.0
Json = dict[str, Any]
Rule = SynonymRule | BestBet
Curations = dict[str, Curation]
Progress = Callable[[int, int], None]


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
    """Both sides of a trial on one engine, and what was found so far.

    An engine that is asked by its name has no reserve, whose answers would look like the rule's doing, and the breaker
    that spares readers a slow engine takes no notice.
    """

    before: Curations
    after: Curations
    engine: str
    scores: list[tuple[Score, Score]] = field(default_factory=list)
    queries: list[Json] = field(default_factory=list)
    untouched: int = 0
    logged: int = 0
    unanswered: int = 0

    def judge(self, judgment: Judgment) -> None:
        with trying(self.before):
            (before,) = evaluate([judgment], self.engine)
        after = before
        if not self._is_same(Query(judgment.query, judgment.language)) and before.answered:
            with trying(self.after):
                (after,) = evaluate([judgment], self.engine)
        if before.answered and after.answered:
            self.scores.append((before, after))
        else:
            self.unanswered += 1

    def ask(self, query: Query) -> None:
        if self._is_same(query):
            self.logged += 1
            return
        query = replace(query, engine=self.engine)
        with trying(self.before):
            before, is_answered = ranked(query)
        with trying(self.after):
            after, is_answered_again = ranked(query)
        if not (is_answered and is_answered_again):
            self.unanswered += 1
            return
        self.logged += 1
        if before[:TOP] != after[:TOP]:
            sides = {"before": before[:TOP], "after": after[:TOP]}
            self.queries.append({"query": query.text, "language": query.language, **sides})

    def _is_same(self, query: Query) -> bool:
        """Where the same is asked of the engine and nothing is pinned, it need not be asked twice."""
        with trying(self.before):
            before = understand(query)
        with trying(self.after):
            after = understand(query)
        same = before.plans == after.plans and before.bets == after.bets
        self.untouched += same
        return same


def versions(row: Rule, draft: Rule) -> tuple[Curations, Curations]:
    """What is live without the draft, and with it in the place of its live version.

    A rule that is live and has no newer draft is compared with its own absence.
    """
    others = [rule for rule in _live() if (type(rule), rule.pk) != (type(row), row.pk)]
    was_live = [type(row)._default_manager.get(pk=row.pk)] if row.live and row.has_unpublished_changes else []
    mark = f"{type(row).__name__} {row.pk} {time.monotonic_ns()}"
    before = Trial(f"{mark} before", [*others, *was_live])
    after = Trial(f"{mark} after", [*others, draft])
    return {**registry.curations(), before.name: before}, {**registry.curations(), after.name: after}


def compare(row: Rule, draft: Rule, progress: Progress = lambda _done, _total: None) -> Json:
    """The whole trial as plain data, on every engine that answers."""
    sides = versions(row, draft)
    judgments, queries = shipped(), logged_queries(languages_of(draft))
    asked, silent = _engines()
    each = len(judgments) + len(queries)
    parts: list[Json] = []
    for engine in asked:
        comparison = Comparison(*sides, engine)
        for done in _steps(comparison, judgments, queries):
            progress(each * len(parts) + done, each * len(asked))
        parts.append(_result(comparison, len(judgments), len(queries)))
    return {"engines": parts, "silent": silent}


def total(draft: Rule) -> int:
    return len(indexed_backends()) * (len(shipped()) + len(logged_queries(languages_of(draft))))


def languages_of(draft: Rule) -> list[str]:
    """Whose searches it may touch: where a language says nothing for a word, the synonyms of the others do."""
    return languages() if isinstance(draft, SynonymRule) else [draft.language]


def logged_queries(languages: Sequence[str]) -> list[Query]:
    """The last queries of these languages, each once: none that was made unreadable or would be kept for too long."""
    since = timezone.now() - COPIED
    events = SearchEvent.objects.filter(language__in=languages, at__gte=since).order_by("-at")
    rows = events.values_list("query", "language")[: 2 * LOGGED]
    unique = dict.fromkeys(row for row in rows if not is_redacted(row[0]))
    return [Query(text, language) for text, language in list(unique)[:LOGGED]]


def _engines() -> tuple[list[str], list[str]]:
    """Those that answer now, the one that answers readers first, and those that do not."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for backend in reversed(indexed_backends()):
        found[backend.health().ok].append(backend.name)
    return found[True], found[False]


def _steps(comparison: Comparison, judgments: Sequence[Judgment], queries: Sequence[Query]) -> Iterator[int]:
    """Goes through all of it as far as the time allows, and says after each query how many that makes."""
    until = time.monotonic() + MAX_SECONDS
    work: list[Callable[[], None]] = [
        *(partial(comparison.judge, judgment) for judgment in judgments),
        *(partial(comparison.ask, query) for query in queries),
    ]
    for done, step in enumerate(work, start=1):
        if time.monotonic() > until:
            return
        step()
        yield done


def _live() -> list[Rule]:
    return [*SynonymRule.objects.filter(live=True), *BestBet.objects.filter(live=True)]


def _result(comparison: Comparison, judgments: int, queries: int) -> Json:
    before = report([score for score, _ in comparison.scores], "")
    after = report([score for _, score in comparison.scores], "")
    return {
        "engine": comparison.engine,
        "judged": len(comparison.scores),
        "judgments": judgments,
        "logged": comparison.logged,
        "queries": queries,
        "untouched": comparison.untouched,
        "unanswered": comparison.unanswered,
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
