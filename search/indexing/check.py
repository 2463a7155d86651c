"""Every difference between the live objects, the table of documents and the index."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial

from search import registry
from search.backends.base import Backend, UnavailableError
from search.documents import Document
from search.indexing import engines, outbox
from search.indexing.delivery import due
from search.indexing.gate import problems
from search.indexing.reconcile import reconcile
from search.indexing.records import readable_documents
from search.indexing.table import refresh_records
from search.models import DocumentRecord

# How long a change may be on its way from the outbox to an index.
PATIENCE = 3.0


def differences(backends: Iterable[Backend]) -> list[str]:
    """Sentences, none when all agree; what a worker is just delivering is waited for."""
    found = [f"table: {problem}" for problem in table_differences()]
    for backend in backends:
        try:
            health = backend.health()
            found += [] if health.ok else [f"{backend.name}: {health.detail}"]
            found += [
                f"{backend.name}: {problem}" for problem in problems(backend, settle=partial(_wait, backend.name))
            ]
        except UnavailableError as error:
            found.append(f"{backend.name}: {error}")
    return list(dict.fromkeys(found))


def repair(backends: Iterable[Backend]) -> None:
    """Put table and indices right, document by document; readers notice nothing."""
    refresh_records()
    for backend in backends:
        with backend.rebuilding():
            reconcile(backend)
            engines.vouch(backend.name, backend.current())
    outbox.drain()


def _wait(engine: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while due(engine).exists() and time.monotonic() < deadline:
        time.sleep(0.2)


def table_differences() -> list[str]:
    """What the table says and the apps do not, and the other way round."""
    live: dict[str, Document] = {}
    unreadable: set[tuple[str, str]] = set()
    for source in registry.sources().values():
        for key in source.keys():  # noqa: SIM118 - a source is no mapping
            documents = readable_documents(source.name, key)
            if documents is None:
                unreadable.add((source.name, key))
            else:
                live |= documents
    records = {record.id: record for record in DocumentRecord.objects.all().iterator()}
    known = {identity for identity, record in records.items() if (record.source, record.key) not in unreadable}
    found = [f"unreadable: {source} {key}" for source, key in sorted(unreadable)]
    found += [f"missing: {identity}" for identity in sorted(live.keys() - records.keys())]
    found += [f"unexpected: {identity}" for identity in sorted(known - live.keys())]
    return found + [
        sentence
        for identity in sorted(live.keys() & known)
        if (sentence := _differs(live[identity], records[identity]))
    ]


def _differs(document: Document, record: DocumentRecord) -> str:
    if document.visibility != record.visibility:
        return f"access: {record.id} is {record.visibility} in the table and {document.visibility} live"
    return f"stale: {record.id}" if document.hash != record.hash else ""
