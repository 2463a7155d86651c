"""A whole new index beside the one that answers, a gate before the change, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from search import registry
from search.backends.base import Backend, RejectedError, Upsert
from search.indexing import engines
from search.indexing.announce import announce
from search.indexing.delivery import apply, due, mark_done
from search.indexing.gate import problems
from search.indexing.reconcile import reconcile
from search.indexing.records import live_documents, record
from search.models import DocumentRecord, OutboxEntry

# Objects read at a time; a commit of the embedded engine costs a tenth of a second, whatever it holds.
CHUNK = 500
# Objects changed in one transaction, which nobody else may change meanwhile.
LOCKED = 50
# Enough to find the last writes few before the lock is taken.
CATCH_UPS = 5


class GateClosedError(Exception):
    """The new generation is not as it should be; the old one keeps answering."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("; ".join(found[:5]))
        self.problems = found


@dataclass(frozen=True, slots=True)
class Rebuilt:
    generation: str
    documents: int


class Build:
    """A generation that grows: what it holds is known by the entries it has seen, not by the highest number.

    A transaction that took a low number may commit after one that took a higher.
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.seen = set(OutboxEntry.objects.values_list("id", flat=True))
        self.held = set(self.seen)
        self.refused: dict[str, str] = {}
        self.generation = backend.begin_generation()

    def load(self) -> None:
        for chunk in _chunks():
            try:
                self.backend.load(self.generation, chunk)
            except RejectedError as error:
                self.refused |= error.reasons

    def catch_up(self, generation: str | None = None) -> int:
        """Apply what was committed since the last look, done or not; returns how many entries."""
        fresh = sorted(set(OutboxEntry.objects.values_list("id", flat=True)) - self.seen)
        for start in range(0, len(fresh), CHUNK):
            entries = list(OutboxEntry.objects.filter(id__in=fresh[start : start + CHUNK]).order_by("id"))
            self.held |= set(apply(self.backend, entries, self.generation if generation is None else generation))
        self.seen |= set(fresh)
        return len(fresh)

    def check(self) -> None:
        """The gate; it stands open while others write."""
        found = [f"refused: {identity}: {reason}" for identity, reason in self.refused.items()]
        found += problems(self.backend, self.generation, self.catch_up)
        if found:
            raise GateClosedError(found)

    def promote(self) -> None:
        """Change generations so that nothing is lost, wherever this ends: until it is vouched for, the new one is
        compared whole by the next delivery."""
        name = self.backend.name
        for _ in range(CATCH_UPS):
            if not self.catch_up():
                break
        with self.backend.writing():
            self.catch_up()
            engines.vouch(name, "")
            mark_done(name, set(due(name).values_list("id", flat=True)) & self.held)
            self.backend.promote(self.generation)
            # What a writer without this lock gave to the old generation until now.
            self.catch_up("")
            engines.vouch(name, self.generation)


def refresh_records() -> int:
    """Bring the whole table in line with what is live; returns how many objects had drifted."""
    drifted = 0
    known = _known()
    for source in registry.sources().values():
        keys = list(source.keys())
        drifted += sum(_refresh(source.name, chunk) for chunk in _in_chunks(keys))
        known.setdefault(source.name, set()).difference_update(keys)
    return drifted + sum(
        _refresh(source, chunk) for source, keys in known.items() for chunk in _in_chunks(sorted(keys))
    )


def rebuild(backend: Backend) -> Rebuilt:
    """Build, catch up with what was written meanwhile, check, promote. Nothing that answers is touched before."""
    with backend.rebuilding():
        refresh_records()
        build = Build(backend)
        try:
            build.load()
            build.catch_up()
            build.check()
            build.promote()
        except BaseException:
            backend.discard(build.generation)
            raise
    engines.recovered(backend)
    return Rebuilt(build.generation, sum(backend.health().documents.values()))


def roll_back(backend: Backend) -> str:
    """The generation before answers again, and is brought up to date by comparison."""
    with backend.rebuilding(), backend.writing():
        engines.keep_readers_away(backend)
        engines.vouch(backend.name, "")
        backend.rollback()
        reconcile(backend)
        engines.vouch(backend.name, backend.current())
    engines.recovered(backend)
    return backend.current()


def _known() -> dict[str, set[str]]:
    """The keys of the table, by source."""
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
    differing = [
        key
        for key in keys
        if {identity: document.hash for identity, document in live_documents(source, key).items()} != hashes[key]
    ]
    return sum(_record(source, differing[start : start + LOCKED]) for start in range(0, len(differing), LOCKED))


def _record(source: str, keys: Sequence[str]) -> int:
    with transaction.atomic():
        drifted = sum(record(source, key).changed for key in sorted(keys))
        if drifted:
            announce()
        return drifted


def _chunks() -> Iterator[list[Upsert]]:
    """Every document of the table, from the live objects, those of many objects at a time."""
    return (_upserts(source, chunk) for source, keys in _known().items() for chunk in _in_chunks(sorted(keys)))


def _upserts(source: str, keys: Sequence[str]) -> list[Upsert]:
    rows = DocumentRecord.objects.filter(source=source, key__in=keys).values_list("key", "id", "version")
    versions = {(key, identity): version for key, identity, version in rows}
    return [
        Upsert(document, versions[key, identity])
        for key in keys
        for identity, document in live_documents(source, key).items()
        if (key, identity) in versions
    ]
