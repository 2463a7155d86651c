"""Whether what was found answers the query, or only comes near to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from search.documents import KEY_FIELDS, Document, analysed_texts
from search.domain.coverage import share_met
from search.domain.plan import Plan
from search.domain.weights import weights
from search.services.present import Found
from search.services.results import PAGE_SIZE


def only_near(found: Found, plans: Sequence[Plan]) -> bool:
    """Something was found, but none of the first hits has most of what is asked."""
    by_language = {plan.language: plan for plan in plans}
    first = [
        (by_language[language], hit.document)
        for family, _ in found.ranking[:PAGE_SIZE]
        for language, hit in found.hits[family].items()
    ]
    return bool(first) and all(_share(plan, document) < weights().coverage.most for plan, document in first)


def _share(plan: Plan, document: Document) -> float:
    texts = [text for field in analysed_texts(document).values() for text in field]
    return share_met(plan, texts, _keys(document))


def _keys(document: Document) -> Mapping[str, Collection[str]]:
    values = {name: getattr(document, attribute) for name, attribute in KEY_FIELDS.items()}
    return {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
