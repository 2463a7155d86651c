"""From the outbox into every engine, each at its own pace; what remains, and what may be forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, Max, Min, OuterRef
from django.utils import timezone

from search.backends import indexed_backends
from search.backends.base import Backend
from search.backends.embedded.backend import EmbeddedBackend
from search.indexing import announce
from search.indexing.delivery import Course, due
from search.models import Delivery, EngineState, OutboxEntry

BATCH = 500
KEPT = timedelta(days=1)
# What waits for longer waits for a worker that does not run, or for an engine that takes nothing.
LAG = timedelta(minutes=1)


def drain(backends: Sequence[Backend] | None = None, batch: int = BATCH) -> int:
    """Deliver everything that is due, to one engine after the other; returns the number of deliveries made.

    The engine on this machine is the first: it stands in for all others, and waits for none of them.
    """
    announce.taken()
    wanted = indexed_backends() if backends is None else backends
    courses = [Course(backend, batch) for backend in sorted(wanted, key=lambda each: each.name != EmbeddedBackend.name)]
    for course in courses:
        while course.step():
            pass
    return sum(course.taken for course in courses)


def next_retry(engines: Collection[str]) -> timedelta | None:
    """How long until one of these that pauses, or an entry that it did not take, is due again."""
    entries = Delivery.objects.filter(engine__in=engines, done_at=None, retry_at__isnull=False)
    first: dict[str, datetime] = dict(entries.values_list("engine").annotate(Min("retry_at")))
    paused = EngineState.objects.filter(engine__in=engines, retry_at__isnull=False)
    ends = {name: moment for name, moment in paused.values_list("engine", "retry_at") if moment}
    now = timezone.now()
    # While an engine pauses, nothing is due at it, however long ago the time of an entry came.
    due = [ends[name] if ends.get(name, now) > now else first.get(name, now) for name in {*first, *ends}]
    return max(min(due) - now, timedelta(seconds=1)) if due else None


def lagging() -> dict[str, datetime]:
    """The engines that have left a change lying for longer than a worker ever does, and since when."""
    moment = timezone.now() - LAG
    waiting = {
        backend.name: due(backend.name, moment=moment).filter(created_at__lt=moment).aggregate(since=Min("created_at"))
        for backend in indexed_backends()
    }
    return {engine: found["since"] for engine, found in waiting.items() if found["since"]}


def prune(older_than: timedelta = KEPT) -> int:
    """Forget entries that every engine has taken; those of the last day serve rebuilds that are under way.

    The newest stays: a database that is filled from a dump goes on counting from it, and versions never begin again.

    An engine that was never filled keeps nothing: its first rebuild reads the live objects. One that is switched off
    loses its voucher with the entries, so that it is compared whole before it counts again.
    """
    names = [backend.name for backend in indexed_backends()]
    EngineState.objects.exclude(engine__in=names).update(generation="")
    newest = OutboxEntry.objects.aggregate(id=Max("id"))["id"]
    old = OutboxEntry.objects.filter(created_at__lt=timezone.now() - older_than).exclude(id=newest)
    for name in EngineState.objects.filter(engine__in=names).exclude(generation="").values_list("engine", flat=True):
        done = Delivery.objects.filter(entry=OuterRef("pk"), engine=name, done_at__isnull=False)
        old = old.filter(Exists(done))
    return old.delete()[1].get(OutboxEntry._meta.label, 0)
