"""One page of results: visibility by the database, the reader's language where there is one, safe extracts."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape

from search import registry
from search.backends import Backend, UnavailableError
from search.backends.base import Hit
from search.documents import PUBLIC, Document
from search.domain.highlight import extract, mark, spans
from search.domain.plan import Plan
from search.domain.planner import Named
from search.models import DocumentRecord
from search.services.results import Card, Result

logger = logging.getLogger(__name__)

SUMMARY_LENGTH = 220


class Page:
    """The results of one page, checked against the table of documents by one query."""

    def __init__(self, language: str, plans: Sequence[Plan], backend: Backend) -> None:
        self.language = language
        self.plans = {plan.language: plan for plan in plans}
        self.backend = backend
        self.records: dict[str, dict[str, DocumentRecord]] = defaultdict(dict)

    def recheck(self, families: Sequence[str], card_family: str) -> None:
        """Keep of these families only what the database says is public now."""
        wanted = {*families, card_family} - {""}
        if not wanted:
            return
        rows = DocumentRecord.objects.filter(
            family_id__in=wanted, visibility=PUBLIC, source__in=list(registry.sources())
        )
        for record in rows.order_by("ordinal", "id"):
            self.records[record.family_id][record.id] = record

    def card(self, family: str, named: Sequence[Named]) -> Card | None:
        record = self._record(family, "")
        if record is None:
            return None
        label = next((item.label for item in named if family in item.families), "")
        return Card(family, record.kind, record.language, record.title, record.url, record.summary, label)

    def results(
        self,
        page: Sequence[tuple[str, float]],
        hits: Mapping[str, Mapping[str, Hit]],
        request: HttpRequest | None,
    ) -> list[Result]:
        chosen = [(score, hits[family], record) for family, score in page if (record := self._chosen(family, hits))]
        documents = self._documents([record for _, _, record in chosen], hits)
        notes = _annotations(request, [record.family_id for _, _, record in chosen])
        return [
            self._result(record, documents.get(record.id), score, notes.get(record.family_id, []))
            for score, _, record in chosen
        ]

    def _chosen(self, family: str, hits: Mapping[str, Mapping[str, Hit]]) -> DocumentRecord | None:
        best = hits[family]
        hit = best.get(self.language) or next(iter(best.values()))
        return self._record(family, hit.document.part)

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
        found = {hit.document.id: hit.document for best in hits.values() for hit in best.values()}
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
        self, record: DocumentRecord, document: Document | None, score: float, notes: Sequence[Mapping[str, Any]]
    ) -> Result:
        plan = self.plans[record.language]
        return Result(
            family_id=record.family_id,
            kind=record.kind,
            language=record.language,
            title=record.title,
            title_html=mark(record.title, spans(record.title, plan)),
            heading_path=document.heading_path if document else (),
            url=record.url,
            highlights=_extracts(record, document, plan),
            score=round(score, 6),
            annotations=tuple(notes),
        )


def _extracts(record: DocumentRecord, document: Document | None, plan: Plan) -> tuple[str, ...]:
    """The best stretch of the body, else of the summary, else how the text begins."""
    texts = [text for text in ((document.body if document else ""), record.summary) if text]
    for text in texts:
        found = extract(text, plan)
        if found:
            return (found,)
    if not texts:
        return ()
    text = record.summary or texts[0]
    short = text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"
    return (escape(short),)


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
