"""Apply what is left in the outbox and forget what is long done."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.curation.tasks import prune
from search.indexing import outbox


class Command(BaseCommand):
    help = "Apply changes that have not reached the index; forget applied ones and searches of long ago. For cron."

    def handle(self, *_args: Any, **_options: Any) -> None:
        applied = outbox.drain()
        forgotten = outbox.prune()
        self.stdout.write(f"{applied} changes applied, {forgotten} forgotten; {prune()} old searches forgotten.")
