"""The gate asks what readers ask: an index that holds every document and finds none of its words stays out."""

from dataclasses import dataclass, replace

import pytest

from search.backends import embedded, get_backend
from search.backends.base import Upsert
from search.documents import Document
from search.indexing import gate, generations
from search.models import DocumentRecord


@dataclass(frozen=True, kw_only=True)
class Hollow(Document):
    """A document that lost texts on the way and says of itself that it is whole."""

    digest: str

    @property
    def hash(self) -> str:
        return self.digest


def without(upsert: Upsert, *texts: str) -> Upsert:
    whole = upsert.document
    values = {name: getattr(whole, name) for name in Document.__dataclass_fields__}
    return replace(upsert, document=Hollow(**{**values, **dict.fromkeys(texts, "")}, digest=whole.hash))


def rebuild_without(backend, *texts: str) -> list[str]:
    """What the gate says to a generation whose documents were written without these texts."""
    step = type(backend).load
    backend.load = lambda generation, upserts: step(backend, generation, [without(each, *texts) for each in upserts])
    try:
        with pytest.raises(generations.GateClosedError) as closed:
            generations.rebuild(backend)
    finally:
        del backend.load
    return closed.value.problems


@pytest.fixture(params=["embedded", "elasticsearch"])
def backend(request, indexed):
    if request.param == "elasticsearch":
        request.getfixturevalue("with_elasticsearch")
    return get_backend(request.param)


def test_documents_without_their_texts_are_refused(backend):
    before = backend.current()
    found = rebuild_without(backend, "title", "body", "summary", "names", "codes", "heading_path")
    ids = list(DocumentRecord.objects.order_by("id").values_list("id", flat=True))
    assert found == [
        f"not found by {how}: {identity}"
        for identity in ids[:: len(ids) // gate.SMOKE]
        for how in ("the words of its title", "its title as a phrase")
    ]
    assert backend.current() == before


def test_whole_documents_are_let_in(backend):
    before = backend.current()
    assert generations.rebuild(backend).generation == backend.current() != before


def test_a_title_without_words_is_asked_for_by_identity_alone(indexed):
    DocumentRecord.objects.filter(id="page:guide:en").update(title="— … —")
    (row,) = (row for row in gate._rows() if row.id == "page:guide:en")
    assert list(gate.questions(row)) == ["not found by search"]


def test_every_document_is_found_by_its_title(indexed):
    rows = gate._rows()
    assert len(rows) > gate.SMOKE
    assert [problem for row in rows for problem in gate._in_vain(embedded(), "", row)] == []
