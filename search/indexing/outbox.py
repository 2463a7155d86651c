"""From the outbox into every engine: re-read what is live, apply it with its version, note what failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone

from search.backends import indexed_backends
from search.backends.base import Backend, Change, Delete, UnavailableError, Upsert
from search.indexing import announce
from search.indexing.records import live_documents, write_records
from search.models import DocumentRecord, OutboxEntry

BATCH = 500
RETRY_SECONDS = (2, 10, 60, 300, 1800)


def drain(batch: int = BATCH) -> int:
    """Apply every entry that is due; returns how many were applied."""
    announce.taken()
    applied = 0
    while entries := list(_due()[:batch]):
        applied += _apply(entries)
    return applied


def replay(backend: Backend, after: int, generation: str = "") -> int:
    """Apply again what came after an entry, whether done or not; returns the last entry seen."""
    for entry in OutboxEntry.objects.filter(id__gt=after).order_by("id"):
        backend.apply(changes_of(entry), generation)
        after = entry.id
    return after


def changes_of(entry: OutboxEntry) -> list[Change]:
    """What the engines must do for an entry, from the object as it is now."""
    documents = live_documents(entry.source, entry.key)
    with transaction.atomic():
        write_records(entry.source, entry.key, documents)
    versions = dict(DocumentRecord.objects.filter(source=entry.source, key=entry.key).values_list("id", "version"))
    changes: list[Change] = [
        Upsert(document, versions[document.id]) for document in documents.values() if document.id in versions
    ]
    changes += [
        Delete(identity, language, entry.id) for identity, language in entry.removed if identity not in versions
    ]
    return changes


def next_retry() -> timedelta | None:
    """How long until the next failed entry is due again."""
    due = OutboxEntry.objects.filter(done_at=None).aggregate(due=Min("retry_at"))["due"]
    return max(due - timezone.now(), timedelta(seconds=1)) if due else None


def prune(keep_after: int, older_than: timedelta = timedelta(days=1)) -> int:
    """Forget applied entries that no kept generation would need for its replay."""
    done = OutboxEntry.objects.filter(done_at__lt=timezone.now() - older_than, id__lte=keep_after)
    return done.delete()[0]


def _due() -> QuerySet[OutboxEntry]:
    now = timezone.now()
    return OutboxEntry.objects.filter(Q(retry_at=None) | Q(retry_at__lte=now), done_at=None).order_by("id")


def _apply(entries: Sequence[OutboxEntry]) -> int:
    """One batch into every engine; an object that cannot be read does not hold up the others."""
    changes: list[Change] = []
    good: list[OutboxEntry] = []
    for entry in entries:
        try:
            changes += changes_of(entry)
        except Exception as error:  # noqa: BLE001, RUF100 - any app's error is this entry's, not the batch's
            _fail([entry], error)
        else:
            good.append(entry)
    try:
        for backend in indexed_backends():
            with backend.writing():
                backend.apply(changes)
    except UnavailableError as error:
        _fail(good, error)
        return 0
    OutboxEntry.objects.filter(id__in=[entry.id for entry in good]).update(done_at=timezone.now(), error="")
    return len(good)


def _fail(entries: Sequence[OutboxEntry], error: Exception) -> None:
    """Note the reason and the time of the next attempt, later each time."""
    for entry in entries:
        wait = RETRY_SECONDS[min(entry.attempts, len(RETRY_SECONDS) - 1)]
        OutboxEntry.objects.filter(id=entry.id).update(
            attempts=F("attempts") + 1,
            retry_at=timezone.now() + timedelta(seconds=wait),
            error=f"{type(error).__name__}: {error}"[:2000],
        )
