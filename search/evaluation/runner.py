"""Runs judgments against an engine and says how good it is, per language and stratum, the held-out part apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from search.domain.metrics import CUT, ndcg, reciprocal_rank, success
from search.evaluation.judgments import Judgment
from search.services.results import Query
from search.services.search import ranked, search

METRICS = ("ndcg@10", "mrr", "success@1")
# An acronym names one thing; beside other words it is part of a topic, which may have several good answers.
ACRONYM, ACRONYM_ALONE = "acronym", "acronym-alone"
UNJUDGED_CUT = 5


@dataclass(frozen=True, slots=True)
class Score:
    """One query's marks, its judged ranking, what of the first hits nobody has judged, and whether it was answered."""

    judgment: Judgment
    marks: Mapping[str, float]
    top: Sequence[str]
    zero: bool
    unjudged: Sequence[str] = ()
    answered: bool = True


def evaluate(judgments: Iterable[Judgment], engine: str = "embedded") -> list[Score]:
    return [_score(judgment, engine) if judgment.has_answer else _no_answer(judgment, engine) for judgment in judgments]


def report(scores: Sequence[Score], engine: str) -> dict[str, Any]:
    """The figures as plain data, for people and programs."""
    held_out = [score for score in scores if score.judgment.is_held_out]
    return {
        "engine": engine,
        "languages": summaries(scores, _language),
        "strata": summaries(scores, _stratum, unanswerable=True),
        "by_language": {
            language: summaries(of_language, _stratum, unanswerable=True) | _alone(of_language)
            for language, of_language in _grouped(scores, _language).items()
        },
        "tuning": _overall([score for score in scores if not score.judgment.is_held_out]),
        "held_out": _overall(held_out) | summaries(held_out, _language) if held_out else {},
        "queries": [
            {"id": score.judgment.id, "ndcg@10": round(score.marks["ndcg@10"], 4), "top": list(score.top[:CUT])}
            for score in scores
        ],
    }


def summaries(
    scores: Sequence[Score], key: Callable[[Score], str], *, unanswerable: bool = False
) -> dict[str, dict[str, Any]]:
    """Means by group; queries without an answer would only blur the means of a language."""
    counted = [score for score in scores if unanswerable or score.judgment.has_answer]
    return {name: _summary(group) for name, group in _grouped(counted, key).items()}


def _score(judgment: Judgment, engine: str) -> Score:
    """Hits of a kind that the judgments do not name are passed over: nobody has judged them."""
    ranking, answered_by = ranked(Query(judgment.query, judgment.language, engine=engine))
    judged = [family for family in ranking if family.partition(":")[0] in judgment.kinds]
    marks = {
        "ndcg@10": ndcg(judged, judgment.grades),
        "mrr": reciprocal_rank(judged, judgment.grades),
        "success@1": success(judged, judgment.grades),
    }
    unjudged = [family for family in ranking[:UNJUDGED_CUT] if family not in judgment.grades]
    return Score(judgment, marks, judged, not ranking, unjudged, bool(answered_by))


def _no_answer(judgment: Judgment, engine: str) -> Score:
    """Right when nothing is shown, or only under the label that nothing has most of the words.

    A suggestion is no label: the hits below it are shown as an answer to the query.
    """
    answer = search(Query(judgment.query, judgment.language, engine=engine))
    right = float(answer.count == 0 or (answer.nearest and answer.answer is None))
    shown = [result.family_id for result in answer.results]
    return Score(judgment, dict.fromkeys(METRICS, right), shown, False, answered=bool(answer.engine))


def _language(score: Score) -> str:
    return score.judgment.language


def _stratum(score: Score) -> str:
    return score.judgment.stratum


def _alone(scores: Sequence[Score]) -> dict[str, dict[str, Any]]:
    named = [score for score in scores if score.judgment.stratum == ACRONYM and " " not in score.judgment.query]
    return {ACRONYM_ALONE: _summary(named)} if named else {}


def _grouped(scores: Iterable[Score], key: Callable[[Score], str]) -> dict[str, list[Score]]:
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        groups[key(score)].append(score)
    return dict(sorted(groups.items()))


def _overall(scores: Sequence[Score]) -> dict[str, Any]:
    return summaries(scores, lambda _score: "all")


def _summary(scores: Sequence[Score]) -> dict[str, Any]:
    means = {metric: round(fmean(score.marks[metric] for score in scores), 4) for metric in METRICS}
    zero = round(fmean(score.zero for score in scores), 4)
    return {**means, "zero_results": zero, "queries": len(scores)}
