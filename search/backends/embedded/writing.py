"""Writing a batch of changes into one index: one commit, and never an older version over a newer one."""

from __future__ import annotations

import time
from collections.abc import Sequence

import tantivy
from tantivy import Query

from search.backends.base import BusyError, Change, Delete, UnavailableError, Upsert
from search.backends.embedded.schema import state_of, to_tantivy, tombstone

WRITER_MEMORY = 32_000_000
LOCK_SECONDS = 20.0


def write(index: tantivy.Index, schema: tantivy.Schema, changes: Sequence[Change]) -> None:
    """One batch, one commit: all of it or, if the process dies, none of it."""
    try:
        writer = _writer(index)
        try:
            _fill(writer, index, schema, changes)
            writer.commit()
        finally:
            # A thread that failed says so here once more.
            writer.wait_merging_threads()
    except (ValueError, OSError) as error:
        # No room on the disk, most likely. What was taken all the same is passed over next time, by its version.
        raise UnavailableError(f"The index cannot be written: {error}") from error


def stored(searcher: tantivy.Searcher, schema: tantivy.Schema, identity: str) -> tantivy.Document | None:
    """What the index holds under an id, a tombstone included."""
    found = searcher.search(Query.term_query(schema, "id", identity, "basic"), limit=1, count=False)
    return searcher.doc(found.hits[0][1]) if found.hits else None


def _fill(writer: tantivy.IndexWriter, index: tantivy.Index, schema: tantivy.Schema, changes: Sequence[Change]) -> None:
    index.reload()
    searcher = index.searcher()
    newest: dict[str, int] = {}
    for change in changes:
        identity = change.document.id if isinstance(change, Upsert) else change.id
        if identity not in newest:
            held = stored(searcher, schema, identity)
            newest[identity] = state_of(held, "").version if held else -1
        if change.version <= newest[identity]:
            continue
        newest[identity] = change.version
        writer.delete_documents_by_term("id", identity)
        writer.add_document(
            tombstone(change.id, change.version)
            if isinstance(change, Delete)
            else to_tantivy(change.document, change.version)
        )


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
