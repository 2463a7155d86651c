"""Search's table of documents and its outbox, written in the transaction of whoever changed an object."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from search import registry
from search.documents import Document
from search.domain.text import compact, normalise
from search.indexing.announce import announce
from search.models import DocumentRecord, NameEntry, OutboxEntry

logger = logging.getLogger(__name__)

MAX_NAME = 200
MAX_STARTS = 8
RECORD_FIELDS = [field.name for field in DocumentRecord._meta.fields if not field.primary_key]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An object as apps and table agree on it now: its documents and their versions."""

    documents: dict[str, Document]
    versions: dict[str, int]
    changed: bool


def touch(source_name: str, key: str) -> None:
    """Note that an object changed: table and outbox now, the index as soon as the transaction is through."""
    touch_many(source_name, [key])


def touch_many(source_name: str, keys: Iterable[str]) -> None:
    """The same for several objects of one source, with one task for all."""
    if source_name not in registry.sources():
        raise LookupError(f"No search source is called {source_name!r}; registered: {', '.join(registry.sources())}.")
    with transaction.atomic():
        # In one order, so that two transactions that change the same objects do not wait for each other.
        recorded = [record(source_name, key) for key in sorted(set(keys))]
        if any(item.changed for item in recorded):
            announce()


def live_documents(source_name: str, key: str) -> dict[str, Document]:
    """What of an object should be findable now; nothing when its app is silenced or gone."""
    source = registry.sources().get(source_name)
    return {document.id: document for document in source.documents(key)} if source else {}


def readable_documents(source_name: str, key: str) -> dict[str, Document] | None:
    """The same for whoever goes through all objects: one that cannot be read is told of and holds up no other."""
    try:
        return live_documents(source_name, key)
    except Exception:
        logger.exception("%s %s cannot be read", source_name, key)
        return None


def record(source: str, key: str, renewed: Collection[str] = ()) -> Recorded:
    """Bring the table in line with the live object; documents to renew get a new number though they did not change.

    The rows are locked before the object is read and before the entry gets its number: what waited for another
    change reads its outcome, and the numbers of one object grow as its changes commit.
    """
    known = _locked(source, key)
    documents = live_documents(source, key)
    changed = [
        document
        for document in documents.values()
        if document.id not in known or known[document.id].hash != document.hash or document.id in renewed
    ]
    removed = [[row.id, row.language] for row in known.values() if row.id not in documents]
    versions = {identity: row.version for identity, row in known.items() if identity in documents}
    if changed or removed:
        entry = OutboxEntry.objects.create(source=source, key=key, removed=removed)
        versions |= {document.id: entry.id for document in changed}
        _write(source, key, entry.id, changed, [identity for identity, _ in removed])
    return Recorded(documents, versions, bool(changed or removed))


def _locked(source: str, key: str) -> dict[str, DocumentRecord]:
    """The rows of an object; where there are none that PostgreSQL could lock, its name is.

    One transaction may lock some six thousand names before PostgreSQL's room for locks is used up.
    """
    rows = DocumentRecord.objects.select_for_update().filter(source=source, key=key)
    known = {row.id: row for row in rows}
    if not known and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"search {source} {key}"])
        known = {row.id: row for row in rows.all()}
    return known


def _write(source: str, key: str, version: int, changed: Sequence[Document], removed: Sequence[str]) -> None:
    DocumentRecord.objects.filter(id__in=removed).delete()
    DocumentRecord.objects.bulk_create(
        [_record(document, source, key, version) for document in changed],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=RECORD_FIELDS,
    )
    NameEntry.objects.filter(document__in=[document.id for document in changed]).delete()
    NameEntry.objects.bulk_create(name for document in changed for name in _names(document))


def _record(document: Document, source: str, key: str, version: int) -> DocumentRecord:
    return DocumentRecord(
        id=document.id,
        family_id=document.family_id,
        language=document.language,
        kind=document.kind,
        title=document.title,
        url=document.url,
        summary=document.summary,
        parent=document.parent,
        ordinal=document.ordinal,
        visibility=document.visibility,
        version=version,
        hash=document.hash,
        source=source,
        key=key,
    )


def _names(document: Document) -> Iterable[NameEntry]:
    """A row for every word that a title, name or code may be completed from; the first part of an object has its title.

    With a row for each of its sections, a few long lessons would leave no room for anything else that begins alike.
    """
    title = () if document.part and document.ordinal else (document.title,)
    texts = dict.fromkeys([*document.names, *document.codes, *title])
    identifying = {*document.names, *document.codes}
    for text in texts:
        parts = normalise(text).split(" ")
        for position in range(min(len(parts), MAX_STARTS)):
            start = compact(" ".join(parts[position:]))[:MAX_NAME]
            if start:
                yield NameEntry(
                    document_id=document.id,
                    start=start,
                    position=position,
                    text=text[:300],
                    is_name=text in identifying,
                )
