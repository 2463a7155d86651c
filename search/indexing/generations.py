"""A whole new index beside the one that answers, a gate before the change, and the way back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from search.backends.base import Backend, RejectedError, UnavailableError, Upsert
from search.documents import Document
from search.indexing import engines
from search.indexing.delivery import apply, due, mark_done
from search.indexing.gate import problems
from search.indexing.reconcile import reconcile
from search.indexing.records import readable_documents
from search.indexing.table import CHUNK, chunks, refresh_records
from search.models import DocumentRecord, OutboxEntry

logger = logging.getLogger(__name__)

# Enough to find the last writes few before the lock is taken.
CATCH_UPS = 5


class GateClosedError(Exception):
    """The new generation is not as it should be; the old one keeps answering."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("; ".join(found[:5]))
        self.problems = found


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What answers now, and the objects that could not be read and are in it as they were before."""

    generation: str
    documents: int
    unreadable: Sequence[str] = ()


class Build:
    """A generation that grows: what it holds is known by the entries it has seen, not by the highest number.

    A transaction that took a low number may commit after one that took a higher.
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.seen = set(OutboxEntry.objects.values_list("id", flat=True))
        self.held = set(self.seen)
        self.refused: dict[str, str] = {}
        self.kept: list[str] = []
        self.lost: list[str] = []
        self.generation = backend.begin_generation()

    def load(self) -> None:
        for source, keys in chunks():
            try:
                self.backend.load(self.generation, self._upserts(source, keys))
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
        found = [f"unreadable: {name}" for name in self.lost]
        found += [f"refused: {identity}: {reason}" for identity, reason in self.refused.items()]
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

    def _upserts(self, source: str, keys: Sequence[str]) -> list[Upsert]:
        """The documents of these objects as the table has them; what cannot be read comes from what answers now."""
        rows: dict[str, list[DocumentRecord]] = {key: [] for key in keys}
        for row in DocumentRecord.objects.filter(source=source, key__in=keys).only(
            "id", "key", "language", "version", "hash"
        ):
            rows[row.key].append(row)
        found: list[Upsert] = []
        for key in keys:
            live = readable_documents(source, key)
            documents = _indexed(self.backend, rows[key]) if live is None else live
            if live is None:
                whole = all(row.id in documents for row in rows[key])
                (self.kept if whole else self.lost).append(f"{source} {key}")
            found += [Upsert(documents[row.id], row.version) for row in rows[key] if row.id in documents]
        return found


def _indexed(backend: Backend, rows: Sequence[DocumentRecord]) -> dict[str, Document]:
    """What the generation that answers holds of these rows, as far as it is what the table says."""
    found: dict[str, Document] = {}
    for language in {row.language for row in rows}:
        ids = [row.id for row in rows if row.language == language]
        try:
            found |= backend.documents(ids, language)
        except UnavailableError as error:
            logger.warning("Search engine %r gives nothing back: %s", backend.name, error)
    return {row.id: found[row.id] for row in rows if row.id in found and found[row.id].hash == row.hash}


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
    return Rebuilt(build.generation, sum(backend.health().documents.values()), build.kept)


def roll_back(backend: Backend) -> str:
    """The generation before answers again, and is brought up to date by comparison."""
    with backend.rebuilding(), backend.writing():
        backend.earlier()  # before anything is changed for readers
        engines.keep_readers_away(backend)
        engines.vouch(backend.name, "")
        backend.rollback()
        reconcile(backend)
        engines.vouch(backend.name, backend.current())
    engines.recovered(backend)
    return backend.current()
