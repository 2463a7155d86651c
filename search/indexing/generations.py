"""A whole new index beside the one that answers, a gate before the change, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from search import registry
from search.backends import indexed_backends
from search.backends.base import Backend, Upsert
from search.indexing.announce import announce
from search.indexing.gate import problems
from search.indexing.outbox import replay
from search.indexing.records import live_documents, write_records
from search.models import DocumentRecord, OutboxEntry

CHUNK = 200


class GateClosedError(Exception):
    """The new generation is not as it should be; the old one keeps answering."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("; ".join(found[:5]))
        self.problems = found


@dataclass(frozen=True, slots=True)
class Rebuilt:
    generation: str
    documents: int


def last_entry() -> int:
    return OutboxEntry.objects.aggregate(last=Max("id"))["last"] or 0


def refresh_records() -> int:
    """Bring the whole table in line with what is live; returns how many objects had drifted."""
    seen: set[tuple[str, str]] = set()
    drifted = 0
    for source in registry.sources().values():
        for key in source.keys():  # noqa: SIM118 - a source is no mapping
            seen.add((source.name, key))
            drifted += _refresh(source.name, key)
    known = set(DocumentRecord.objects.values_list("source", "key").distinct())
    return drifted + sum(_refresh(source, key) for source, key in sorted(known - seen))


def rebuild(backend: Backend) -> Rebuilt:
    """Build, catch up with what was written meanwhile, check, promote. Nothing that answers is touched before."""
    with backend.rebuilding():
        refresh_records()
        through = last_entry()
        generation = backend.begin_generation(through)
        try:
            for chunk in _chunks():
                backend.load(generation, chunk)
            through = replay(backend, through, generation)
            with backend.writing():
                replay(backend, through, generation)
                found = problems(backend, generation)
                if found:
                    raise GateClosedError(found)
                backend.promote(generation)
        except BaseException:
            backend.discard(generation)
            raise
    return Rebuilt(generation, sum(backend.health().documents.values()))


def roll_back(backend: Backend) -> str:
    """The generation before answers again, with everything written since."""
    with backend.rebuilding(), backend.writing():
        replay(backend, backend.rollback())
    return backend.health().generation


def _refresh(source: str, key: str) -> bool:
    with transaction.atomic():
        drifted = write_records(source, key, live_documents(source, key))
        if drifted:
            announce()
        return drifted


def _chunks() -> Iterator[list[Upsert]]:
    """Every document of the table, from the live objects, a few hundred at a time."""
    chunk: list[Upsert] = []
    objects = DocumentRecord.objects.order_by("source", "key").values_list("source", "key").distinct()
    for source, key in list(objects):
        versions = dict(DocumentRecord.objects.filter(source=source, key=key).values_list("id", "version"))
        chunk += [
            Upsert(document, versions[identity])
            for identity, document in live_documents(source, key).items()
            if identity in versions
        ]
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def kept_after() -> int:
    """The outbox entry up to which no kept generation would need a replay."""
    return min((backend.replays_from() for backend in indexed_backends()), default=0)
