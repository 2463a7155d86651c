"""The table of documents as a whole: what it knows, and bringing it in line with what is live."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from django.db import transaction

from search import registry
from search.indexing.announce import announce
from search.indexing.records import readable_documents, record
from search.models import DocumentRecord

logger = logging.getLogger(__name__)

# Objects read at a time; a commit of the embedded engine costs a tenth of a second, whatever it holds.
CHUNK = 500
# Objects changed in one transaction, which nobody else may change meanwhile.
LOCKED = 50


def chunks() -> Iterator[tuple[str, Sequence[str]]]:
    """The keys of all objects in the table, many at a time, with their source."""
    return ((source, chunk) for source, keys in _known().items() for chunk in _in_chunks(sorted(keys)))


def refresh_records() -> int:
    """Bring the whole table in line with what is live; returns how many objects had drifted.

    An object that cannot be read stays in the table as it is.
    """
    drifted = 0
    known = _known()
    for source in registry.sources().values():
        keys = list(source.keys())
        drifted += sum(_refresh(source.name, chunk) for chunk in _in_chunks(keys))
        known.setdefault(source.name, set()).difference_update(keys)
    return drifted + sum(
        _refresh(source, chunk) for source, keys in known.items() for chunk in _in_chunks(sorted(keys))
    )


def _known() -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for source, key in DocumentRecord.objects.order_by("source", "key").values_list("source", "key").distinct():
        known.setdefault(source, set()).add(key)
    return known


def _in_chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _refresh(source: str, keys: Sequence[str]) -> int:
    """What differs is found without locks, one query for many objects, and read again under the lock."""
    hashes: dict[str, dict[str, str]] = {key: {} for key in keys}
    rows = DocumentRecord.objects.filter(source=source, key__in=keys)
    for key, identity, digest in rows.values_list("key", "id", "hash"):
        hashes[key][identity] = digest
    differing = [key for key in keys if _differs(source, key, hashes[key])]
    return sum(_record(source, differing[start : start + LOCKED]) for start in range(0, len(differing), LOCKED))


def _differs(source: str, key: str, hashes: dict[str, str]) -> bool:
    documents = readable_documents(source, key)
    if documents is None:
        return False
    return {identity: document.hash for identity, document in documents.items()} != hashes


def _record(source: str, keys: Sequence[str]) -> int:
    with transaction.atomic():
        drifted = sum(_recorded(source, key) for key in sorted(keys))
        if drifted:
            announce()
        return drifted


def _recorded(source: str, key: str) -> bool:
    try:
        with transaction.atomic():
            return record(source, key).changed
    except Exception:
        logger.exception("%s %s cannot be read, so the table keeps it as it was", source, key)
        return False
