"""Measure search against judgments: figures for people, JSON for programs, a gate for merges."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.domain.weights import read_weights, trying
from search.evaluation import goals
from search.evaluation.differences import Difference, differences, table
from search.evaluation.judgments import Judgment, JudgmentError, read, shipped
from search.evaluation.markdown import tables
from search.evaluation.runner import METRICS, Score, evaluate, report
from search.services.knowledge import forget, languages

RECORDED = Path("recorded")
PARTS = {"all": (True, False), "tuning": (False,), "held-out": (True,)}


class Command(BaseCommand):
    help = "Print nDCG@10, MRR, success@1 and zero-result rate per language and stratum."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--judgments", type=Path, help="another file of judgments; default: all that ship")
        parser.add_argument("--engine", default="embedded")
        parser.add_argument("--part", choices=PARTS, default="all", help="weights are tuned on the tuning part only")
        parser.add_argument("--json", action="store_true", help="print JSON only")
        parser.add_argument("--queries", action="store_true", help="print a line per query too")
        parser.add_argument("--unjudged", action="store_true", help="list hits among the first five without a grade")
        change = parser.add_mutually_exclusive_group()
        change.add_argument("--weights", type=Path, help="what these weights would change, query by query")
        change.add_argument(
            "--against", type=Path, nargs="?", const=RECORDED, help="what changed since these figures, or the baseline"
        )
        change.add_argument("--compare", nargs=2, metavar="ENGINE", help="two engines, query by query")
        parser.add_argument("--gate", action="store_true", help="exit 1 below the recorded baseline or a goal")
        parser.add_argument("--tables", action="store_true", help="print the recorded figures as tables and stop")
        parser.add_argument("--record", action="store_true", help="record these figures as the engine's baseline")

    def handle(self, *_args: Any, **options: Any) -> None:
        forget()
        try:
            if options["tables"]:
                self._lines(tables([goals.baseline(engine) for engine in goals.ENGINES]))
            else:
                self._measure(options)
        except (JudgmentError, LookupError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _measure(self, options: dict[str, Any]) -> None:
        if options["record"] and not _is_whole(options):
            raise ValueError("A baseline is of all judgments that ship: record without --judgments and --part.")
        judgments = _judgments(options)
        before, scores, figures = self._figures(judgments, options)
        changed = differences(before, figures, _told(judgments, options)) if before else None
        if options["json"]:
            self._print_json(figures, scores, changed, unjudged=options["unjudged"])
        else:
            self._print(figures, before, scores, changed, options)
        if options["record"]:
            goals.record(figures)
        if options["gate"]:
            self._gate(figures, whole=_is_whole(options))

    def _figures(
        self, judgments: Sequence[Judgment], options: dict[str, Any]
    ) -> tuple[Mapping[str, Any] | None, list[Score], dict[str, Any]]:
        """What to compare with, if anything, and what is measured now."""
        engine = options["engine"]
        if options["compare"]:
            first, engine = options["compare"]
            before: Mapping[str, Any] | None = report(evaluate(judgments, first), first)
        elif options["against"]:
            recorded = options["against"] == RECORDED
            before = goals.baseline(engine) if recorded else json.loads(options["against"].read_text())
        else:
            before = report(evaluate(judgments, engine), engine) if options["weights"] else None
        if options["weights"]:
            with trying(read_weights(options["weights"].read_text())):
                scores = evaluate(judgments, engine)
        else:
            scores = evaluate(judgments, engine)
        return before, scores, report(scores, engine)

    def _print_json(
        self, figures: dict[str, Any], scores: Sequence[Score], changed: list[Difference] | None, *, unjudged: bool
    ) -> None:
        more: dict[str, Any] = {}
        if changed is not None:
            more["differences"] = [difference.as_data() for difference in changed]
        if unjudged:
            more["unjudged"] = {score.judgment.id: list(score.unjudged) for score in scores if score.unjudged}
        self.stdout.write(json.dumps(figures | more, ensure_ascii=False, indent=1))

    def _print(
        self,
        figures: dict[str, Any],
        before: Mapping[str, Any] | None,
        scores: Sequence[Score],
        changed: list[Difference] | None,
        options: dict[str, Any],
    ) -> None:
        if options["queries"]:
            self._lines(_line(score) for score in scores)
        if options["unjudged"]:
            self._lines(
                f"{score.judgment.id:6} {score.judgment.language} {score.judgment.query} → {', '.join(score.unjudged)}"
                for score in scores
                if score.unjudged
            )
        if before and changed is not None:
            self._summary(before)
            self._lines(table(changed))
        self._summary(figures)

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _summary(self, figures: Mapping[str, Any]) -> None:
        self.stdout.write(f"{figures['engine']:24} ndcg@10    mrr  success@1  zero  queries")
        groups = [*figures["languages"].items(), *figures["strata"].items()]
        groups += [(f"held out {name}", marks) for name, marks in figures["held_out"].items()]
        for name, marks in groups:
            self.stdout.write(
                f"{name:24} {marks['ndcg@10']:7.3f} {marks['mrr']:6.3f} {marks['success@1']:10.3f}"
                f" {marks['zero_results']:5.2f} {marks['queries']:8}"
            )

    def _gate(self, figures: dict[str, Any], *, whole: bool) -> None:
        """The baseline is that of all judgments that ship; any other choice of queries is held to the goals alone."""
        failed, unasked = goals.missed(figures), goals.unasked(figures)
        if whole:
            failed = [*goals.regressions(figures, goals.baseline(figures["engine"])), *failed, *unasked]
        else:
            self.stderr.write("\n".join(["The baseline is of other queries, so only goals are asked.", *unasked]))
        if failed:
            raise CommandError("Below the recorded baseline or a goal: " + "; ".join(failed))


def _judgments(options: Mapping[str, Any]) -> list[Judgment]:
    every = read(options["judgments"]) if options["judgments"] else shipped()
    for judgment in every:
        if judgment.language not in languages():
            known = ", ".join(languages())
            raise JudgmentError(f"{judgment.id!r} is in {judgment.language!r}; search knows {known}: leave it out.")
    return [judgment for judgment in every if judgment.is_held_out in PARTS[options["part"]]]


def _is_whole(options: Mapping[str, Any]) -> bool:
    return not options["judgments"] and options["part"] == "all"


def _told(judgments: Sequence[Judgment], options: dict[str, Any]) -> Sequence[Judgment]:
    """Whoever tries weights sees what happens to the tuning part, and of the held-out part the means only."""
    if options["weights"] and options["part"] == "all":
        return [judgment for judgment in judgments if not judgment.is_held_out]
    return judgments


def _line(score: Score) -> str:
    marks = " ".join(f"{score.marks[name]:.2f}" for name in METRICS)
    judgment = score.judgment
    return f"{judgment.id:6} {judgment.language} {marks} {judgment.query} → {', '.join(score.top[:5])}"
