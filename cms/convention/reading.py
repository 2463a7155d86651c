"""What a page of the readable Convention shows: provisions with everything that belongs to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.convention import citations, queries
from cms.convention.addresses import provision_path
from cms.convention.models import Chemical, OfficialText, Provision, Topic
from cms.convention.related import Link, related_units, taught_in
from cms.terminology.marks import Marker, Span
from cms.terminology.queries import TermEntry


@dataclass(slots=True)
class Node:
    """One provision on its page."""

    provision: Provision
    label: str
    summary: SafeString
    official: OfficialText | None
    chemicals: list[Chemical]
    topics: list[Topic]
    taught: list[Link]
    children: list[Node] = field(default_factory=list)

    @property
    def is_headed(self) -> bool:
        """Parts and sections stand under a heading of their own."""
        return self.provision.kind in ("part", "section")


@dataclass(frozen=True, slots=True)
class Unit:
    """An article or annex, ready to be shown."""

    root: Node
    terms: list[TermEntry]
    previous: Provision | None
    following: Provision | None
    language: str
    related: list[Provision]

    @property
    def is_fallback(self) -> bool:
        """Whether the reader's language is not there yet."""
        return self.root.provision.language != self.language


def unit(eid: str, language: str) -> Unit | None:
    """Everything on the page of an article or annex; the same few queries for one provision and for fifty."""
    rows = queries.provisions_of_unit(eid, language)
    if not rows or rows[0].eid != eid:
        return None
    eids = [row.eid for row in rows]
    chemicals = queries.chemicals_by_slug({slug for row in rows for slug in row.chemicals}, language)
    topics = queries.topics_by_slug({slug for row in rows for slug in row.topics}, language)
    official = queries.official_texts(eids, language)
    taught = taught_in(eids, language)
    marker, known = Marker(rows[0].language), frozenset(queries.known_eids())
    nodes = {
        row.eid: Node(
            provision=row,
            label=label(row),
            summary=marker.mark(row.summary, _citation_links(row, known)),
            official=official.get(row.eid),
            chemicals=[chemicals[slug] for slug in row.chemicals if slug in chemicals],
            topics=[topics[slug] for slug in row.topics if slug in topics],
            taught=taught[row.eid],
        )
        for row in rows
    }
    for row in rows[1:]:
        # A provision whose parent was unpublished hangs from the page itself.
        nodes.get(row.parent_eid, nodes[eid]).children.append(nodes[row.eid])
    units = queries.units(language)
    previous, following = _neighbours(eid, units)
    by_eid = {row.eid: row for row in units}
    related = [by_eid[other] for other in related_units(eid) if other in by_eid]
    return Unit(nodes[eid], list(marker.used.values()), previous, following, language, related)


def label(row: Provision) -> str:
    """What stands before a provision within its article: (a), a), 1, Part II."""
    where = citations.path(row.eid)
    if where is None or not where.labels:
        return row.citation.rpartition(", ")[2] if where and where.part else row.citation
    last = where.labels[-1]
    return last if last.isdigit() else citations.LABELS[row.language].format(last)


def _citation_links(row: Provision, known: frozenset[str]) -> Sequence[Span]:
    return [
        (
            found.start,
            found.end,
            format_html(
                '<a href="{}">{}</a>', provision_path(found.eid, row.language), row.summary[found.start : found.end]
            ),
        )
        for found in citations.parse(row.summary, row.language)
        if found.eid in known and found.eid != row.eid
    ]


def _neighbours(eid: str, rows: list[Provision]) -> tuple[Provision | None, Provision | None]:
    place = next(place for place, row in enumerate(rows) if row.eid == eid)
    return (rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None)
