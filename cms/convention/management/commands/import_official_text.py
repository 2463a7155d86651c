"""Import authentic words of provisions from a file that the operator supplies."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.convention import official
from cms.convention.queries import known_eids

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Import official texts from a JSON or CSV file with eid, language, text, source and edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only check the file")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path} is not a file.")
        found, refusals = official.read(path)
        known_eids.forget()
        rows, wrong = official.check(found, known_eids(), dict(settings.LANGUAGES)) if not refusals else ([], [])
        if problems := [*refusals, *wrong]:
            shown = [f"{path.name}: {problem}" for problem in problems[:MOST_SHOWN]]
            more = [f"… and {len(problems) - MOST_SHOWN} more"] if len(problems) > MOST_SHOWN else []
            raise CommandError("\n".join(["Nothing was imported:", *shown, *more]))
        if options["dry_run"]:
            self.stdout.write(f"{path.name} is in order: {len(rows)} texts.")
            return
        outcome = official.store(rows)
        self.stdout.write(f"{outcome.created} created, {outcome.updated} updated, {outcome.unchanged} unchanged")
