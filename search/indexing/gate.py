"""Whether an index holds exactly what the table says."""

from __future__ import annotations

from search.backends.base import Backend, State
from search.domain.plan import Clause, Identity, Plan
from search.models import DocumentRecord

SMOKE = 5


def problems(backend: Backend, generation: str = "") -> list[str]:
    """Missing, stale, unexpected or older documents, and documents that a search does not bring up."""
    indexed = {state.id: state for state in backend.scan(generation)}
    records = {record.id: record for record in DocumentRecord.objects.all().iterator()}
    found = [f"missing: {identity}" for identity in sorted(records.keys() - indexed.keys())]
    found += [f"unexpected: {identity}" for identity in sorted(indexed.keys() - records.keys())]
    for identity in sorted(records.keys() & indexed.keys()):
        found += _differences(records[identity], indexed[identity])
    return found + _smoke(backend, generation, list(records.values()))


def _differences(record: DocumentRecord, state: State) -> list[str]:
    if state.language != record.language:
        return [f"wrong language: {record.id} is in the index of {state.language}"]
    if state.hash != record.hash:
        return [f"stale: {record.id}"]
    if state.version != record.version:
        return [f"other version: {record.id} is {state.version} in the index and {record.version} in the table"]
    return []


def _smoke(backend: Backend, generation: str, records: list[DocumentRecord]) -> list[str]:
    """A few documents, spread over all of them, must be found by what they are."""
    found = []
    for record in records[:: max(1, len(records) // SMOKE)]:
        plan = Plan(
            language=record.language,
            clauses=(Clause("smoke", identities=(Identity("family", (record.family_id,), 1.0),)),),
            coverage=1,
        )
        if record.family_id not in backend.search(plan, generation).families:
            found.append(f"not found by search: {record.id}")
    return found
