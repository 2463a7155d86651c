"""Completions: names and titles of documents from the start of any of their words."""

from __future__ import annotations

from dataclasses import dataclass

from search import registry
from search.documents import PUBLIC, kind_label
from search.domain.text import normalise
from search.models import NameEntry

LIMIT = 8
READ = 80


@dataclass(frozen=True, slots=True)
class Completion:
    text: str
    kind: str
    kind_label: str
    url: str
    family_id: str


def suggest(text: str, language: str, limit: int = LIMIT) -> list[Completion]:
    """Completions in the reader's language: names first, then those that begin with what was typed, then the short."""
    start = normalise(text[:100])
    if not start:
        return []
    rows = (
        NameEntry.objects.filter(
            start__startswith=start,
            document__language=language,
            document__visibility=PUBLIC,
            document__source__in=list(registry.sources()),
        )
        .select_related("document")
        .order_by("position", "-is_name", "start")[:READ]
    )
    ranked = sorted(rows, key=lambda row: (row.start != start, row.position > 0, not row.is_name, len(row.text)))
    found: dict[str, Completion] = {}
    for row in ranked:
        document = row.document
        label = kind_label(document.kind, language)
        family = document.family_id
        found.setdefault(family, Completion(row.text, document.kind, label, document.url, family))
    return list(found.values())[:limit]
