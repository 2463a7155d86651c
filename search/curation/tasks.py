"""Background work: forgetting what is old, and trying rules out."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search.curation.models import EffectRun, SearchEvent

KEPT = timedelta(days=90)


@task()
def prune_searches() -> int:
    """Forget what is older than is promised to readers, and come back tomorrow while anything is left."""
    forgotten = prune()
    if SearchEvent.objects.exists():
        order_pruning(timedelta(days=1))
    return forgotten


def prune() -> int:
    """Forget searches and trials that are too old; returns how many."""
    too_old = timezone.now() - KEPT
    events = SearchEvent.objects.filter(at__lt=too_old).delete()[0]
    return events + EffectRun.objects.filter(asked_at__lt=too_old).delete()[0]


def order_pruning(wait: timedelta = timedelta(0)) -> None:
    """Have it done, unless it stands in the queue already."""
    waiting = DBTaskResult.objects.filter(task_path=prune_searches.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        prune_searches.using(run_after=timezone.now() + wait).enqueue()
