"""Apply what is left in the outbox, forget what is long done, and once a day compare every index with the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.backends import indexed_backends
from search.curation.tasks import prune
from search.indexing import outbox
from search.indexing.audit import audit


class Command(BaseCommand):
    help = "Apply and forget changes, forget old searches; once a day put right what differs. For cron, every hour."

    def handle(self, *_args: Any, **_options: Any) -> None:
        applied = outbox.drain()
        forgotten = outbox.prune()
        self.stdout.write(f"{applied} changes applied, {forgotten} forgotten; {prune()} old searches forgotten.")
        differences = audit(indexed_backends())
        if differences:
            self.stderr.write(f"{differences} differences between database and indices; the log names them.")
