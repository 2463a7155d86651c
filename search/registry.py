"""What apps declare to search, each in its `search_documents` module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, Protocol

from django.http import HttpRequest

from search.documents import Document
from search.domain.best_bets import BestBet
from search.domain.synonyms import Group


class Source(Protocol):
    """Where documents come from; `documents` gives every live language, nothing when the object is gone."""

    name: str

    def keys(self) -> Iterable[str]: ...

    def documents(self, key: str) -> list[Document]: ...


@dataclass(frozen=True, slots=True)
class Recognition:
    """A stretch of the query that names known families; `written` is the name in our texts where it differs."""

    family_ids: tuple[str, ...]
    start: int
    end: int
    kind: str
    confidence: float
    label: str
    written: str = ""


class Recogniser(Protocol):
    """Finds citations, codes or names in a query."""

    name: str

    def recognise(self, query: str, language: str) -> list[Recognition]: ...


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing and how it is said in each language: expressions with their inflected forms, and renderings to avoid."""

    key: str
    expressions: Mapping[str, tuple[str, ...]]
    avoided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class FactValue(NamedTuple):
    """A text of an answer card, the address it leads to, or none, and the language it is in, or none in particular."""

    text: str
    url: str = ""
    language: str = ""


class Curation(Protocol):
    """What people decide at run time, by language; `stamp` differs whenever one of the others would, and is cheap."""

    name: str

    def stamp(self) -> object: ...

    def synonyms(self, language: str) -> Iterable[Group]: ...

    def best_bets(self, language: str) -> Iterable[BestBet]: ...


Synonyms = Callable[[str], Iterable[Group]]
Annotation = Callable[[HttpRequest, Sequence[str]], Mapping[str, Mapping[str, Any]]]
# A key and the reader's language → lines of a label and of values.
Facts = Callable[[str, str], Iterable[tuple[str, Sequence[FactValue]]]]
FacetLabels = Callable[[Sequence[str], str], Mapping[str, str]]
Concepts = Callable[[], Iterable[Concept]]
# From whoever asks and families of one kind to the addresses where that person may edit them, by (family, language).
EditLinks = Callable[[Any, Sequence[str]], Mapping[tuple[str, str], str]]


@dataclass
class _Registry:
    sources: dict[str, Source] = field(default_factory=dict)
    recognisers: dict[str, Recogniser] = field(default_factory=dict)
    synonyms: dict[str, Synonyms] = field(default_factory=dict)
    curations: dict[str, Curation] = field(default_factory=dict)
    annotations: dict[str, Annotation] = field(default_factory=dict)
    facet_labels: dict[str, FacetLabels] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    concepts: dict[str, Concepts] = field(default_factory=dict)
    edit_links: dict[str, EditLinks] = field(default_factory=dict)


_registry = _Registry()


def _add(kind: str, table: dict[str, Any], name: str, entry: Any) -> None:
    if not name or not isinstance(name, str):
        raise ValueError(f"A search {kind} needs a name, got {name!r}.")
    if name in table:
        raise ValueError(f"The search {kind} {name!r} is registered twice.")
    table[name] = entry


def register_source(source: Source) -> None:
    _add("source", _registry.sources, source.name, source)


def register_recogniser(recogniser: Recogniser) -> None:
    _add("recogniser", _registry.recognisers, recogniser.name, recogniser)


def register_synonyms(name: str, function: Synonyms) -> None:
    _add("synonym list", _registry.synonyms, name, function)


def register_curation(curation: Curation) -> None:
    _add("curation", _registry.curations, curation.name, curation)


def register_annotation(name: str, function: Annotation) -> None:
    _add("annotation", _registry.annotations, name, function)


def register_facet_labels(facet: str, function: FacetLabels) -> None:
    _add("facet label", _registry.facet_labels, facet, function)


def register_concepts(name: str, function: Concepts) -> None:
    _add("concept list", _registry.concepts, name, function)


def register_edit_links(kind: str, function: EditLinks) -> None:
    _add("edit link", _registry.edit_links, kind, function)


def register_facts(kind: str, function: Facts) -> None:
    """What the answer card of a kind tells besides title and summary."""
    _add("fact list", _registry.facts, kind, function)


def sources() -> Mapping[str, Source]:
    return _registry.sources


def recognisers() -> Mapping[str, Recogniser]:
    return _registry.recognisers


def synonyms() -> Mapping[str, Synonyms]:
    return _registry.synonyms


def curations() -> Mapping[str, Curation]:
    return _registry.curations


def annotators() -> Mapping[str, Annotation]:
    return _registry.annotations


def facet_labels() -> Mapping[str, FacetLabels]:
    return _registry.facet_labels


def concepts() -> Mapping[str, Concepts]:
    return _registry.concepts


def edit_links() -> Mapping[str, EditLinks]:
    return _registry.edit_links


def facts() -> Mapping[str, Facts]:
    return _registry.facts


@contextmanager
def isolated() -> Iterator[None]:
    """Empty registries for a while, as tests need them; what was registered before comes back after."""
    before = {item.name: dict(getattr(_registry, item.name)) for item in fields(_Registry)}
    for item in fields(_Registry):
        getattr(_registry, item.name).clear()
    try:
        yield
    finally:
        for name, entries in before.items():
            table = getattr(_registry, name)
            table.clear()
            table.update(entries)
