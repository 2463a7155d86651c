"""From the outbox into every engine, each at its own pace; what remains, and what may be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, Min, OuterRef
from django.utils import timezone

from search.backends import indexed_backends
from search.backends.base import Backend
from search.indexing import announce
from search.indexing.delivery import Course
from search.models import Delivery, EngineState, OutboxEntry

BATCH = 500
KEPT = timedelta(days=1)


def drain(backends: Sequence[Backend] | None = None, batch: int = BATCH) -> int:
    """Deliver everything that is due, to the engines in turn, so that none waits for another's backlog.

    Returns the number of deliveries made.
    """
    announce.taken()
    courses = [Course(backend, batch) for backend in (indexed_backends() if backends is None else backends)]
    going = courses
    while going:
        going = [course for course in going if course.step()]
    return sum(course.taken for course in courses)


def next_retry() -> timedelta | None:
    """How long until an engine that pauses, or an entry that failed, is due again."""
    names = [backend.name for backend in indexed_backends()]
    entries = Delivery.objects.filter(engine__in=names, done_at=None).aggregate(due=Min("retry_at"))["due"]
    engines = EngineState.objects.filter(engine__in=names).aggregate(due=Min("retry_at"))["due"]
    due = min((moment for moment in (entries, engines) if moment), default=None)
    return max(due - timezone.now(), timedelta(seconds=1)) if due else None


def prune(older_than: timedelta = KEPT) -> int:
    """Forget entries that every engine has taken; those of the last day serve rebuilds that are under way.

    An engine that was never filled keeps nothing: its first rebuild reads the live objects. One that is switched off
    loses its voucher with the entries, so that it is compared whole before it counts again.
    """
    names = [backend.name for backend in indexed_backends()]
    EngineState.objects.exclude(engine__in=names).update(generation="")
    old = OutboxEntry.objects.filter(created_at__lt=timezone.now() - older_than)
    for name in EngineState.objects.filter(engine__in=names).exclude(generation="").values_list("engine", flat=True):
        done = Delivery.objects.filter(entry=OuterRef("pk"), engine=name, done_at__isnull=False)
        old = old.filter(Exists(done))
    return old.delete()[1].get(OutboxEntry._meta.label, 0)
