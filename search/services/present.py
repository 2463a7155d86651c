"""One page of results: visibility by the database, the reader's language where there is one, safe extracts."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape

from search import registry
from search.backends import Backend, UnavailableError
from search.backends.base import Hit, Results
from search.documents import PUBLIC, Document
from search.domain.highlight import Sought, extract, mark, spans
from search.domain.plan import Plan
from search.domain.terms import Named
from search.models import DocumentRecord
from search.services import related
from search.services.results import Card, Part, Related, Result

logger = logging.getLogger(__name__)

SUMMARY_LENGTH = 220
MAX_PARTS = 3
PART_LENGTH = 110
# A part that matches less than this share of the best one is hardly worth a line of its own.
PART_SHARE = 0.4
_LINE_END = re.compile(r"(?<=[.:;?!…])(\n)|\n")


@dataclass(frozen=True, slots=True)
class Found:
    """Ranked families with their best hit in each language, and all hits of each family."""

    ranking: Sequence[tuple[str, float]] = ()
    hits: dict[str, dict[str, Hit]] = field(default_factory=dict)
    parts: dict[str, list[Hit]] = field(default_factory=dict)
    results: Sequence[Results] = ()
    degraded: bool = False
    engine: str = ""

    @property
    def families(self) -> frozenset[str]:
        return frozenset(family for family, _ in self.ranking).union(*(result.families for result in self.results))


class Page:
    """The results of one page, checked against the table of documents by one query."""

    def __init__(self, language: str, plans: Sequence[Plan], backend: Backend) -> None:
        self.language = language
        self.sought = {plan.language: Sought(plan) for plan in plans}
        self.backend = backend
        self.records: dict[str, dict[str, DocumentRecord]] = defaultdict(dict)
        self.notes: Mapping[str, Sequence[Mapping[str, Any]]] = {}

    def recheck(self, families: Iterable[str]) -> None:
        """Keep of these families only what the database says is public now."""
        wanted = {*families} - {""}
        if not wanted:
            return
        # Asked for the sources too, SQLite goes through all documents of these rather than to the families.
        rows = DocumentRecord.objects.filter(family_id__in=wanted, visibility=PUBLIC)
        for record in rows.order_by("ordinal", "id"):
            if record.source in registry.sources():
                self.records[record.family_id][record.id] = record

    def annotate(self, request: HttpRequest | None, families: Iterable[str]) -> None:
        """Ask every app once what it has to tell this reader of these families."""
        self.notes = _annotations(request, [family for family in dict.fromkeys(families) if family in self.records])

    def card(self, family: str, named: Sequence[Named], parts: Sequence[Hit], lessons: Sequence[Hit]) -> Card | None:
        record = self._record(family, "")
        if record is None:
            return None
        return Card(
            family_id=family,
            kind=record.kind,
            language=record.language,
            title=record.title,
            url=record.url,
            summary=record.summary,
            label=next((item.label for item in named if family in item.families), ""),
            facts=related.facts(family, self.language),
            parts=self._related(parts),
            lessons=self._related(lessons),
            annotations=tuple(self.notes.get(family, ())),
        )

    def parents(self, results: Sequence[Result]) -> dict[str, Related]:
        """What the results stand under, where it can be read itself."""
        found = {result.parent: self._record(result.parent, "") for result in results if result.parent}
        return {
            family: Related(family, record.kind, record.language, record.title, "", record.url, record.summary)
            for family, record in found.items()
            if record is not None
        }

    def results(
        self,
        page: Sequence[tuple[str, float]],
        found: Found,
        first: int = 1,
    ) -> list[Result]:
        hits = found.hits
        chosen = [(score, hits[family], record) for family, score in page if (record := self._chosen(family, hits))]
        documents = self._documents([record for _, _, record in chosen], hits)
        return [
            self._result(
                record,
                documents.get(record.id),
                score,
                found.parts.get(record.family_id, ()),
                rank,
            )
            for rank, (score, _, record) in enumerate(chosen, first)
        ]

    def _related(self, hits: Sequence[Hit]) -> list[Related]:
        """The hits that are public now, titled and addressed as the database has them."""
        found = []
        for hit in hits:
            record = self.records.get(hit.family_id, {}).get(hit.id)
            if record is not None:
                heading = hit.document.heading_path[-1] if hit.document.part and hit.document.heading_path else ""
                found.append(
                    Related(
                        record.family_id,
                        record.kind,
                        record.language,
                        record.title,
                        heading,
                        record.url,
                        record.summary,
                        tuple(self.notes.get(record.family_id, ())),
                    )
                )
        return found

    def _chosen(self, family: str, hits: Mapping[str, Mapping[str, Hit]]) -> DocumentRecord | None:
        """What was put first by people need not be a hit at all."""
        best = hits[family]
        hit = best.get(self.language) or next(iter(best.values()), None)
        return self._record(family, hit.document.part if hit else "")

    def _record(self, family: str, part: str) -> DocumentRecord | None:
        """The same part in the reader's language, else its first part, else what there is in another language."""
        records = self.records.get(family, {})
        own = [record for record in records.values() if record.language == self.language]
        candidates = own or list(records.values())
        same = [record for record in candidates if record.id == f"{family}:{record.language}{part}"]
        return next(iter(same or candidates), None)

    def _documents(
        self, records: Sequence[DocumentRecord], hits: Mapping[str, Mapping[str, Hit]]
    ) -> dict[str, Document]:
        """The indexed texts of the chosen records; those that were hit are at hand already."""
        wanted = {record.id for record in records}
        found = {hit.id: hit.document for best in hits.values() for hit in best.values() if hit.id in wanted}
        missing: dict[str, list[str]] = defaultdict(list)
        for record in records:
            if record.id not in found:
                missing[record.language].append(record.id)
        for language, ids in missing.items():
            try:
                found |= self.backend.documents(ids, language)
            except UnavailableError:
                logger.exception("Texts of %s results are missing", len(ids))
        return found

    def _result(
        self,
        record: DocumentRecord,
        document: Document | None,
        score: float,
        hits: Sequence[Hit],
        rank: int,
    ) -> Result:
        sought = self.sought[record.language]
        return Result(
            family_id=record.family_id,
            kind=record.kind,
            language=record.language,
            title=record.title,
            title_html=mark(record.title, spans(record.title, sought)),
            heading_path=document.heading_path if document else (),
            url=record.url,
            highlights=_extracts(record, document, sought),
            score=round(score, 6),
            annotations=tuple(self.notes.get(record.family_id, ())),
            parts=tuple(islice(self._parts(record, hits, sought), MAX_PARTS)),
            parent=document.parent if document else "",
            rank=rank,
        )

    def _parts(self, chosen: DocumentRecord, hits: Sequence[Hit], sought: Sought) -> Iterator[Part]:
        """The other sections that match nearly as well, each under its own heading and address."""
        records = self.records[chosen.family_id]
        same = [
            (hit, record)
            for hit in hits
            if (record := records.get(hit.id)) is not None and record.language == chosen.language
        ]
        best = max((hit.score for hit, _ in same), default=0.0)
        for hit, record in same:
            if record.id == chosen.id or hit.score < best * PART_SHARE or not hit.document.heading_path:
                continue
            heading = hit.document.heading_path[-1]
            text, marked = in_one_line(extract(hit.document.body, sought, PART_LENGTH)), spans(heading, sought)
            if text or marked:
                yield Part(heading, mark(heading, marked), record.url, text)


def _extracts(record: DocumentRecord, document: Document | None, sought: Sought) -> tuple[str, ...]:
    """The best stretch of the body, else of the summary, else how the text begins."""
    texts = [text for text in ((document.body if document else ""), record.summary) if text]
    for text in texts:
        found = extract(text, sought)
        if found:
            return (in_one_line(found),)
    if not texts:
        return ()
    text = in_one_line(texts[0])
    short = text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"
    return (escape(short),)


def in_one_line(text: str) -> str:
    """Lines of a text, or of an extract of one, with a dot between those that end without a stop."""
    return _LINE_END.sub(lambda end: " " if end[1] else " · ", text)


def _annotations(request: HttpRequest | None, families: Sequence[str]) -> dict[str, list[Mapping[str, Any]]]:
    """What apps add for this reader; one app's error costs its notes only."""
    notes: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    if request is None or not families:
        return notes
    for name, function in registry.annotators().items():
        try:
            for family, note in function(request, families).items():
                notes[family].append(note)
        except Exception:
            logger.exception("Annotation %r failed", name)
    return notes
