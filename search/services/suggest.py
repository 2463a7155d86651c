"""Completions: names and titles of documents from the start of any of their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.db.models import QuerySet

from search import registry
from search.documents import PUBLIC, kind_label
from search.domain.text import compact
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
    """Completions in the reader's language: what begins with the text, names, titles before other names, the short."""
    start = compact(text[:100])
    if not start:
        return []
    rows = _beginning_with(start).filter(document__language=language, document__visibility=PUBLIC)
    rows = rows.select_related("document").order_by("position", "-is_name", "start")[:READ]
    known = [row for row in rows if row.document.source in registry.sources()]
    ranked = sorted(known, key=partial(_rank, start))
    found: dict[str, Completion] = {}
    for row in ranked:
        document = row.document
        label = kind_label(document.kind, language)
        family = document.family_id
        found.setdefault(family, Completion(row.text, document.kind, label, document.url, family))
    return list(found.values())[:limit]


def _rank(start: str, row: NameEntry) -> tuple[bool, bool, bool, bool, int]:
    # Of one thing's names the one it is headed with says best what is behind the link.
    headed = row.text.casefold() == row.document.title.casefold()
    return (row.start != start, row.position > 0, not row.is_name, not headed, len(row.text))


def _beginning_with(start: str) -> QuerySet[NameEntry]:
    """By the index of names: SQLite uses it for a range, never for LIKE; PostgreSQL's collations know no such range."""
    if connection.vendor == "sqlite":
        return NameEntry.objects.filter(start__gte=start, start__lt=start[:-1] + chr(ord(start[-1]) + 1))
    return NameEntry.objects.filter(start__startswith=start)
