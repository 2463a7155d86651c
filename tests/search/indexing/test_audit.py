"""Once a day every index is compared with the database by itself; what differs is told as an error and put right."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from search import indexing
from search.backends import embedded, get_backend
from search.backends.base import Delete, Upsert
from search.indexing import audit as module
from search.indexing import delivery, engines, outbox
from search.indexing.audit import audit
from search.indexing.check import differences
from search.models import DocumentRecord, EngineState
from tests.factories.search import document
from tests.search.indexing.conftest import found, in_time, publish


def sweep() -> str:
    """What cron is told."""
    err = StringIO()
    call_command("search_sweep", stdout=StringIO(), stderr=err)
    return err.getvalue()


def spoil(backend) -> None:
    """The index loses a document, keeps an old text of another and gets one that nobody knows."""
    version = dict(DocumentRecord.objects.values_list("id", "version"))
    backend.apply([Delete("page:guide:en", "en", version["page:guide:en"] + 1)])
    backend.apply([Upsert(document("page:ghost", "en", "Ghost"), 1)])
    backend.apply([Upsert(document("chemical:pcb", "en", "Old"), version["chemical:pcb:en"] + 1)])


@pytest.fixture(params=["embedded", "elasticsearch"])
def spoilt(request, indexed):
    """An index that has gone wrong under the eyes of deliveries that vouch for it."""
    if request.param == "elasticsearch":
        request.getfixturevalue("with_elasticsearch")
    backend = get_backend(request.param)
    sweep()
    spoil(backend)
    return backend


def a_day_later() -> None:
    EngineState.objects.update(compared_at=timezone.now() - timedelta(hours=24))


def test_an_hour_later_nothing_is_compared(spoilt):
    EngineState.objects.update(compared_at=timezone.now() - timedelta(hours=22))
    assert sweep() == ""
    assert len(differences([spoilt])) == 3


def test_a_day_later_differences_are_told_and_put_right_in_the_same_generation(spoilt, caplog):
    generation = spoilt.current()
    a_day_later()
    assert sweep() == "3 differences between database and indices; the log names them.\n"
    assert differences([spoilt]) == []
    assert spoilt.current() == generation == engines.state_of(spoilt.name).generation
    (told,) = [entry for entry in caplog.records if "differed in" in entry.message]
    assert (told.levelname, told.message) == (
        "ERROR",
        f"Search engine '{spoilt.name}' differed in 3 documents: "
        "stale: chemical:pcb:en; unexpected: page:ghost:en; missing: page:guide:en",
    )
    caplog.clear()
    a_day_later()
    assert (sweep(), [entry for entry in caplog.records if entry.levelname == "ERROR"]) == ("", [])


def test_what_nobody_told_the_table_is_found_too(indexed, caplog):
    indexed.put(document("page:untold", "en", "Untold"))
    assert sweep() == "1 differences between database and indices; the log names them.\n"
    assert "1 objects were not in search's table as they are" in caplog.text
    assert differences([embedded()]) == []


def test_a_change_on_its_way_is_no_difference(indexed, caplog):
    publish(indexed, "page:fresh")
    assert audit([embedded()]) == 0
    assert "page:fresh:en" in found()
    assert "differed" not in caplog.text


def test_an_engine_that_takes_nothing_is_compared_when_it_is_back(indexed, second, caplog):
    outbox.drain([second])
    assert audit([second]) == 0
    second.out = True
    publish(indexed, "page:meanwhile")
    a_day_later()
    caplog.clear()
    assert audit([second]) == 0
    assert "differed" not in caplog.text
    assert EngineState.objects.get(engine="second").failures == 1
    compared = engines.state_of("second").compared_at
    assert audit([second]) == 0
    second.out = False
    in_time()
    engines.recovered(second)
    assert audit([second]) == 0
    assert engines.state_of("second").compared_at > compared
    assert differences([second]) == []


def test_too_many_differences_are_left_to_a_rebuild_and_readers_stay_away(indexed, second, monkeypatch, caplog):
    outbox.drain([second])
    monkeypatch.setattr(delivery, "MAX_REPAIRS", 2)
    spoil(second)
    assert audit([second]) == 3
    assert len(differences([second])) == 3
    state = engines.state_of("second")
    assert state.error == "UnavailableError: 3 documents differ; run search_rebuild --engine second."
    assert state.generation == ""


def test_the_log_names_the_first_twenty(indexed, second, caplog):
    outbox.drain([second])
    second.apply([Upsert(document(f"page:ghost-{number}", "en", "Ghost"), 1) for number in range(30)])
    audit([second])
    assert "differed in 30 documents: unexpected: page:ghost-0:en; " in caplog.text
    assert caplog.text.count("unexpected: page:ghost") == module.TOLD


def test_an_index_that_is_not_there_is_told_of(db, library, second, caplog):
    indexing.touch_many("library", library.keys())
    second.out = True
    assert audit([second]) == 0
    assert "could not be compared with the database: There is no index yet" in caplog.text
