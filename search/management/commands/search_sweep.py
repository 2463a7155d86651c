"""Apply what is left in the outbox and forget what is long done."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.indexing import outbox
from search.indexing.generations import kept_after


class Command(BaseCommand):
    help = "Apply changes that have not reached the index, and forget applied ones after a day. For cron."

    def handle(self, *_args: Any, **_options: Any) -> None:
        applied = outbox.drain()
        forgotten = outbox.prune(kept_after())
        self.stdout.write(f"{applied} changes applied, {forgotten} forgotten.")
