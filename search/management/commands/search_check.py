"""Compare live objects, the table of documents and every index; exit 1 on any difference; `--repair` first."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backends import UnavailableError, indexed_backends
from search.indexing.check import differences, repair
from search.models import DocumentRecord


class Command(BaseCommand):
    help = "Print every difference between live objects, search's table and the indices; exit 1 if there is any."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="put right what differs, then compare")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["repair"]:
            try:
                repair(indexed_backends())
            except UnavailableError as error:
                raise CommandError(str(error)) from error
        found = differences(indexed_backends())
        for problem in found:
            self.stdout.write(problem)
        if found:
            raise CommandError(f"{len(found)} differences; --repair puts them right, search_rebuild begins anew.")
        self.stdout.write(f"{DocumentRecord.objects.count()} documents, no difference.")
