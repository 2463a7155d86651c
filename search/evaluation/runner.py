"""Runs judgments against an engine and says how good it is, per language and stratum, and against a baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from search.domain.metrics import CUT, ndcg, reciprocal_rank, success
from search.evaluation.judgments import NO_ANSWER, Judgment
from search.services.results import Query
from search.services.search import rank, search

TOLERANCE = 0.01
METRICS = ("ndcg@10", "mrr", "success@1")


@dataclass(frozen=True, slots=True)
class Score:
    """One query's marks and what came first."""

    judgment: Judgment
    marks: Mapping[str, float]
    top: Sequence[str]
    zero: bool


def evaluate(judgments: Iterable[Judgment], engine: str = "embedded") -> list[Score]:
    return [_no_answer(judgment, engine) if not judgment.grades else _score(judgment, engine) for judgment in judgments]


def report(scores: Sequence[Score], engine: str) -> dict[str, Any]:
    """The figures as plain data, for people and programs."""
    held_out = [score for score in scores if score.judgment.is_held_out]
    return {
        "engine": engine,
        "languages": _summaries(scores, lambda score: score.judgment.language),
        "strata": _summaries(scores, lambda score: score.judgment.stratum, unanswerable=True),
        "held_out": _summaries(held_out, lambda _score: "all").get("all", {}),
        "queries": [
            {"id": score.judgment.id, "ndcg@10": round(score.marks["ndcg@10"], 4), "top": list(score.top[:CUT])}
            for score in scores
        ],
    }


def regressions(now: Mapping[str, Any], baseline: Mapping[str, Any]) -> list[str]:
    """Where a language or stratum falls below the recorded figures."""
    found = []
    for part in ("languages", "strata"):
        for name, marks in baseline[part].items():
            for metric in METRICS:
                if metric in marks and now[part].get(name, {}).get(metric, 0.0) < marks[metric] - TOLERANCE:
                    found.append(f"{name}: {metric} {now[part].get(name, {}).get(metric, 0.0)}, was {marks[metric]}")
    return found


def changes(now: Mapping[str, Any], baseline: Mapping[str, Any]) -> list[str]:
    """Every query whose mark is no longer what was recorded, worst loss first."""
    before = {query["id"]: query["ndcg@10"] for query in baseline["queries"]}
    moved = [
        (query["ndcg@10"] - before[query["id"]], query["id"])
        for query in now["queries"]
        if query["id"] in before and query["ndcg@10"] != before[query["id"]]
    ]
    return [f"{name}: {difference:+.4f}" for difference, name in sorted(moved)]


def _score(judgment: Judgment, engine: str) -> Score:
    """Hits of a kind that the judgments do not name are passed over: nobody has judged them."""
    ranking = rank(Query(judgment.query, judgment.language, engine=engine))
    judged = [family for family in ranking if family.partition(":")[0] in judgment.kinds]
    marks = {
        "ndcg@10": ndcg(judged, judgment.grades),
        "mrr": reciprocal_rank(judged, judgment.grades),
        "success@1": success(judged, judgment.grades),
    }
    return Score(judgment, marks, judged, not ranking)


def _no_answer(judgment: Judgment, engine: str) -> Score:
    """Right when nothing is shown, or only under a labelled suggestion."""
    answer = search(Query(judgment.query, judgment.language, engine=engine))
    right = float(answer.count == 0 or (answer.suggestion is not None and answer.answer is None))
    return Score(judgment, dict.fromkeys(METRICS, right), [result.family_id for result in answer.results], False)


def _summaries(
    scores: Sequence[Score], key: Callable[[Score], str], *, unanswerable: bool = False
) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        if unanswerable or score.judgment.stratum != NO_ANSWER:
            groups[key(score)].append(score)
    return {name: _summary(group) for name, group in sorted(groups.items())}


def _summary(scores: Sequence[Score]) -> dict[str, Any]:
    means = {metric: round(fmean(score.marks[metric] for score in scores), 4) for metric in METRICS}
    zero = round(fmean(score.zero for score in scores), 4)
    return {**means, "zero_results": zero, "queries": len(scores)}
