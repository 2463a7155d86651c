"""One engine takes what is due for it, at its own pace, and what it took is noted for it alone."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from search.backends.base import Backend, BusyError, Change, Delete, RejectedError, UnavailableError, Upsert
from search.indexing import engines
from search.indexing.reconcile import reconcile
from search.indexing.records import record
from search.models import Delivery, OutboxEntry

logger = logging.getLogger(__name__)

RETRY_SECONDS = (2, 10, 60, 300, 1800)
# What a worker may put right by itself; more than this would keep its queue waiting.
MAX_REPAIRS = 2000


class _RebuildingError(Exception):
    """A rebuild is at work and will vouch for what it makes."""


class Course:
    """One engine's way through the outbox, a batch at a time."""

    def __init__(self, backend: Backend, batch: int) -> None:
        self.backend = backend
        self.batch = batch
        self.taken = 0
        self._after = 0
        self._state = engines.state_of(backend.name)

    def step(self) -> bool:
        """Deliver one batch; False when there is nothing more to do for now."""
        if self._state.retry_at and self._state.retry_at > timezone.now():
            return False
        try:
            generation = self.backend.current() if self._after else engines.greet(self.backend)
            if not generation or generation != self._state.generation:
                engines.keep_readers_away(self.backend)
            with self.backend.writing():
                if self._deliver(generation):
                    return True
            if self._vouch():
                return True
        except _RebuildingError:
            pass  # what answers lags behind: readers stay away until the rebuild brings them back
        except (UnavailableError, OSError) as error:
            engines.rest(self.backend, error)
        else:
            engines.recovered(self.backend)
        return False

    def _deliver(self, generation: str) -> bool:
        """Apply one batch and note it, unless another generation has come to answer meanwhile: then once more."""
        entries = list(due(self.backend.name, self._after)[: self.batch])
        if not entries:
            return False
        done = apply(self.backend, entries)
        if self.backend.current() == generation or not generation:
            mark_done(self.backend.name, done)
            self.taken += len(done)
            self._after = entries[-1].id
        return True

    def _vouch(self) -> bool:
        """Compare a generation whole that deliveries do not vouch for: restored, rolled back to, half made.

        True when that left something to deliver.
        """
        generation = self.backend.current()
        if not generation or generation == engines.state_of(self.backend.name).generation:
            return False
        try:
            with self.backend.rebuilding():
                repaired = reconcile(self.backend, MAX_REPAIRS)
        except BusyError as error:
            raise _RebuildingError from error
        engines.vouch(self.backend.name, generation)
        return repaired > 0


def due(engine: str, after: int = 0, moment: datetime | None = None) -> QuerySet[OutboxEntry]:
    """What an engine has neither taken nor refused a moment ago, in order; or what was so at an earlier moment."""
    resting = Q(retry_at__gt=moment or timezone.now())
    settled = Delivery.objects.filter(Q(done_at__isnull=False) | resting, entry=OuterRef("pk"), engine=engine)
    return OutboxEntry.objects.filter(~Exists(settled), id__gt=after).order_by("id")


def apply(backend: Backend, entries: Sequence[OutboxEntry], generation: str = "") -> list[int]:
    """Bring entries into an engine; returns those it took.

    An object that cannot be read, or whose document is refused, does not hold up the others.
    """
    changes: dict[int, list[Change]] = {}
    for entry in entries:
        try:
            changes[entry.id] = changes_of(entry)
        except Exception as error:  # noqa: BLE001, RUF100 - any app's error is this entry's, not the batch's
            _fail(backend.name, entry.id, error)
    try:
        backend.apply([change for group in changes.values() for change in group], generation)
    except RejectedError as error:
        for entry_id, group in list(changes.items()):
            reasons = {identity: error.reasons[identity] for identity in map(_id, group) if identity in error.reasons}
            if reasons:
                _fail(backend.name, entry_id, RejectedError(reasons))
                del changes[entry_id]
    return list(changes)


def changes_of(entry: OutboxEntry) -> list[Change]:
    """What an engine must do for an entry, from the object as it is now."""
    with transaction.atomic():
        now = record(entry.source, entry.key)
    changes: list[Change] = [Upsert(document, now.versions[identity]) for identity, document in now.documents.items()]
    changes += [
        Delete(identity, language, entry.id) for identity, language in entry.removed if identity not in now.versions
    ]
    return changes


def mark_done(engine: str, entry_ids: Iterable[int]) -> None:
    now = timezone.now()
    Delivery.objects.bulk_create(
        (Delivery(entry_id=entry_id, engine=engine, done_at=now) for entry_id in entry_ids),
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["entry", "engine"],
        update_fields=["done_at", "retry_at", "error"],
    )


def _fail(engine: str, entry_id: int, error: Exception) -> None:
    """Note the reason and the time of the next attempt, later each time."""
    delivery, _ = Delivery.objects.get_or_create(entry_id=entry_id, engine=engine)
    delivery.error = f"{type(error).__name__}: {error}"[:2000]
    wait = RETRY_SECONDS[min(delivery.attempts, len(RETRY_SECONDS) - 1)]
    delivery.attempts += 1
    delivery.done_at = None
    delivery.retry_at = timezone.now() + timedelta(seconds=wait)
    delivery.save()
    logger.warning("Entry %s did not reach search engine %r: %s", entry_id, engine, delivery.error)


def _id(change: Change) -> str:
    return change.document.id if isinstance(change, Upsert) else change.id
