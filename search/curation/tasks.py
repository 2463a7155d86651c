"""Background work: forgetting what is old, and trying rules out."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search.curation import effect
from search.curation.models import EffectRun, SearchEvent
from search.curation.retention import KEPT, KEPT_TRIALS

logger = logging.getLogger(__name__)


@task()
def prune_searches() -> int:
    """Forget what is older than is promised to readers, and come back tomorrow while anything is left."""
    forgotten = prune()
    if SearchEvent.objects.exists() or EffectRun.objects.exists():
        order_pruning(timedelta(days=1))
    return forgotten


def prune() -> int:
    """Forget searches and trials that are too old; returns how many."""
    now = timezone.now()
    events = SearchEvent.objects.filter(at__lt=now - KEPT).delete()[0]
    return events + EffectRun.objects.filter(asked_at__lt=now - KEPT_TRIALS).delete()[0]


def order_pruning(wait: timedelta = timedelta(0)) -> None:
    """Have it done, unless it stands in the queue already."""
    waiting = DBTaskResult.objects.filter(task_path=prune_searches.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        prune_searches.using(run_after=timezone.now() + wait).enqueue()


@task()
def try_rule(run_id: int) -> None:
    """Compare all searches with and without a version of a rule; the page that asked reads the row."""
    run = EffectRun.objects.select_related("content_type").filter(pk=run_id, finished_at=None).first()
    if run is None:
        return
    told = time.monotonic()
    EffectRun.objects.filter(pk=run.pk).update(moved_at=timezone.now())

    def progress(done: int, total: int) -> None:
        nonlocal told
        run.total = total
        if time.monotonic() - told > 1:
            told = time.monotonic()
            EffectRun.objects.filter(pk=run.pk).update(done=done, total=total, moved_at=timezone.now())

    try:
        row: Any = run.content_type.get_object_for_this_type(pk=run.object_id)
        run.result = effect.compare(row, draft_of(run, row), progress)
        run.done = run.total
    except Exception as error:
        logger.exception("The trial of a search rule failed")
        run.error = f"{type(error).__name__}: {error}"[:1000]
    run.finished_at = run.moved_at = timezone.now()
    run.save()


def draft_of(run: EffectRun, row: Any) -> Any:
    """The version that was asked about; a rule that was made without versions is its own."""
    revision = row.revisions.filter(pk=run.revision_id).first()
    return revision.as_object() if revision else row
