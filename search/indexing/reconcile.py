"""Putting an index right where it differs from the table, document by document, without a rebuild."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import transaction

from search.backends.base import Backend, RejectedError, UnavailableError, Upsert
from search.indexing.announce import announce
from search.indexing.gate import Difference, compare
from search.indexing.records import Recorded, record
from search.models import DocumentRecord, OutboxEntry

logger = logging.getLogger(__name__)

CHUNK = 200


def reconcile(backend: Backend, limit: int | None = None) -> int:
    """Repair every difference of the generation that answers; returns how many there were.

    What is missing or older is written from the live objects. What an index holds under a higher number than the
    table's, and what the table does not know, is put right by a new entry of the outbox, which every engine hears of.
    """
    found = compare(backend)
    if limit is not None and len(found) > limit:
        raise UnavailableError(f"{len(found)} documents differ; run search_rebuild --engine {backend.name}.")
    _order_removal(difference for difference in found.values() if difference.row is None)
    known = [identity for identity, difference in found.items() if difference.row]
    for chunk in _chunks(_objects(known)):
        try:
            backend.apply(list(_upserts(chunk, found.keys())))
        except RejectedError as error:
            logger.error("Search engine %r refuses documents: %s", backend.name, error)
    still = compare(backend, only=known).keys() if known else ()
    for source, key in _objects(list(still)):
        _record(source, key, still)
    return len(found)


def _order_removal(unexpected: Iterable[Difference]) -> None:
    removed = [[difference.state.id, difference.state.language] for difference in unexpected if difference.state]
    if removed:
        with transaction.atomic():
            OutboxEntry.objects.create(source="", key="", removed=removed)
            announce()


def _objects(ids: Sequence[str]) -> list[tuple[str, str]]:
    """The objects behind documents."""
    objects: dict[tuple[str, str], None] = {}
    for start in range(0, len(ids), CHUNK):
        rows = DocumentRecord.objects.filter(id__in=ids[start : start + CHUNK]).order_by("source", "key")
        objects |= dict.fromkeys(rows.values_list("source", "key"))
    return list(objects)


def _chunks(objects: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    for start in range(0, len(objects), CHUNK):
        yield objects[start : start + CHUNK]


def _upserts(objects: Iterable[tuple[str, str]], wanted: Collection[str]) -> Iterator[Upsert]:
    for source, key in objects:
        now = _record(source, key)
        if now:
            yield from (Upsert(now.documents[key], now.versions[key]) for key in now.documents if key in wanted)


def _record(source: str, key: str, renewed: Collection[str] = ()) -> Recorded | None:
    """The object as it is now; one that cannot be read is left as it is."""
    try:
        with transaction.atomic():
            now = record(source, key, renewed)
            if now.changed:
                announce()
            return now
    except Exception:
        logger.exception("%s %s cannot be read, so it is not repaired", source, key)
        return None
