"""Background work of search: each kind of engine has a queue, so that a cluster that hangs keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search.backends import embedded, indexed_backends
from search.backends.base import Backend
from search.indexing import engines, outbox
from search.indexing.delivery import due


@task(queue_name="fast")
def apply_outbox() -> int:
    """Bring every pending change into the index on this machine; what failed comes back by itself later."""
    applied = _apply([embedded()], apply_outbox)
    _look_after_the_others()
    return applied


@task(queue_name="cluster")
def apply_outbox_to_clusters() -> int:
    """The same for every engine elsewhere, which may be slow, far away or out."""
    return _apply(
        [backend for backend in indexed_backends() if backend.name != embedded().name], apply_outbox_to_clusters
    )


def _look_after_the_others() -> None:
    """Where no worker serves an engine elsewhere, readers stay away from what it has missed.

    They come back with a delivery that left nothing to do, so one is ordered: it may have come in between.
    """
    others = [backend for backend in indexed_backends() if backend.name != embedded().name]
    behind = outbox.lagging()
    for backend in others:
        if backend.name in behind:
            engines.keep_readers_away(backend)
            if not _waiting(apply_outbox_to_clusters).exists():
                apply_outbox_to_clusters.enqueue()
        elif due(backend.name).exists():
            _order(apply_outbox, outbox.LAG)


def _apply(backends: Sequence[Backend], again: Any) -> int:
    applied = outbox.drain(backends)
    wait = outbox.next_retry([backend.name for backend in backends])
    if wait is not None:
        _order(again, wait)
    return applied


def _order(again: Any, wait: timedelta) -> None:
    if not _is_ordered(again, timezone.now() + wait):
        again.using(run_after=timezone.now() + wait).enqueue()


def _is_ordered(again: Any, moment: datetime) -> bool:
    """Whether a later run, and one that comes soon enough, stands in the queue already."""
    soon = _waiting(again).filter(run_after__gt=timezone.now(), run_after__lte=moment + timedelta(seconds=1))
    return bool(soon.exists())


def _waiting(order: Any) -> QuerySet[DBTaskResult[..., Any]]:
    return DBTaskResult.objects.filter(task_path=order.module_path, status=TaskResultStatus.READY)
