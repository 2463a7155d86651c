"""The engine in a folder: every process reads, one writer at a time writes a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from search.backends.base import (
    Capabilities,
    Change,
    Health,
    Results,
    State,
    UnavailableError,
    Upsert,
)
from search.backends.embedded import schema
from search.backends.embedded.compiler import Compiler
from search.backends.embedded.generations import Generations
from search.backends.embedded.numbers import Texts
from search.backends.embedded.schema import (
    COMBINATION,
    FAMILY,
    PUBLIC_WORDS,
    from_tantivy,
    state_of,
    to_hit,
)
from search.backends.embedded.writing import LOCK_SECONDS, stored, write
from search.backends.locks import locked
from search.backends.profiles import MAX_COUNTED, Counts, count
from search.documents import Document
from search.domain.plan import Plan


class EmbeddedBackend:
    """tantivy behind the protocol: a generation is a folder with one index per language."""

    name = "embedded"
    capabilities = Capabilities(fuzzy=True, generations=True, max_window=1000)

    def __init__(self, root: Path, languages: Sequence[str]) -> None:
        self.generations = Generations(root)
        self.languages = tuple(languages)
        self.schema = schema.build_schema()
        self.compiler = Compiler(self.schema)
        self._texts = Texts()
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
        promoted = self.generations.stamp()
        opened, name, _ = self._open
        if opened != promoted:
            name = self.generations.pointer().current
        commits = (part for language in self.languages for part in self._commit(name, language))
        return (promoted, *commits)

    def search(self, plan: Plan, generation: str = "") -> Results:
        if plan.is_empty:
            return Results()
        searcher = self._searcher(plan.language, generation)
        best = searcher.search(
            self.compiler.compile(plan), limit=min(plan.limit, self.capabilities.max_window), count=False
        )
        hits = [to_hit(searcher.doc(address), score) for score, address in best.hits]
        hits.sort(key=lambda hit: (-hit.score, hit.ordinal, hit.id))
        counts = self._counts(searcher, plan)
        return Results(hits, counts.families, counts.facets, complete=counts.complete)

    def search_many(self, plans: Sequence[Plan]) -> list[Results]:
        return [self.search(plan) for plan in plans]

    def documents(self, ids: Sequence[str], language: str) -> dict[str, Document]:
        searcher = self._searcher(language)
        found = {}
        for identity in ids:
            entry = stored(searcher, self.schema, identity)
            if entry is not None and entry.get_first("document") is not None:
                found[identity] = from_tantivy(entry)
        return found

    def vocabulary(self, language: str) -> dict[str, int]:
        """Every word that public documents hold, as it is written when folded, with the number of documents."""
        return dict(self._searcher(language).terms_with_prefix(PUBLIC_WORDS, ""))

    def holds(self, word: str, language: str) -> bool:
        """Whether a public document has the word; `vocabulary` keeps those of deleted ones for a while."""
        asked = Query.term_query(self.schema, PUBLIC_WORDS, word)
        return bool(self._searcher(language).search(asked, limit=1, count=False).hits)

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
                write(indices[language], self.schema, group)

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

    def earlier(self) -> str:
        previous = self.generations.previous()
        self._require_layout(previous)
        return previous

    def rollback(self) -> None:
        self.earlier()
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

    def _live_count(self, index: tantivy.Index) -> int:
        found: Any = index.searcher().search(Query.exists_query("kind"), limit=1, count=True)
        return int(found.count)

    def _counts(self, searcher: tantivy.Searcher, plan: Plan) -> Counts:
        """All families, and each facet under all filters but its own; what has no filter shares one pass."""
        free = [name for name in plan.facets if name not in plan.filters]
        counts = self._counted(searcher, plan, free)
        for name in plan.facets:
            if name in plan.filters:
                others = {key: values for key, values in plan.filters.items() if key != name}
                counts = counts.with_facet(self._counted(searcher, replace(plan, filters=others), [name]))
        return counts

    def _counted(self, searcher: tantivy.Searcher, plan: Plan, names: Sequence[str]) -> Counts:
        found = searcher.search(self.compiler.matching(plan), limit=MAX_COUNTED + 1, count=False).hits
        addresses = [address for _score, address in found[:MAX_COUNTED]]
        known = self._texts
        families, combinations = (
            known.of(field, searcher, searcher.fast_field_values(f"{field}_number", addresses))
            for field in (FAMILY, COMBINATION)
        )
        return count(zip(families, combinations, strict=True), names, complete=len(found) <= MAX_COUNTED)
