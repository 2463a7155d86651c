"""Whether an index holds exactly what the table says, also while both are written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from search.backends.base import Backend, State
from search.domain.plan import Clause, Identity, Match, Plan
from search.domain.stemming import stem
from search.domain.text import words
from search.models import DocumentRecord

SMOKE = 5
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of a document."""

    id: str
    family_id: str
    language: str
    version: int
    hash: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One document of which index and table differ, with either side if it is there."""

    sentence: str
    row: Row | None
    state: State | None


def problems(backend: Backend, generation: str = "", settle: Callable[[], object] | None = None) -> list[str]:
    """Missing, stale, unexpected or older documents, and documents that a search does not bring up.

    `settle` brings into the index what was written meanwhile, or waits for it. Only what still differs after that,
    though the table has not moved, is a difference.
    """
    found = settled(backend, generation, settle)
    return [difference.sentence for difference in found.values()] + _smoke(backend, generation, found.keys(), settle)


def settled(
    backend: Backend, generation: str = "", settle: Callable[[], object] | None = None
) -> dict[str, Difference]:
    """What differs for good, whatever is written meanwhile."""
    found = compare(backend, generation)
    for _ in range(ROUNDS if settle else 0):
        if not found or settle is None:
            break
        settle()
        again = compare(backend, generation, found.keys())
        still = all(again[identity].row == found[identity].row for identity in again)
        found = again
        if still:
            break
    return found


def compare(backend: Backend, generation: str = "", only: Collection[str] | None = None) -> dict[str, Difference]:
    """Every difference by the document's id, of all documents or of some."""
    indexed = {state.id: state for state in backend.scan(generation) if only is None or state.id in only}
    rows = {row.id: row for row in _rows() if only is None or row.id in only}
    found = {}
    for identity in sorted(rows.keys() | indexed.keys()):
        sentence = _sentence(rows.get(identity), indexed.get(identity))
        if sentence:
            found[identity] = Difference(sentence, rows.get(identity), indexed.get(identity))
    return found


def _rows() -> list[Row]:
    values = DocumentRecord.objects.values_list("id", "family_id", "language", "version", "hash")
    return [Row(*value) for value in values.order_by("id").iterator()]


def _sentence(row: Row | None, state: State | None) -> str:
    if row is None:
        return f"unexpected: {state.id}" if state else ""
    if state is None:
        return f"missing: {row.id}"
    if state.language != row.language:
        return f"wrong language: {row.id} is in the index of {state.language}"
    if state.hash != row.hash:
        return f"stale: {row.id}"
    if state.version != row.version:
        return f"other version: {row.id} is {state.version} in the index and {row.version} in the table"
    return ""


def _smoke(backend: Backend, generation: str, known: Collection[str], settle: Callable[[], object] | None) -> list[str]:
    """A few documents, spread over all, must be found by what they are and by what they say, while they are there."""
    rows = [row for row in _rows() if row.id not in known]
    asked = rows[:: max(1, len(rows) // SMOKE)]
    missed = [row for row in asked if _in_vain(backend, generation, row)]
    if missed and settle:
        settle()
        live = set(_rows())
        missed = [row for row in missed if row in live]
    return [sentence for row in missed for sentence in _in_vain(backend, generation, row)]


def _in_vain(backend: Backend, generation: str, row: Row) -> list[str]:
    """What was asked without bringing up the document's family."""
    return [
        f"{sentence}: {row.id}"
        for sentence, plan in questions(row).items()
        if row.family_id not in backend.search(plan, generation).families
    ]


def questions(row: Row) -> dict[str, Plan]:
    """By its identity, by the stems of its title, and by the title as it stands."""
    own = (row.family_id,)
    title = tuple(words(DocumentRecord.objects.filter(id=row.id).values_list("title", flat=True).first() or ""))
    found: dict[str, tuple[Clause, ...]] = {
        "not found by search": (Clause("smoke", identities=(Identity("family", own, 1.0),)),)
    }
    if title:
        found["not found by the words of its title"] = tuple(
            Clause(word, (Match((stem(word, row.language),), written=(word,)),), fields=("title",))
            for word in dict.fromkeys(title)
        )
        found["not found by its title as a phrase"] = (Clause("title", (Match(title, exact=True),)),)
    return {
        sentence: Plan(row.language, clauses, coverage=len(clauses), filters={"family": own}, limit=1)
        for sentence, clauses in found.items()
    }
