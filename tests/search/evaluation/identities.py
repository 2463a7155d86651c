"""Every name, citation and code of the content, put to both engines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from search import registry
from search.backends import get_backend
from search.backends.base import Results
from search.documents import PUBLIC, Document
from search.domain.plan import Plan
from search.domain.text import normalise
from search.evaluation.goals import ENGINES
from search.services.results import Query
from search.services.search import Understood, search, understand

AT_ONCE = 50
PROVISION_NAMES = 1  # the citation; its other forms are resolved before any engine is asked


@dataclass(frozen=True, slots=True)
class Identity:
    """A text that names something outright, what is asked of an engine for it, and the families that bear it."""

    text: str
    plan: Plan
    bearers: frozenset[str]


def unmet() -> list[str]:
    """Where an engine does not put first what alone bears the text, or one of those that do, or the two differ."""
    found = []
    asked = identities()
    while group := list(islice(asked, AT_ONCE)):
        plans = [identity.plan for identity in group]
        embedded, cluster = (first_of(get_backend(name).search_many(plans)) for name in ENGINES)
        found += [
            f"{each.plan.language}: {each.text!r} of {sorted(each.bearers)}: embedded {one}, elasticsearch {other}"
            for each, one, other in zip(group, embedded, cluster, strict=True)
            if one != other or one not in each.bearers
        ]
    return found


def without_card(engine: str) -> list[str]:
    """Names that one chemical alone bears, a term perhaps beside it, and that its card does not answer."""
    found = []
    borne = owners("chemicals")
    for document in documents("chemicals"):
        for name in dict.fromkeys([document.title, *document.names]):
            if borne[normalise(name)] == {document.family_id}:
                card = search(Query(name, document.language, engine=engine)).answer
                if card is None or card.family_id != document.family_id:
                    found.append(f"{document.language}: {name!r}: {card and card.family_id}")
    return found


def identities() -> Iterator[Identity]:
    """A plan in the reader's language for every text that names something outright."""
    borne = owners()
    for document in documents():
        for text in identifying(document):
            understood = understand(Query(text, document.language))
            if understood.named:
                yield Identity(text, understood.plans[0], frozenset(borne[normalise(text)] | cited(understood)))


def cited(understood: Understood) -> set[str]:
    """A name may hold a citation (“listed in Annex A”) or name a chemical in another number: as good an answer."""
    return {family for named in understood.named if named.kind in ("citation", "chemical") for family in named.families}


def owners(source: str | None = None) -> Mapping[str, set[str]]:
    """The families that bear a text as title, name or number, in any language."""
    borne: dict[str, set[str]] = defaultdict(set)
    for document in documents(source):
        for text in (document.title, *document.names, *document.codes):
            borne[normalise(text)].add(document.family_id)
    return borne


def documents(source: str | None = None) -> Iterator[Document]:
    for name, declared in registry.sources().items():
        if source in (None, name):
            for key in declared.keys():  # noqa: SIM118 - a source is no mapping
                yield from (document for document in declared.documents(key) if document.visibility == PUBLIC)


def identifying(document: Document) -> Sequence[str]:
    limit = PROVISION_NAMES if document.kind == "provision" else None
    return [*document.names[:limit], *document.codes]


def first_of(results: Sequence[Results]) -> list[str]:
    return [result.hits[0].document.family_id if result.hits else "" for result in results]
