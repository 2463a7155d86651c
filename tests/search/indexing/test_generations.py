"""A new index beside the old one: nothing is lost, nothing wrong is promoted, there is a way back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search import indexing
from search.backends import embedded
from search.backends.base import Delete
from search.indexing import generations, outbox
from search.indexing.check import differences
from search.models import DocumentRecord
from search.services import knowledge
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document


def titles(text: str) -> list[str]:
    knowledge.forget()
    return [result.title for result in search(Query(text, "en")).results]


def test_a_rebuild_makes_the_whole_index_from_nothing(db, library):
    rebuilt = generations.rebuild(embedded())
    assert rebuilt.documents == sum(len(documents) for documents in library.shelf.values())
    assert differences([embedded()]) == []


def test_what_is_written_during_a_rebuild_is_not_lost(indexed, monkeypatch):
    """A page is published and another deleted between loading and promotion."""
    load = embedded().load

    def load_and_meanwhile(generation, documents):
        load(generation, documents)
        if "page:meanwhile" not in indexed.shelf:
            indexed.put(document("page:meanwhile", "en", "Written meanwhile"))
            indexing.touch("library", "page:meanwhile")
            indexed.shelf["page:guide"] = []
            indexing.touch("library", "page:guide")
            outbox.drain()

    monkeypatch.setattr(embedded(), "load", load_and_meanwhile)
    generations.rebuild(embedded())
    assert titles("meanwhile") == ["Written meanwhile"]
    assert titles("quick reference guide") == []
    assert differences([embedded()]) == []


def test_the_gate_keeps_a_wrong_generation_out(indexed, monkeypatch):
    load = embedded().load

    def load_badly(generation, documents):
        load(generation, documents)
        embedded().apply([Delete("chemical:pcb:en", "en", 10_000)], generation)

    before = embedded().health().generation
    monkeypatch.setattr(embedded(), "load", load_badly)
    with pytest.raises(generations.GateClosedError, match="missing: chemical:pcb:en"):
        generations.rebuild(embedded())
    assert embedded().health().generation == before
    assert [folder.name for folder in embedded().generations.folder.iterdir()] == [before]


def test_the_way_back_brings_what_was_written_since(indexed):
    generations.rebuild(embedded())
    before = embedded().health().generation
    generations.rebuild(embedded())
    indexed.put(document("page:after", "en", "Written after the rebuild"))
    indexing.touch("library", "page:after")
    outbox.drain()
    assert generations.roll_back(embedded()) == before
    assert titles("after rebuild") == ["Written after the rebuild"]
    assert differences([embedded()]) == []


def test_a_rebuild_repairs_the_table_too(indexed):
    DocumentRecord.objects.filter(family_id="chemical:pcb").delete()
    indexed.shelf.pop("page:guide")
    generations.rebuild(embedded())
    assert differences([embedded()]) == []
    assert not DocumentRecord.objects.filter(family_id="page:guide").exists()


def test_only_one_rebuild_runs(indexed):
    with embedded().rebuilding(), pytest.raises(CommandError, match="rebuild lock"):
        call_command("search_rebuild")


def test_the_command_says_what_it_did(indexed):
    out = StringIO()
    call_command("search_rebuild", stdout=out)
    assert out.getvalue().startswith(f"{DocumentRecord.objects.count()} documents in generation ")
    out = StringIO()
    call_command("search_rebuild", "--rollback", stdout=out)
    assert out.getvalue().endswith("answers again.\n")
