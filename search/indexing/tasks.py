"""Background work of search, on the queue that has a worker of its own."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from search.indexing import outbox


@task(queue_name="fast")
def apply_outbox() -> int:
    """Bring every pending change into the index; what failed comes back by itself later."""
    applied = outbox.drain()
    wait = outbox.next_retry()
    if wait is not None:
        apply_outbox.using(run_after=timezone.now() + wait).enqueue()
    return applied
