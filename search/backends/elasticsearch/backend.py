"""Elasticsearch behind the protocol: an index per language and generation, asked for all languages at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch, helpers
from elasticsearch.dsl import Search

from search.backends.base import (
    Capabilities,
    Change,
    Health,
    QueryError,
    RejectedError,
    Results,
    State,
    UnavailableError,
    Upsert,
)
from search.backends.elasticsearch import analysis
from search.backends.elasticsearch.client import NO_INDEX, Access, document_is_wrong, query_is_wrong, translated
from search.backends.elasticsearch.compiler import Asked, searches
from search.backends.elasticsearch.indices import Indices
from search.backends.elasticsearch.mapping import PROFILE, from_source, state_of, to_hit, to_source, tombstone
from search.backends.locks import locked
from search.backends.patience import SlowError
from search.backends.profiles import Counts, count, halves
from search.documents import Document
from search.domain.plan import Plan

LOCK_SECONDS = 20.0
# Of the reader's patience the engine may use this much; then it says itself that the query was too much for it.
ENGINE_SHARE = 0.8
NOT_FOUND = 404
STALE = 409


class Pace(NamedTuple):
    """How long to wait for an answer, and how long Elasticsearch waits for a part that is out."""

    seconds: float
    shard: str


PATIENT = Pace(30.0, "20s")
# The worker has other tasks in the same queue, and what it did not bring stays in the outbox.
BRIEF = Pace(5.0, "2s")


class ElasticsearchBackend:
    """A cluster behind the protocol; `timeout` in seconds is for readers, who have another engine to turn to."""

    name = "elasticsearch"
    capabilities = Capabilities(fuzzy=True, generations=True, max_window=1000)

    def __init__(self, access: Access, languages: Sequence[str], folder: Path, timeout: float) -> None:
        self.access = access
        self.languages = tuple(languages)
        self.folder = folder
        self.timeout = timeout
        self.layout = hashlib.sha256(f"{analysis.LAYOUT}:{','.join(self.languages)}".encode()).hexdigest()[:8]

    @cached_property
    def _client(self) -> Elasticsearch:
        return self.access.connect()

    @cached_property
    def _reader(self) -> Elasticsearch:
        return self._client.options(request_timeout=self.timeout)

    @cached_property
    def indices(self) -> Indices:
        return self._indices(self._at(PATIENT))

    def _at(self, pace: Pace) -> Elasticsearch:
        return self._client.options(request_timeout=pace.seconds)

    def _indices(self, client: Elasticsearch) -> Indices:
        return Indices(client, self.access.prefix, self.languages, self.layout)

    # Reading

    def health(self) -> Health:
        try:
            return self.examine()
        except UnavailableError as error:
            return Health(False, str(error))

    def examine(self) -> Health:
        """As `health`, and an error where there would be no answer."""
        with translated():
            indices = self._indices(self._reader)
            generation = indices.require_current()
            indices.require_whole(generation)
            return Health(True, "", self._live_counts(), generation)

    def current(self) -> str:
        with translated():
            return self._indices(self._at(BRIEF) if self.timeout > BRIEF.seconds else self._reader).current()

    def search(self, plan: Plan, generation: str = "") -> Results:
        if generation:
            with translated():
                self.indices.refresh(generation)
        return self._answers([plan], generation)[0]

    def search_many(self, plans: Sequence[Plan]) -> list[Results]:
        return self._answers(plans, "")

    def documents(self, ids: Sequence[str], language: str) -> dict[str, Document]:
        if not ids:
            return {}
        with translated():
            found = self._reader.mget(
                index=self.indices.read_alias(language), ids=list(ids), source_includes=["document"]
            )
            if any("error" in entry for entry in found["docs"]):
                raise UnavailableError(NO_INDEX)
            # A missing document has no source, a tombstone no document.
            sources = {entry["_id"]: entry.get("_source") or {} for entry in found["docs"]}
            return {identity: from_source(source) for identity, source in sources.items() if source}

    def scan(self, generation: str = "") -> Iterator[State]:
        with translated():
            wanted = generation or self.indices.require_current()
            self.indices.refresh(wanted)
            for language in self.languages:
                live = Search(using=self._at(PATIENT), index=self.indices.name(language, wanted)).filter(
                    "term", deleted=False
                )
                for entry in live.source(["id", "version", "hash"]).extra(size=1000).iterate():
                    yield state_of(entry.to_dict(), language)

    # Writing

    def writing(self) -> AbstractContextManager[None]:
        return locked(self.folder, "write", LOCK_SECONDS)

    def rebuilding(self) -> AbstractContextManager[None]:
        return locked(self.folder, "rebuild", 0)

    def apply(self, changes: Iterable[Change], generation: str = "") -> None:
        pace = PATIENT if generation else BRIEF
        indices = self._indices(self._at(pace))
        with translated():
            if generation:
                # A write to an index that is not there would make one, without our mapping.
                indices.require(generation)
            elif not indices.current():
                self._begin(indices)
        self._write(changes, generation, pace, refresh=True)

    def begin_generation(self) -> str:
        with translated():
            self.indices.sweep()
            return self.indices.create(PATIENT.shard)

    def load(self, generation: str, documents: Iterable[Upsert]) -> None:
        with translated():
            self.indices.require(generation)
        self._write(documents, generation, PATIENT, refresh=False)

    def promote(self, generation: str) -> None:
        with translated():
            self.indices.refresh(generation)
            self.indices.promote(generation)

    def discard(self, generation: str) -> None:
        with translated():
            self.indices.discard(generation)

    def earlier(self) -> str:
        with translated():
            return self.indices.previous()

    def rollback(self) -> None:
        with translated():
            self.indices.roll_back()

    # Inside

    def _begin(self, indices: Indices) -> None:
        """A first index for a write that finds none, unless a rebuild is making one."""
        with self.rebuilding():
            if not indices.current():
                indices.sweep()
                indices.promote(indices.create(BRIEF.shard))

    def _live_counts(self) -> dict[str, int]:
        count = {"size": 0, "track_total_hits": True, "query": {"term": {"deleted": False}}}
        aliases = [self.indices.read_alias(language) for language in self.languages]
        replies = self._asked([part for alias in aliases for part in ({"index": alias}, count)])
        return {
            language: reply["hits"]["total"]["value"] for language, reply in zip(self.languages, replies, strict=True)
        }

    def _answers(self, plans: Sequence[Plan], generation: str) -> list[Results]:
        """One request for everything; a part that failed fails the whole, for half an answer misleads."""
        asked = [[] if plan.is_empty else searches(plan, self._limit(plan)) for plan in plans]
        with translated():
            groups = zip(plans, asked, strict=True)
            bodies = [part for plan, group in groups for part in self._bodies(plan, group, generation)]
            if not bodies:
                return [Results() for _ in plans]
            replies = iter(self._asked(bodies))
            return [_results([(item.facets, next(replies)) for item in group]) for group in asked]

    def _asked(self, bodies: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        replies = self._reader.msearch(searches=bodies)["responses"]
        if 2 * len(replies) != len(bodies):
            raise UnavailableError("Elasticsearch did not answer every question.")
        return [_checked(reply) for reply in replies]

    def _bodies(self, plan: Plan, group: Sequence[Asked], generation: str) -> Iterator[Mapping[str, Any]]:
        if plan.language not in self.languages:
            raise UnavailableError(f"There is no index for language {plan.language!r}.")
        for item in group:
            yield {"index": self.indices.readable(plan.language, generation)}
            yield item.search.extra(timeout=f"{int(self.timeout * 1000 * ENGINE_SHARE)}ms").to_dict()

    def _limit(self, plan: Plan) -> int:
        return min(plan.limit, self.capabilities.max_window)

    def _write(self, changes: Iterable[Change], generation: str, pace: Pace, *, refresh: bool) -> None:
        """In order; what is newer in the index already stays, what can never be taken is named at the end."""
        rejected: dict[str, str] = {}
        actions = (action for change in changes if (action := self._action(change, generation)))
        options: dict[str, Any] = {"require_alias": not generation, "refresh": refresh, "timeout": pace.shard}
        with translated():
            for done, entry in helpers.streaming_bulk(self._at(pace), actions, raise_on_error=False, **options):
                reply = next(iter(entry.values()))
                if not done and reply.get("status") != STALE:
                    error = reply.get("error")
                    if not document_is_wrong(error):
                        raise UnavailableError(f"Elasticsearch did not take {reply['_id']}: {error}"[:500])
                    rejected[reply["_id"]] = str(error)[:300]
        if rejected:
            raise RejectedError(rejected)

    def _action(self, change: Change, generation: str) -> dict[str, Any] | None:
        if isinstance(change, Upsert):
            identity, language = change.document.id, change.document.language
            source = to_source(change.document, change.version)
        else:
            identity, language = change.id, change.language
            source = tombstone(change.id, change.version)
        if language not in self.languages:
            return None
        name = self.indices.name(language, generation) if generation else self.indices.write_alias(language)
        versioned = {"_id": identity, "version": change.version, "version_type": "external"}
        return {"_op_type": "index", "_index": name, **versioned, "_source": source}


def _checked(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    """A reply of every shard; anything less is an engine that cannot answer."""
    if "error" in reply:
        status, error = reply.get("status", 0), reply["error"]
        if status == NOT_FOUND:
            raise UnavailableError(NO_INDEX)
        kind = QueryError if query_is_wrong(status, error) else UnavailableError
        raise kind(f"Elasticsearch: {str(error)[:400]}")
    if reply["timed_out"]:
        raise SlowError("Elasticsearch did not finish this query in time.")
    if reply["_shards"]["failed"]:
        raise UnavailableError("Elasticsearch answered in part only.")
    return reply


def _results(replies: Sequence[tuple[Sequence[str], Mapping[str, Any]]]) -> Results:
    """The first reply has the hits and the families, the others have a facet each."""
    if not replies:
        return Results()
    hits = [to_hit(hit["_source"], hit["_score"]) for hit in replies[0][1]["hits"]["hits"]]
    hits.sort(key=lambda hit: (-hit.score, hit.ordinal, hit.id))
    counts, *others = [_counts(reply["aggregations"][PROFILE], facets) for facets, reply in replies]
    for other in others:
        counts = counts.with_facet(other)
    took = float(sum(reply["took"] for _, reply in replies))
    return Results(hits, counts.families, counts.facets, took=took, complete=counts.complete)


def _counts(answer: Mapping[str, Any], facets: Sequence[str]) -> Counts:
    found = (halves(entry["key"]) for entry in answer["buckets"])
    return count(found, facets, complete=not answer["sum_other_doc_count"])
