"""Search's table of documents and its outbox, written in the transaction of whoever changed an object."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from search import registry
from search.documents import Document
from search.domain.text import normalise
from search.indexing.announce import announce
from search.models import DocumentRecord, NameEntry, OutboxEntry

MAX_NAME = 200
MAX_STARTS = 8
RECORD_FIELDS = [field.name for field in DocumentRecord._meta.fields if not field.primary_key]


def touch(source_name: str, key: str) -> None:
    """Note that an object changed: table and outbox now, the index as soon as the transaction is through."""
    touch_many(source_name, [key])


def touch_many(source_name: str, keys: Iterable[str]) -> None:
    """The same for several objects of one source, with one task for all."""
    if source_name not in registry.sources():
        raise LookupError(f"No search source is called {source_name!r}; registered: {', '.join(registry.sources())}.")
    with transaction.atomic():
        changed = [write_records(source_name, key, live_documents(source_name, key)) for key in keys]
        if any(changed):
            announce()


def live_documents(source_name: str, key: str) -> dict[str, Document]:
    """What of an object should be findable now; nothing when its app is silenced or gone."""
    source = registry.sources().get(source_name)
    return {document.id: document for document in source.documents(key)} if source else {}


def write_records(source: str, key: str, documents: dict[str, Document]) -> bool:
    """Bring the table in line with the live object; False when it already was.

    The rows are locked before the entry gets its number, so that numbers of one object grow as its changes commit.
    """
    rows = DocumentRecord.objects.select_for_update().filter(source=source, key=key)
    known = {record.id: record for record in rows}
    changed = [
        document
        for document in documents.values()
        if document.id not in known or known[document.id].hash != document.hash
    ]
    removed = [[record.id, record.language] for record in known.values() if record.id not in documents]
    if not changed and not removed:
        return False
    entry = OutboxEntry.objects.create(source=source, key=key, removed=removed)
    DocumentRecord.objects.filter(id__in=[identity for identity, _ in removed]).delete()
    DocumentRecord.objects.bulk_create(
        [_record(document, source, key, entry.id) for document in changed],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=RECORD_FIELDS,
    )
    NameEntry.objects.filter(document__in=[document.id for document in changed]).delete()
    NameEntry.objects.bulk_create(name for document in changed for name in _names(document))
    return True


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
    """A row for every word that a title, name or code may be completed from."""
    texts = dict.fromkeys([*document.names, *document.codes, document.title])
    identifying = {*document.names, *document.codes}
    for text in texts:
        parts = normalise(text).split(" ")
        for position in range(min(len(parts), MAX_STARTS)):
            start = " ".join(parts[position:])[:MAX_NAME]
            if start:
                yield NameEntry(
                    document_id=document.id,
                    start=start,
                    position=position,
                    text=text[:300],
                    is_name=text in identifying,
                )
