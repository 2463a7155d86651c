"""What stands beside what: the texts of a document in two languages, sentence by sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.concordance.alignment import align
from search.concordance.phrases import Form, occurrences
from search.documents import Document


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence and what stands for it in the other language; nothing where it is not translated."""

    document: Document
    counterpart: Document | None
    text: str
    other: str
    sure: bool


def segments(document: Document, counterpart: Document | None) -> Iterator[Segment]:
    """Title or heading first, then the sentences of the body, in order."""
    for left, right in _texts(document, counterpart):
        for aligned in align(left, right):
            one, other = left[slice(*aligned.left)], right[slice(*aligned.right)]
            if one:
                yield Segment(document, counterpart, one, other, aligned.sure and bool(other))


def holding(document: Document, counterpart: Document | None, wanted: set[Form], exact: bool) -> list[Segment]:
    """The segments in which one of the forms stands."""
    return [
        segment
        for segment in segments(document, counterpart)
        if occurrences(segment.text, document.language, wanted, exact)
    ]


def heading_of(document: Document) -> str:
    """A section is headed by its own heading; its document's title stands over the first part alone."""
    return document.heading_path[-1] if document.part and document.heading_path else document.title


def _texts(document: Document, counterpart: Document | None) -> list[tuple[str, str]]:
    if counterpart is None:
        return [(heading_of(document), ""), (_own_words(document, ""), "")]
    return [
        (heading_of(document), heading_of(counterpart)),
        (_own_words(document, counterpart.title), _own_words(counterpart, document.title)),
    ]


def _own_words(document: Document, foreign: str) -> str:
    """The body without a line that only says the other language's title, as the glossary has it under each term."""
    return "\n".join(line for line in document.body.split("\n") if line != foreign)
