"""Every name, citation and code of the content, put to both engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from search import registry
from search.backends import get_backend
from search.backends.base import Results
from search.documents import Document
from search.domain.plan import Plan
from search.services.results import Query
from search.services.search import understand

AT_ONCE = 50
PROVISION_NAMES = 1  # the citation; its other forms are resolved before any engine is asked


def disagreements() -> list[str]:
    """What one engine answers first, by identity, and the other does not."""
    found = []
    asked = named_plans()
    while group := list(islice(asked, AT_ONCE)):
        plans = [plan for _, plan in group]
        embedded, cluster = (first_of(get_backend(name).search_many(plans)) for name in ("embedded", "elasticsearch"))
        found += [
            f"{plan.language}: {text!r}: embedded {one}, elasticsearch {other}"
            for (text, plan), one, other in zip(group, embedded, cluster, strict=True)
            if one != other
        ]
    return found


def named_plans() -> Iterator[tuple[str, Plan]]:
    """A plan in the reader's language for every text that names something outright."""
    for source in registry.sources().values():
        for key in source.keys():  # noqa: SIM118 - a source is no mapping
            for document in source.documents(key):
                for text in identifying(document):
                    understood = understand(Query(text, document.language))
                    if understood.named:
                        yield text, understood.plans[0]


def identifying(document: Document) -> Sequence[str]:
    limit = PROVISION_NAMES if document.kind == "provision" else None
    return [*document.names[:limit], *document.codes]


def first_of(results: Sequence[Results]) -> list[str]:
    return [result.hits[0].document.family_id if result.hits else "" for result in results]
