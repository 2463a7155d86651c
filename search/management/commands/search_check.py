"""Compare live objects, the table of documents and the index; exit 1 on any difference."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backends import indexed_backends
from search.indexing.check import differences
from search.models import DocumentRecord


class Command(BaseCommand):
    help = "Print every difference between live objects, search's table and the index; exit 1 if there is any."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = differences(indexed_backends())
        for problem in found:
            self.stdout.write(problem)
        if found:
            raise CommandError(f"{len(found)} differences; search_rebuild repairs them.")
        self.stdout.write(f"{DocumentRecord.objects.count()} documents, no difference.")
