"""The table and the outbox: written with the change, gone with it, once per transaction."""

import threading
import time
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from search import indexing
from search.backends import embedded
from search.indexing import outbox
from search.indexing.gate import problems
from search.models import DocumentRecord, NameEntry, OutboxEntry
from search.services import knowledge
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document


def ids() -> set[str]:
    return {state.id for state in embedded().scan()}


def tasks() -> int:
    return DBTaskResult.objects.filter(task_path="search.indexing.tasks.apply_outbox", queue_name="fast").count()


def touch_and_fail(key: str) -> None:
    """A change whose transaction does not come through."""
    with suppress(RuntimeError), transaction.atomic():
        indexing.touch("library", key)
        raise RuntimeError


def test_a_change_is_in_the_table_at_once_and_in_the_index_after_the_task(indexed):
    indexed.put(document("page:new", "en", "Brand new page", summary="About it.", url="/en/new/"))
    indexing.touch("library", "page:new")
    record = DocumentRecord.objects.get(id="page:new:en")
    assert (record.title, record.url, record.summary, record.kind) == (
        "Brand new page",
        "/en/new/",
        "About it.",
        "page",
    )
    assert "page:new:en" not in ids()
    assert outbox.drain() == 1
    assert "page:new:en" in ids()
    assert next(state.version for state in embedded().scan() if state.id == "page:new:en") == record.version


def test_nothing_changed_is_nothing_written(indexed):
    before = OutboxEntry.objects.count(), tasks()
    indexing.touch("library", "chemical:pcb")
    assert (OutboxEntry.objects.count(), tasks()) == before


def test_only_what_changed_gets_a_new_version(indexed):
    before = dict(DocumentRecord.objects.values_list("id", "version"))
    indexed.put(document("provision:art_6", "es", "Artículo 6: Existencias", names=("Artículo 6",)))
    indexing.touch("library", "provision:art_6")
    after = dict(DocumentRecord.objects.values_list("id", "version"))
    assert {identity for identity in after if after[identity] != before[identity]} == {"provision:art_6:es"}
    assert after["provision:art_6:es"] > max(before.values())


def test_an_object_that_is_gone_leaves_table_and_index(indexed):
    indexed.shelf["chemical:pcb"] = []
    indexing.touch("library", "chemical:pcb")
    assert not DocumentRecord.objects.filter(family_id="chemical:pcb").exists()
    assert not NameEntry.objects.filter(text="PCB").exists()
    outbox.drain()
    assert not {identity for identity in ids() if identity.startswith("chemical:pcb")}


def test_a_language_that_is_gone_leaves_alone(indexed):
    indexed.shelf["chemical:pcb"] = [d for d in indexed.shelf["chemical:pcb"] if d.language == "en"]
    indexing.touch("library", "chemical:pcb")
    outbox.drain()
    assert {identity for identity in ids() if identity.startswith("chemical:pcb")} == {"chemical:pcb:en"}


def test_an_object_deleted_and_made_again_is_found(indexed):
    kept = indexed.shelf["chemical:pcb"]
    indexed.shelf["chemical:pcb"] = []
    indexing.touch("library", "chemical:pcb")
    indexed.shelf["chemical:pcb"] = kept
    indexing.touch("library", "chemical:pcb")
    outbox.drain()
    assert {"chemical:pcb:en", "chemical:pcb:es"} <= ids()


def test_a_rolled_back_change_is_never_searchable(indexed):
    indexed.put(document("page:draft", "en", "Unpublishable secret"))
    touch_and_fail("page:draft")
    indexed.shelf.pop("page:draft")
    outbox.drain()
    knowledge.forget()
    assert not DocumentRecord.objects.filter(id="page:draft:en").exists()
    assert search(Query("unpublishable", "en")).count == 0


@pytest.mark.django_db(transaction=True)
def test_one_task_per_transaction_and_none_for_a_rolled_back_one(library):
    with transaction.atomic():
        for key in ("chemical:pcb", "provision:art_6", "provision:art_7"):
            indexing.touch("library", key)
    assert tasks() == 1
    touch_and_fail("course:pops")
    assert tasks() == 1
    indexing.touch("library", "course:pops")
    assert tasks() == 2


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_savepoint_does_not_swallow_the_task(library):
    with transaction.atomic():
        touch_and_fail("chemical:pcb")
        indexing.touch("library", "provision:art_6")
    assert tasks() == 1
    assert set(OutboxEntry.objects.values_list("key", flat=True)) == {"provision:art_6"}


def test_after_the_task_began_a_change_gets_a_task_of_its_own(indexed):
    before = tasks()
    indexed.put(document("page:one", "en", "One"))
    indexing.touch("library", "page:one")
    outbox.drain()
    indexed.put(document("page:two", "en", "Two"))
    indexing.touch("library", "page:two")
    assert tasks() == before + 2


def test_an_unknown_source_is_refused_by_name(db):
    with pytest.raises(LookupError, match="No search source is called 'nowhere'"):
        indexing.touch("nowhere", "x")


def test_every_word_start_of_names_and_titles_is_kept(indexed):
    starts = NameEntry.objects.filter(document_id="chemical:pcb:en").values_list("start", "position", "is_name")
    assert set(starts) == {
        ("pcb", 0, True),
        ("pcbs", 0, True),
        ("1336 36 3", 0, True),
        ("36 3", 1, True),
        ("3", 2, True),
        ("polychlorinatedbiphenyls", 0, False),
        ("biphenyls", 1, False),
    }


SERIALISED = "the database serialises writers by itself"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not connection.features.has_select_for_update, reason=SERIALISED)
def test_the_second_change_of_a_new_object_reads_what_the_first_has_written(library):
    """There is no row to lock yet: whoever hides what another is just publishing waits for it all the same."""
    started, seen = threading.Event(), []

    def hide() -> None:
        started.wait(10)
        with transaction.atomic():
            library.shelf["page:new"] = []
            indexing.touch("library", "page:new")
        seen.append("hidden")
        connection.close()

    other = threading.Thread(target=hide)
    other.start()
    with transaction.atomic():
        library.put(document("page:new", "en", "New"))
        indexing.touch("library", "page:new")
        started.set()
        time.sleep(0.5)
        seen.append("published")
    other.join(10)
    assert seen == ["published", "hidden"]
    assert not DocumentRecord.objects.filter(key="page:new").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not connection.features.has_select_for_update, reason=SERIALISED)
def test_two_changes_of_one_object_number_themselves_as_they_commit(library):
    """The second waits for the first, and neither fails or overtakes the other."""
    indexing.touch("library", "chemical:pcb")
    started, ends = threading.Event(), []

    def second() -> None:
        started.wait(10)
        library.put(document("chemical:pcb", "en", "Second title"))
        indexing.touch("library", "chemical:pcb")
        ends.append("second")
        connection.close()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        library.put(document("chemical:pcb", "en", "First title"))
        indexing.touch("library", "chemical:pcb")
        started.set()
        time.sleep(0.5)
        ends.append("first")
    other.join(10)
    assert ends == ["first", "second"]
    record = DocumentRecord.objects.get(id="chemical:pcb:en")
    assert (record.title, record.version) == ("Second title", OutboxEntry.objects.latest("id").id)
    outbox.drain()
    assert problems(embedded()) == []
