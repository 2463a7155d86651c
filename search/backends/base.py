"""What every search engine must do; a plan and documents go in, families and facts come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.documents import Document
from search.domain.plan import Plan


class UnavailableError(Exception):
    """The engine cannot answer now; another one may."""


class BusyError(UnavailableError):
    """Somebody else is writing and did not finish in time."""


class QueryError(UnavailableError):
    """This one query is too much for an engine that is otherwise well."""


class RejectedError(Exception):
    """The engine took the batch save for some documents, which it will never take as they are."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{identity}: {reason}" for identity, reason in list(reasons.items())[:5]))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Upsert:
    document: Document
    version: int


@dataclass(frozen=True, slots=True)
class Delete:
    id: str
    language: str
    version: int


Change = Upsert | Delete


@dataclass(frozen=True, slots=True)
class State:
    """What the index holds of a document, for comparison with the table."""

    id: str
    language: str
    version: int
    hash: str


class Hit:
    """A document that was found; its texts are read when they are asked for, for most hits never are."""

    __slots__ = ("_read", "family_id", "id", "ordinal", "score")

    def __init__(self, identity: str, family_id: str, ordinal: int, score: float, read: Callable[[], Document]) -> None:
        self.id = identity
        self.family_id = family_id
        self.ordinal = ordinal
        self.score = score
        self._read = read

    @property
    def document(self) -> Document:
        return self._read()


@dataclass(frozen=True, slots=True)
class Results:
    """The best hits in one language, and the families behind the counts, which are more where not `complete`.

    `took` is the engine's own milliseconds.
    """

    hits: Sequence[Hit] = ()
    families: frozenset[str] = frozenset()
    facets: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    took: float | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Capabilities:
    fuzzy: bool
    generations: bool
    max_window: int


@dataclass(frozen=True, slots=True)
class Health:
    ok: bool
    detail: str
    documents: Mapping[str, int] = field(default_factory=dict)
    generation: str = ""


class Backend(Protocol):
    """One engine. `apply` never lets an older version overwrite a newer one, a deletion included."""

    name: str
    capabilities: Capabilities

    def health(self) -> Health: ...

    def current(self) -> str:
        """The generation that answers, empty when there is none; cheap."""
        ...

    def search(self, plan: Plan, generation: str = "") -> Results: ...

    def search_many(self, plans: Sequence[Plan]) -> list[Results]:
        """The answers to several plans, in one round trip where there is one."""
        ...

    def documents(self, ids: Sequence[str], language: str) -> dict[str, Document]: ...

    def apply(self, changes: Iterable[Change], generation: str = "") -> None:
        """All changes, findable when this returns.

        Raises RejectedError when all but some were taken, UnavailableError when any may be missing.
        """
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Nobody else applies, promotes or rolls back within."""
        ...

    def rebuilding(self) -> AbstractContextManager[None]:
        """Nobody else builds a generation within."""
        ...

    def begin_generation(self) -> str:
        """A new empty generation that answers nobody yet."""
        ...

    def load(self, generation: str, documents: Iterable[Upsert]) -> None: ...

    def promote(self, generation: str) -> None: ...

    def discard(self, generation: str) -> None: ...

    def earlier(self) -> str:
        """The generation before; UnavailableError when there is none to go back to."""
        ...

    def rollback(self) -> None:
        """Back to the generation before, which lacks what was written since."""
        ...

    def scan(self, generation: str = "") -> Iterator[State]: ...
