"""What search has to reach, and what it must not lose: every failure as a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from search.evaluation.judgments import NO_ANSWER
from search.evaluation.runner import ACRONYM_ALONE, METRICS

ENGINES = ("embedded", "elasticsearch")
FOLDER = Path(__file__).with_name("baselines")
TOLERANCE = 0.01
NDCG, MRR = 0.85, 0.90
GOALS = {"citation": 1.0, "cas": 1.0, "chemical": 0.98, ACRONYM_ALONE: 0.98, NO_ANSWER: 0.9}
BETWEEN = 0.03
HELD_OUT = 0.05

Report = Mapping[str, Any]
Marks = Mapping[str, float]


def baseline_file(engine: str) -> Path:
    return FOLDER / f"{engine}.json"


def baseline(engine: str) -> Report:
    figures: Report = json.loads(baseline_file(engine).read_text())
    return figures


def record(figures: Report) -> None:
    """One query a line, so that a change of the baseline can be read."""
    rest = {name: value for name, value in figures.items() if name != "queries"}
    queries = ",\n".join(f"  {json.dumps(query, ensure_ascii=False)}" for query in figures["queries"])
    text = json.dumps(rest, ensure_ascii=False, indent=1).removesuffix("\n}")
    baseline_file(figures["engine"]).write_text(f'{text},\n "queries": [\n{queries}\n ]\n}}\n')


def regressions(now: Report, before: Report) -> list[str]:
    """Where a language, a stratum or a stratum of a language falls below the recorded figures."""
    groups = [
        (name, marks, now[part].get(name, {}))
        for part in ("languages", "strata")
        for name, marks in before[part].items()
    ]
    groups += [
        (f"{language} {name}", marks, now["by_language"].get(language, {}).get(name, {}))
        for language, strata in before["by_language"].items()
        for name, marks in strata.items()
    ]
    return [failure for group in groups for failure in _fallen(*group)]


def _fallen(name: str, before: Marks, now: Marks) -> Iterator[str]:
    """Marks may fall by a hundredth; a query that found something may not find nothing."""
    for metric in METRICS:
        if now.get(metric, 0.0) < before[metric] - TOLERANCE:
            yield f"{name}: {metric} {now.get(metric, 0.0)}, was {before[metric]}"
    if now.get("zero_results", 1.0) > before["zero_results"]:
        yield f"{name}: zero_results {now.get('zero_results', 1.0)}, was {before['zero_results']}"


def missed(now: Report) -> list[str]:
    """The goals that one engine's figures do not reach; `unasked` names those that they say nothing about."""
    return [*_languages(now), *_strata(now), *_held_out(now)]


def unasked(now: Report) -> list[str]:
    """The goals about which these judgments say nothing, because they hold no query for them."""
    languages = list(now["languages"])
    sentences = [
        f"{language}: no query has an answer, so nDCG@10 and MRR are not asked."
        for language in now["by_language"]
        if language not in languages
    ]
    if len(languages) == 1:
        sentences.append(f"Only {languages[0]} has queries with an answer, so languages are not compared.")
    sentences += [
        f"{language} {name}: no query, so its goal is not asked."
        for language, strata in now["by_language"].items()
        for name in GOALS
        if name not in strata
    ]
    if not (now["tuning"] and now["held_out"]):
        sentences.append("No query with an answer is on one side of the held-out split, so the two are not compared.")
    return sentences


def apart(reports: Mapping[str, Report]) -> list[str]:
    """Languages in which two engines are not equally good."""
    return [
        f"{language}: nDCG@10 of {one} and {other} differ by {abs(difference):.3f}"
        for one, other in combinations(sorted(reports), 2)
        for language in reports[one]["languages"]
        if abs(difference := _ndcg(reports[one], language) - _ndcg(reports[other], language)) > BETWEEN
    ]


def _languages(now: Report) -> Iterator[str]:
    for language, marks in now["languages"].items():
        if marks["ndcg@10"] < NDCG:
            yield f"{language}: nDCG@10 {marks['ndcg@10']} is under {NDCG}"
        if marks["mrr"] < MRR:
            yield f"{language}: MRR {marks['mrr']} is under {MRR}"
    for one, other in combinations(sorted(now["languages"]), 2):
        difference = abs(_ndcg(now, one) - _ndcg(now, other))
        if difference > BETWEEN:
            yield f"{one} and {other}: nDCG@10 differs by {difference:.3f}"


def _strata(now: Report) -> Iterator[str]:
    for name, least in GOALS.items():
        for language, strata in now["by_language"].items():
            if name in strata and strata[name]["success@1"] < least:
                yield f"{language} {name}: success@1 {strata[name]['success@1']} is under {least}"


def _held_out(now: Report) -> Iterator[str]:
    if now["tuning"] and now["held_out"]:
        difference = abs(now["tuning"]["all"]["ndcg@10"] - now["held_out"]["all"]["ndcg@10"])
        if difference > HELD_OUT:
            yield f"held out: nDCG@10 is {difference:.3f} away from the rest"


def _ndcg(figures: Report, language: str) -> float:
    value: float = figures["languages"][language]["ndcg@10"]
    return value
