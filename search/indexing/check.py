"""Every difference between the live objects, the table of documents and the index."""

from __future__ import annotations

from collections.abc import Iterable

from search import registry
from search.backends.base import Backend, UnavailableError
from search.documents import Document
from search.indexing.gate import problems
from search.models import DocumentRecord


def differences(backends: Iterable[Backend]) -> list[str]:
    """Sentences, none when all agree."""
    found = [f"table: {problem}" for problem in table_differences()]
    for backend in backends:
        try:
            health = backend.health()
            found += [] if health.ok else [f"{backend.name}: {health.detail}"]
            found += [f"{backend.name}: {problem}" for problem in problems(backend)]
        except UnavailableError as error:
            found.append(f"{backend.name}: {error}")
    return list(dict.fromkeys(found))


def table_differences() -> list[str]:
    """What the table says and the apps do not, and the other way round."""
    live: dict[str, Document] = {}
    for source in registry.sources().values():
        for key in source.keys():  # noqa: SIM118 - a source is no mapping
            live |= {document.id: document for document in source.documents(key)}
    records = {record.id: record for record in DocumentRecord.objects.all().iterator()}
    found = [f"missing: {identity}" for identity in sorted(live.keys() - records.keys())]
    found += [f"unexpected: {identity}" for identity in sorted(records.keys() - live.keys())]
    for identity in sorted(live.keys() & records.keys()):
        document, record = live[identity], records[identity]
        if document.visibility != record.visibility:
            found.append(f"access: {identity} is {record.visibility} in the table and {document.visibility} live")
        elif document.hash != record.hash:
            found.append(f"stale: {identity}")
    return found
