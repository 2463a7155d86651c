"""One object that cannot be read is named, stays as it was, and keeps nobody else from being looked after."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search import indexing
from search.backends import embedded
from search.backends.base import Delete
from search.indexing import generations, outbox
from search.models import DocumentRecord, OutboxEntry
from search.services import knowledge
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document
from tests.search.indexing.conftest import found


@pytest.fixture
def stuck(moody):
    """Both objects are indexed; the first cannot be read any more."""
    moody.broken = set()
    outbox.drain()
    moody.broken = {"page:a"}
    knowledge.forget()
    return moody


def run(command: str, *arguments: str) -> tuple[list[str], str]:
    """What a command says, line by line, and how it ends."""
    out, ended = StringIO(), ""
    try:
        call_command(command, *arguments, stdout=out, stderr=out)
    except CommandError as error:
        ended = str(error)
    return out.getvalue().splitlines(), ended


def titles(text: str) -> list[str]:
    return [result.title for result in search(Query(text, "en")).results]


def test_the_check_names_it_and_fails(stuck):
    stuck.put(document("page:b", "en", "Beta, never told"))
    assert run("search_check") == (
        ["table: unreadable: library page:a", "table: stale: page:b:en"],
        "2 differences; --repair puts them right, search_rebuild begins anew.",
    )


def test_the_repair_puts_the_others_right(stuck, caplog):
    stuck.put(document("page:b", "en", "Beta, never told"))
    embedded().apply([Delete("page:a:en", "en", 10_000)])
    lines, ended = run("search_check", "--repair")
    assert lines[0] == "table: unreadable: library page:a"
    assert {line.split(":", 1)[1].split(" is ")[0] for line in lines[1:]} == {" missing: page:a:en"}
    assert ended.startswith("2 differences")
    assert "library page:a cannot be read" in caplog.text
    assert titles("beta never told") == ["Beta, never told"]


def test_a_rebuild_takes_it_from_what_answers(stuck, caplog):
    before = embedded().current()
    lines, ended = run("search_rebuild")
    assert (lines[0], ended) == ("unreadable: library page:a; it stays as it was indexed.", "")
    assert embedded().current() != before
    assert found() == {"page:a:en", "page:b:en"}
    assert titles("alpha") == ["Alpha"]
    assert "library page:a cannot be read" in caplog.text


def test_the_gate_names_it_where_nothing_that_answers_has_it_as_it_is(stuck):
    """It was changed, told, and cannot be read by the time its change is delivered."""
    stuck.broken = set()
    indexing.touch("library", stuck.put(document("page:a", "en", "Alpha, changed")))
    stuck.broken = {"page:a"}
    before = embedded().current()
    with pytest.raises(generations.GateClosedError) as closed:
        generations.rebuild(embedded())
    assert closed.value.problems == ["unreadable: library page:a", "missing: page:a:en"]
    assert embedded().current() == before
    assert titles("alpha") == ["Alpha, changed"]
    lines, ended = run("search_rebuild")
    assert lines == ["unreadable: library page:a", "missing: page:a:en"]
    assert ended == "The new index is not as it should be; the old one keeps answering."


def test_without_anything_that_answers_the_gate_names_it_too(moody):
    OutboxEntry.objects.all().delete()
    assert DocumentRecord.objects.count() == 2
    assert run("search_rebuild")[0] == ["unreadable: library page:a", "missing: page:a:en"]
    assert embedded().current() == ""


def test_once_it_can_be_read_nothing_is_left_to_say(stuck):
    stuck.broken = set()
    assert run("search_rebuild")[1] == ""
    assert run("search_check") == (["2 documents, no difference."], "")
