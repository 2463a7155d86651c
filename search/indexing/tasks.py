"""Background work of search, on the queue that has a worker of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search.indexing import outbox


@task(queue_name="fast")
def apply_outbox() -> int:
    """Bring every pending change into the index; what failed comes back by itself later."""
    applied = outbox.drain()
    wait = outbox.next_retry()
    if wait is not None and not _is_ordered(timezone.now() + wait):
        apply_outbox.using(run_after=timezone.now() + wait).enqueue()
    return applied


def _is_ordered(moment: datetime) -> bool:
    """Whether a later run, and one that comes soon enough, stands in the queue already."""
    waiting = DBTaskResult.objects.filter(task_path=apply_outbox.module_path, status=TaskResultStatus.READY)
    return bool(waiting.filter(run_after__gt=timezone.now(), run_after__lte=moment + timedelta(seconds=1)).exists())
