"""Finds a phrase in the documents of the engine on this machine, with what stands for it in the other language."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from search import registry
from search.backends import UnavailableError, embedded
from search.concordance.concord import Concord, concord
from search.concordance.phrases import form_of, occurrences
from search.concordance.renderings import Concepts
from search.concordance.segments import Segment, holding
from search.documents import KIND_LABELS, PUBLIC, Document
from search.domain.plan import Clause, Match, Plan
from search.domain.weights import weights
from search.models import DocumentRecord
from search.registry import sources
from search.services import engines
from search.services.knowledge import languages, lexicon

logger = logging.getLogger(__name__)

MAX_PHRASE = 200
# Enough for anything worth comparing, and little enough to be fetched within the time a reader waits.
MAX_DOCUMENTS = 500
_KINDS = list(KIND_LABELS)

Visible = Callable[[Sequence[Document]], Sequence[Document]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A phrase; no `source` means the language in which it stands, `exact` no other inflection than written."""

    phrase: str
    source: str = ""
    target: str = ""
    exact: bool = False
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; `kinds` counts all kinds, whichever were asked for."""

    question: Question
    source: str
    target: str
    concord: Concord = field(default_factory=Concord)
    kinds: Mapping[str, int] = field(default_factory=dict)
    truncated: bool = False
    degraded: bool = False


def public(documents: Sequence[Document]) -> list[Document]:
    return [document for document in documents if document.visibility == PUBLIC]


class FinalWord:
    """What the database says of documents that an engine still has: the engine hears of a change a little later."""

    def __init__(self, ids: Iterable[str], visible: Visible) -> None:
        rows = DocumentRecord.objects.filter(id__in=set(ids)).values_list("id", "visibility", "source")
        self._visibility = {identity: visibility for identity, visibility, source in rows if source in sources()}
        self._visible = visible

    def visible(self, documents: Iterable[Document]) -> Sequence[Document]:
        """Those that are there and may be seen, as visible as they are now."""
        there = [document for document in documents if document.id in self._visibility]
        return self._visible([replace(document, visibility=self._visibility[document.id]) for document in there])


def consult(question: Question, visible: Visible = public) -> Answer:
    """Every place of the phrase in documents that are `visible`; a phrase without words is found nowhere."""
    asked = [question.source] if question.source else languages()
    if not form_of(question.phrase, asked[0]):
        return _nothing(question, asked[0])
    # Not the cluster: hundreds of whole documents take longer than readers wait, and would pass for a fault of it.
    reply = engines.ask([_plan(question, language) for language in asked], embedded().name)
    if not reply.engine:
        return _nothing(question, asked[0], degraded=True)
    hits = {
        language: [hit.document for hit in result.hits] for language, result in zip(asked, reply.results, strict=True)
    }
    beside = {language: _beside(hits[language], _target(question, language)) for language in asked}
    final = FinalWord((identity for pairs in beside.values() for identity in chain(*pairs.items())), visible)
    shown = {language: sorted(final.visible(hits[language]), key=_place) for language in asked}
    others = {
        language: _counterparts(shown[language], beside[language], _target(question, language), final)
        for language in asked
    }
    found = {language: _segments(shown[language], others[language] or {}, question, language) for language in asked}
    # The language in which it stands more often; of equals the first, in which content is written.
    source = max(asked, key=lambda language: len(found[language]))
    return Answer(
        question,
        source,
        _target(question, source),
        _concord(found[source], question, source),
        _kinds_of(found[source], question, source),
        truncated=len(reply.results[asked.index(source)].hits) >= MAX_DOCUMENTS,
        degraded=others[source] is None,
    )


def _concord(segments: Sequence[Segment], question: Question, source: str) -> Concord:
    target = _target(question, source)
    words = lexicon().vocabularies[target]
    return concord(
        question.phrase,
        [each for each in segments if not question.kinds or each.document.kind in question.kinds],
        concepts=Concepts.of(_concepts(), source, target),
        exact=question.exact,
        frequency=words.frequency,
        documents=words.documents,
    )


def _nothing(question: Question, source: str, *, degraded: bool = False) -> Answer:
    return Answer(question, source, _target(question, source), degraded=degraded)


def _target(question: Question, source: str) -> str:
    """The language to compare with; when none was named, the first other one."""
    if question.target and question.target != source:
        return question.target
    return next((code for code in languages() if code != source), source)


def _plan(question: Question, language: str) -> Plan:
    words = form_of(question.phrase, language, exact=True)
    stems = form_of(question.phrase, language)
    match = Match(words, exact=True) if question.exact else Match(stems, origin="phrase", written=words)
    clause = Clause(" ".join(words), (match,), occur="must", fields=("title", "heading", "body"))
    return Plan(language, (clause,), coverage=1, weights=weights().fields, limit=MAX_DOCUMENTS)


def _segments(
    documents: Sequence[Document], others: Mapping[str, Document], question: Question, source: str
) -> list[Segment]:
    """The segments that hold the phrase, in the order of the content."""
    wanted = {form_of(question.phrase, source, question.exact)}
    return [
        segment
        for document in documents
        for segment in holding(document, others.get(document.id), wanted, question.exact)
    ]


def _beside(documents: Sequence[Document], target: str) -> dict[str, str]:
    """The id under which the same stands in the other language, by the document's."""
    return {document.id: f"{document.family_id}:{target}{document.part}" for document in documents}


def _counterparts(
    documents: Sequence[Document], beside: Mapping[str, str], target: str, final: FinalWord
) -> Mapping[str, Document] | None:
    """What says the same in the other language, by the document's id; None when the engine is out by now."""
    ids = {document.id: beside[document.id] for document in documents}
    if not ids:
        return {}
    try:
        found = engines.texts().documents(list(ids.values()), target)
    except UnavailableError as error:
        logger.error("Search engine 'embedded' did not give the other language: %s", type(error).__name__)
        return None
    seen = {document.id: document for document in final.visible(found.values())}
    return {identity: seen[other] for identity, other in ids.items() if other in seen}


def _kinds_of(segments: Sequence[Segment], question: Question, source: str) -> dict[str, int]:
    """How often the phrase stands in documents of each kind."""
    wanted = [form_of(question.phrase, source, question.exact)]
    counts: Counter[str] = Counter()
    for segment in segments:
        counts[segment.document.kind] += len(occurrences(segment.text, source, wanted, question.exact))
    return {kind: counts[kind] for kind in sorted(counts, key=_rank)}


def _place(document: Document) -> tuple[int, int, str, int]:
    """Kinds as they are listed, records in their own order, the sections of a lesson together."""
    return (_rank(document.kind), 0 if document.part else document.ordinal, document.family_id, document.ordinal)


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _concepts() -> list[registry.Concept]:
    """The concepts of every app; one app's error costs that app's concepts only."""
    found: list[registry.Concept] = []
    for name, function in registry.concepts().items():
        try:
            found += function()
        except Exception:
            logger.exception("Concept list %r failed", name)
    return found
