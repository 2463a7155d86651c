"""Load the Convention, its chemicals, topics, terms and the region's countries from the data files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.convention import queries
from cms.convention.loading import files
from cms.convention.loading.apply import Loaded, apply
from cms.terminology.loading import glossary
from search.indexing import touch_many

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Load provisions, chemicals, topics, terms and countries; records whose data did not change are left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, default=files.DATA, help="folder with the Convention's files")
        parser.add_argument("--glossary", type=Path, default=glossary.DATA, help="the glossary's file")
        parser.add_argument("--check", action="store_true", help="only check the files")

    def handle(self, *_args: Any, **options: Any) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        found = files.read(options["data"], options["glossary"], languages)
        if found.problems:
            shown = [str(problem) for problem in found.problems[:MOST_SHOWN]]
            more = len(found.problems) - len(shown)
            lines = [*shown, *([f"… and {more} more"] if more > 0 else [])]
            raise CommandError("\n".join(["Nothing was loaded:", *lines]))
        if options["check"]:
            self.stdout.write("The data files are in order.")
            return
        with transaction.atomic():
            loaded = apply(found, languages)
            _index(loaded)
        for name in ("topics", "chemicals", "provisions", "terms"):
            self.stdout.write(f"{name}: {getattr(loaded, name)}")
        self.stdout.write(f"countries: {loaded.countries}")


def _index(loaded: Loaded) -> None:
    """New rows were written in bulk, past the signals that tell search."""
    touch_many("provisions", queries.with_parts(loaded.provisions.touched))
    touch_many("chemicals", loaded.chemicals.touched)
    touch_many("terms", loaded.terms.touched)
