"""The engine in a folder: every process reads, one writer at a time writes a batch."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from search.backends.base import (
    BusyError,
    Capabilities,
    Change,
    Delete,
    Health,
    Hit,
    Results,
    State,
    UnavailableError,
    Upsert,
)
from search.backends.embedded import schema
from search.backends.embedded.compiler import Compiler
from search.backends.embedded.generations import Generations
from search.backends.embedded.schema import GAP, PROFILE, SHADOW, from_tantivy, state_of, to_tantivy, tombstone
from search.backends.locks import locked
from search.backends.profiles import MAX_COUNTED, Counts, count
from search.documents import Document
from search.domain.plan import Plan

WRITER_MEMORY = 32_000_000
LOCK_SECONDS = 20.0


class EmbeddedBackend:
    """tantivy behind the protocol: a generation is a folder with one index per language."""

    name = "embedded"
    capabilities = Capabilities(fuzzy=True, generations=True, max_window=1000)

    def __init__(self, root: Path, languages: Sequence[str]) -> None:
        self.generations = Generations(root)
        self.languages = tuple(languages)
        self.schema = schema.build_schema()
        self.compiler = Compiler(self.schema)
        self.fingerprint = hashlib.sha256(f"{schema.LAYOUT}:{','.join(self.languages)}".encode()).hexdigest()[:16]
        self._open: tuple[int, str, dict[str, tantivy.Index]] = (-1, "", {})
        self._seen: dict[str, tuple[int, ...]] = {}

    # Reading

    def health(self) -> Health:
        try:
            name, indices = self._current()
            counts = {language: self._live_count(index) for language, index in indices.items()}
        except UnavailableError as error:
            return Health(False, str(error))
        return Health(True, "", counts, name)

    def current(self) -> str:
        return self.generations.pointer().current

    def stamp(self) -> tuple[int, ...]:
        """Changes whenever what can be found may have changed."""
        name = self.generations.pointer().current
        commits = (part for language in self.languages for part in self._commit(name, language))
        return (self.generations.stamp(), *commits)

    def search(self, plan: Plan, generation: str = "") -> Results:
        if plan.is_empty:
            return Results()
        searcher = self._searcher(plan.language, generation)
        query = self.compiler.compile(plan)
        found = searcher.search(query, limit=min(plan.limit, self.capabilities.max_window), count=False)
        hits = [Hit(from_tantivy(searcher.doc(address)), round(score, 4)) for score, address in found.hits]
        hits.sort(key=lambda hit: (-hit.score, hit.document.ordinal, hit.document.id))
        counts = self._counts(searcher, query, plan)
        return Results(hits, counts.families, counts.facets, complete=counts.complete)

    def search_many(self, plans: Sequence[Plan]) -> list[Results]:
        return [self.search(plan) for plan in plans]

    def documents(self, ids: Sequence[str], language: str) -> dict[str, Document]:
        searcher = self._searcher(language)
        found = {}
        for identity in ids:
            entry = self._stored(searcher, identity)
            if entry is not None and entry.get_first("document") is not None:
                found[identity] = from_tantivy(entry)
        return found

    def vocabulary(self, language: str) -> dict[str, int]:
        """Every word that documents hold, as it is written when folded, with the number of documents."""
        found = self._searcher(language).terms_with_prefix(SHADOW, "")
        return {word: count for word, count in found if word != GAP}

    def scan(self, generation: str = "") -> Iterator[State]:
        _, indices = self._indices(generation)
        for language, index in indices.items():
            searcher = index.searcher()
            found = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False)
            for _, address in found.hits:
                entry = searcher.doc(address)
                if entry.get_first("document") is not None:
                    yield state_of(entry, language)

    # Writing

    def writing(self) -> AbstractContextManager[None]:
        return locked(self.generations.root, "write", LOCK_SECONDS)

    def rebuilding(self) -> AbstractContextManager[None]:
        return locked(self.generations.root, "rebuild", 0)

    def apply(self, changes: Iterable[Change], generation: str = "") -> None:
        by_language: dict[str, list[Change]] = {}
        for change in changes:
            language = change.document.language if isinstance(change, Upsert) else change.language
            by_language.setdefault(language, []).append(change)
        _, indices = self._indices(generation, create=True)
        for language, group in by_language.items():
            if language in indices:
                self._write(indices[language], group)

    def begin_generation(self) -> str:
        self.generations.sweep()
        try:
            name = self.generations.create(self.fingerprint)
            for language in self.languages:
                path = self.generations.path(name) / language
                path.mkdir()
                tantivy.Index(self.schema, str(path))
        except (ValueError, OSError) as error:
            raise UnavailableError(f"The index cannot be written: {error}") from error
        return name

    def load(self, generation: str, documents: Iterable[Upsert]) -> None:
        self.apply(documents, generation)

    def promote(self, generation: str) -> None:
        self.generations.promote(generation)

    def discard(self, generation: str) -> None:
        self.generations.discard(generation)

    def rollback(self) -> None:
        if previous := self.generations.pointer().previous:
            self._require_layout(previous)
        self.generations.roll_back()

    # Inside

    def _current(self) -> tuple[str, dict[str, tantivy.Index]]:
        stamp = self.generations.stamp()
        if self._open[0] != stamp:
            name = self.generations.pointer().current
            if not name:
                raise UnavailableError("There is no index yet; run search_rebuild.")
            self._require_layout(name)
            self._open = (stamp, name, self._open_indices(name))
            self._seen = {}
        _, name, indices = self._open
        for language, index in indices.items():
            self._refresh(name, language, index)
        return name, indices

    def _require_layout(self, name: str) -> None:
        """Fields are known by their place: with another layout, answers would be wrong or end the process."""
        if self.generations.fingerprint(name) != self.fingerprint:
            raise UnavailableError(f"Generation {name} was built with another layout; run search_rebuild.")

    def _commit(self, name: str, language: str) -> tuple[int, ...]:
        """What changes with every commit of an index: its list of segments is a new file each time."""
        try:
            state = (self.generations.path(name) / language / "meta.json").stat()
        except FileNotFoundError:
            return ()
        return (state.st_mtime_ns, state.st_ino, state.st_size)

    def _refresh(self, name: str, language: str, index: tantivy.Index) -> None:
        """Read what others have committed since; asking the file first is a hundred times cheaper."""
        commit = self._commit(name, language)
        if self._seen.get(language) == commit:
            return
        try:
            index.reload()
        except ValueError as error:
            raise UnavailableError(f"Generation {name!r} cannot be read: {error}") from error
        self._seen[language] = commit

    def _indices(self, generation: str, *, create: bool = False) -> tuple[str, dict[str, tantivy.Index]]:
        if generation:
            return generation, self._open_indices(generation)
        if create and not self.generations.pointer().current:
            # A first index for a write that finds none, unless a rebuild is making one.
            with self.rebuilding():
                self.promote(self.begin_generation())
        return self._current()

    def _open_indices(self, name: str) -> dict[str, tantivy.Index]:
        folder = self.generations.path(name)
        try:
            return {language: tantivy.Index.open(str(folder / language)) for language in self.languages}
        except (ValueError, OSError) as error:
            raise UnavailableError(f"Generation {name!r} cannot be opened: {error}") from error

    def _searcher(self, language: str, generation: str = "") -> tantivy.Searcher:
        _, indices = self._indices(generation)
        if language not in indices:
            raise UnavailableError(f"There is no index for language {language!r}.")
        return indices[language].searcher()

    def _stored(self, searcher: tantivy.Searcher, identity: str) -> tantivy.Document | None:
        found = searcher.search(Query.term_query(self.schema, "id", identity, "basic"), limit=1, count=False)
        return searcher.doc(found.hits[0][1]) if found.hits else None

    def _live_count(self, index: tantivy.Index) -> int:
        found: Any = index.searcher().search(Query.exists_query("kind"), limit=1, count=True)
        return int(found.count)

    def _counts(self, searcher: tantivy.Searcher, query: Query, plan: Plan) -> Counts:
        """All families, and each facet under all filters but its own; what has no filter shares one pass."""
        free = [name for name in plan.facets if name not in plan.filters]
        counts = _counted(searcher, query, free)
        for name in plan.facets:
            if name in plan.filters:
                counts = counts.with_facet(_counted(searcher, self.compiler.without_filter(plan, name), [name]))
        return counts

    def _write(self, index: tantivy.Index, changes: list[Change]) -> None:
        """One batch, one commit: all of it or, if the process dies, none of it."""
        try:
            writer = self._writer(index)
            try:
                self._fill(writer, index, changes)
                writer.commit()
            finally:
                # A thread that failed says so here once more.
                writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            # No room on the disk, most likely. What was taken all the same is passed over next time, by its version.
            raise UnavailableError(f"The index cannot be written: {error}") from error

    def _fill(self, writer: tantivy.IndexWriter, index: tantivy.Index, changes: list[Change]) -> None:
        index.reload()
        searcher = index.searcher()
        newest: dict[str, int] = {}
        for change in changes:
            identity = change.document.id if isinstance(change, Upsert) else change.id
            if identity not in newest:
                stored = self._stored(searcher, identity)
                newest[identity] = state_of(stored, "").version if stored else -1
            if change.version <= newest[identity]:
                continue
            newest[identity] = change.version
            writer.delete_documents_by_term("id", identity)
            writer.add_document(
                tombstone(change.id, change.version)
                if isinstance(change, Delete)
                else to_tantivy(change.document, change.version)
            )

    @staticmethod
    def _writer(index: tantivy.Index) -> tantivy.IndexWriter:
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                return index.writer(WRITER_MEMORY, num_threads=1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise UnavailableError(str(error)) from error
                if time.monotonic() > deadline:
                    raise BusyError("Another process holds the index writer.") from error
                time.sleep(0.05)


def _counted(searcher: tantivy.Searcher, query: Query, names: Sequence[str]) -> Counts:
    found = searcher.aggregate(query, {PROFILE: {"terms": {"field": PROFILE, "size": MAX_COUNTED}}})[PROFILE]
    return count((bucket["key"] for bucket in found["buckets"]), names, complete=not found["sum_other_doc_count"])
