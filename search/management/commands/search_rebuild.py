"""Build the search index anew beside the old one; `--rollback` goes back to the one before."""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backends import UnavailableError, get_backend
from search.indexing.generations import GateClosedError, rebuild, roll_back

# A process of its own gives way to those that answer readers on the same cores.
NICENESS = 10


class Command(BaseCommand):
    help = "Build the search index anew; the old one answers until the new one has passed its checks."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--engine", default="embedded", help="which engine's index")
        parser.add_argument("--rollback", action="store_true", help="go back to the generation before")

    def handle(self, *_args: Any, **options: Any) -> None:
        started = time.monotonic()
        if getattr(self, "_called_from_command_line", False):  # Django's own note, which its types lack
            os.nice(NICENESS)
        try:
            backend = get_backend(options["engine"])
            if options["rollback"]:
                self.stdout.write(f"Generation {roll_back(backend)} answers again.")
                return
            rebuilt = rebuild(backend)
        except GateClosedError as error:
            for problem in error.problems:
                self.stderr.write(problem)
            raise CommandError("The new index is not as it should be; the old one keeps answering.") from error
        except (LookupError, UnavailableError) as error:
            raise CommandError(str(error)) from error
        for name in rebuilt.unreadable:
            self.stderr.write(f"unreadable: {name}; it stays as it was indexed.")
        seconds = time.monotonic() - started
        self.stdout.write(f"{rebuilt.documents} documents in generation {rebuilt.generation}, {seconds:.1f} s.")
