"""search_check tells every kind of difference and nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from search import indexing
from search.backends import embedded
from search.backends.base import Delete, Upsert
from search.indexing import check as module
from search.indexing import outbox
from search.models import DocumentRecord
from tests.factories.search import document


def check() -> list[str]:
    """The lines of the command; it ends with an error when there is a difference."""
    out = StringIO()
    with pytest.raises(CommandError, match="differences; --repair puts them right"):
        call_command("search_check", stdout=out)
    return out.getvalue().splitlines()


def test_all_agree(indexed):
    out = StringIO()
    call_command("search_check", stdout=out)
    assert out.getvalue() == f"{DocumentRecord.objects.count()} documents, no difference.\n"


def test_published_and_never_told(indexed):
    indexed.put(document("page:untold", "en", "Untold"))
    assert check() == ["table: missing: page:untold:en"]


def test_gone_and_never_told(indexed):
    indexed.shelf["page:guide"] = []
    assert check() == ["table: unexpected: page:guide:en"]


def test_changed_and_never_told(indexed):
    indexed.put(document("page:guide", "en", "Another title"))
    assert check() == ["table: stale: page:guide:en"]


def test_restricted_and_never_told(indexed):
    (old,) = indexed.shelf["page:guide"]
    indexed.put(document("page:guide", "en", old.title, body=old.body, visibility="private"))
    assert check() == ["table: access: page:guide:en is public in the table and private live"]


def test_missing_in_the_index(indexed):
    embedded().apply([Delete("page:guide:en", "en", 10_000)])
    assert check()[0] == "embedded: missing: page:guide:en"


def test_too_much_in_the_index(indexed):
    embedded().apply([Upsert(document("page:ghost", "en", "Ghost"), 1)])
    assert check() == ["embedded: unexpected: page:ghost:en"]


def test_an_older_text_in_the_index(indexed):
    DocumentRecord.objects.filter(id="page:guide:en").update(hash="0" * 32)
    assert "embedded: stale: page:guide:en" in check()


def test_another_version_in_the_index(indexed):
    DocumentRecord.objects.filter(id="page:guide:en").update(version=F("version") + 1)
    (line,) = check()
    assert line.startswith("embedded: other version: page:guide:en is ")


def test_what_a_worker_is_just_delivering_is_waited_for(indexed, monkeypatch):
    """The change was committed while the index was read; the worker takes it a moment later."""
    scan = embedded().scan

    def publish_meanwhile(generation=""):
        states = list(scan(generation))
        monkeypatch.setattr(embedded(), "scan", scan)
        indexing.touch("library", indexed.put(document("page:fresh", "en", "Fresh")))
        return states

    monkeypatch.setattr(embedded(), "scan", publish_meanwhile)
    monkeypatch.setattr(module.time, "sleep", lambda _seconds: outbox.drain())
    call_command("search_check", stdout=StringIO())


def test_repair_puts_every_difference_right(indexed):
    (old,) = indexed.shelf["page:guide"]
    embedded().apply([Upsert(document("page:ghost", "en", "Ghost"), 1)])
    embedded().apply([Delete("chemical:pcb:en", "en", DocumentRecord.objects.get(id="chemical:pcb:en").version)])
    DocumentRecord.objects.filter(id="provision:art_6:en").update(hash="0" * 32)
    indexed.put(document("page:guide", "en", old.title, body="Another text, never told."))
    indexed.put(document("page:untold", "en", "Untold"))
    generation = embedded().current()
    out = StringIO()
    call_command("search_check", "--repair", stdout=out)
    assert out.getvalue() == f"{DocumentRecord.objects.count()} documents, no difference.\n"
    assert embedded().current() == generation


def test_no_index_at_all(db, library):
    assert any("There is no index yet" in line for line in check())
