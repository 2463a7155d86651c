"""Measure search against judgments: figures for people, JSON for programs, a gate for merges."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.evaluation.judgments import JudgmentError, read, shipped
from search.evaluation.runner import Score, changes, evaluate, regressions, report
from search.services.knowledge import forget

BASELINE = Path(__file__).parents[2] / "evaluation" / "baseline.json"


class Command(BaseCommand):
    help = "Print nDCG@10, MRR, success@1 and zero-result rate per language and stratum."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--judgments", type=Path, help="another file of judgments; default: all that ship")
        parser.add_argument("--engine", default="embedded")
        parser.add_argument("--json", action="store_true", help="print JSON only")
        parser.add_argument("--gate", action="store_true", help="exit 1 below the recorded baseline")
        parser.add_argument("--record", action="store_true", help="record these figures as the baseline")
        parser.add_argument("--queries", action="store_true", help="print a line per query too")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            judgments = read(options["judgments"]) if options["judgments"] else shipped()
            forget()
            scores = evaluate(judgments, options["engine"])
        except (JudgmentError, LookupError) as error:
            raise CommandError(str(error)) from error
        figures = report(scores, options["engine"])
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1))
        else:
            self._print(figures, scores if options["queries"] else [])
        if options["record"]:
            BASELINE.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
        if options["gate"]:
            self._gate(figures)

    def _print(self, figures: dict[str, Any], scores: list[Score]) -> None:
        for score in scores:
            judgment = score.judgment
            marks = " ".join(f"{score.marks[name]:.2f}" for name in ("ndcg@10", "mrr", "success@1"))
            self.stdout.write(
                f"{judgment.id:6} {judgment.language} {marks} {judgment.query} → {', '.join(score.top[:5])}"
            )
        self.stdout.write(f"{figures['engine']:24} ndcg@10    mrr  success@1  zero  queries")
        groups = [*figures["languages"].items(), *figures["strata"].items(), ("held out", figures["held_out"])]
        for name, marks in groups:
            if marks:
                self.stdout.write(
                    f"{name:24} {marks['ndcg@10']:7.3f} {marks['mrr']:6.3f} {marks['success@1']:10.3f}"
                    f" {marks['zero_results']:5.2f} {marks['queries']:8}"
                )

    def _gate(self, figures: dict[str, Any]) -> None:
        baseline = json.loads(BASELINE.read_text())
        for change in changes(figures, baseline):
            self.stderr.write(change)
        fallen = regressions(figures, baseline)
        if fallen:
            raise CommandError("Below the recorded baseline: " + "; ".join(fallen))
