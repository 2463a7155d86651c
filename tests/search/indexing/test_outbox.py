"""From the outbox to the engines: order, failure, retry, forgetting, each engine at its own pace."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search import indexing, registry
from search.backends import embedded
from search.backends.base import RejectedError, UnavailableError, Upsert
from search.backends.embedded import backend as module
from search.backends.embedded.backend import EmbeddedBackend
from search.indexing import delivery, engines, outbox
from search.indexing.check import differences
from search.indexing.gate import problems
from search.indexing.tasks import apply_outbox
from search.models import Delivery, EngineState, OutboxEntry
from tests.factories.search import Library, document


class Moody(Library):
    """A library that cannot read some of its objects for a while."""

    broken: set[str] = set()

    def documents(self, key):
        if key in self.broken:
            raise OSError("the shelf is stuck")
        return super().documents(key)


class Second(EmbeddedBackend):
    """A second engine, in a folder of its own, which may be out or refuse a document."""

    name = "second"
    out = False
    refused = ""
    tries = 0

    def apply(self, changes, generation=""):
        self.tries += 1
        if self.out:
            raise UnavailableError("no answer")
        changes = list(changes)
        taken = [
            change for change in changes if not (isinstance(change, Upsert) and change.document.id == self.refused)
        ]
        super().apply(taken, generation)
        if len(taken) < len(changes):
            raise RejectedError({self.refused: "mapper_parsing_exception"})


@pytest.fixture
def second(tmp_path: Path) -> Second:
    return Second(tmp_path / "second", tuple(code for code, _ in site.LANGUAGES))


@pytest.fixture
def moody(db):
    library = Moody([document("page:a", "en", "Alpha"), document("page:b", "en", "Beta")])
    registry.register_source(library)
    indexing.touch_many(library.name, library.keys())
    library.broken = {"page:a"}
    return library


def found(backend=None) -> set[str]:
    return {state.id for state in (backend or embedded()).scan()}


def publish(library: Library, *families: str) -> None:
    for family in families:
        indexing.touch("library", library.put(document(family, "en", family.title())))


def in_time() -> None:
    """Every pause is over."""
    Delivery.objects.update(retry_at=None)
    EngineState.objects.update(retry_at=None)


def test_an_object_that_cannot_be_read_does_not_hold_up_the_others(moody):
    assert outbox.drain() == 1
    assert found() == {"page:b:en"}
    entry = Delivery.objects.get(entry__key="page:a")
    assert (entry.attempts, entry.done_at, entry.error) == (1, None, "OSError: the shelf is stuck")


def test_a_failed_entry_comes_back_later_each_time(moody):
    waits = []
    for _ in range(3):
        in_time()
        started = timezone.now()
        outbox.drain()
        waits.append(round((Delivery.objects.get(entry__key="page:a").retry_at - started).total_seconds()))
    assert waits == [2, 10, 60]


def test_before_its_time_a_failed_entry_waits_and_then_it_is_applied(moody):
    outbox.drain()
    moody.broken = set()
    assert outbox.drain() == 0
    Delivery.objects.update(retry_at=timezone.now())
    assert outbox.drain() == 1
    assert found() == {"page:a:en", "page:b:en"}


def test_the_task_orders_its_own_return_once(moody):
    path = "search.indexing.tasks.apply_outbox"
    DBTaskResult.objects.all().delete()
    for _ in range(3):
        apply_outbox.func()
        Delivery.objects.filter(done_at=None).update(retry_at=timezone.now() + timedelta(seconds=30))
    assert DBTaskResult.objects.filter(task_path=path, run_after__gt=timezone.now()).count() == 1


def test_a_far_return_does_not_stand_in_for_a_near_one(moody, monkeypatch):
    """An entry that waits for half an hour is no reason to leave an engine alone that pauses for two seconds."""
    outbox.drain()
    Delivery.objects.update(retry_at=timezone.now() + timedelta(minutes=30))
    apply_outbox.func()
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.1)
    publish(moody, "page:c")
    with embedded().writing():
        apply_outbox.func()
    soon = DBTaskResult.objects.filter(
        run_after__gt=timezone.now(), run_after__lt=timezone.now() + timedelta(minutes=1)
    )
    assert soon.count() == 1


def test_a_busy_index_pauses_as_a_whole_and_loses_nothing(moody, monkeypatch):
    moody.broken = set()
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.1)
    with embedded().writing():
        assert outbox.drain() == 0
    assert (Delivery.objects.count(), EngineState.objects.get(engine="embedded").failures) == (0, 1)
    assert outbox.drain() == 0
    in_time()
    assert outbox.drain() == 2
    assert differences([embedded()]) == []
    assert EngineState.objects.get(engine="embedded").failures == 0


def test_an_engine_that_is_out_holds_up_nobody_and_pauses_longer_each_time(indexed, second):
    both, waits = [embedded(), second], []
    outbox.drain(both)
    second.out = True
    publish(indexed, "page:meanwhile")
    for _ in range(6):
        in_time()
        started = timezone.now()
        outbox.drain(both)
        waits.append(round((EngineState.objects.get(engine="second").retry_at - started).total_seconds()))
    assert waits == [2, 5, 10, 20, 30, 30]
    assert "page:meanwhile:en" in found()
    assert "page:meanwhile:en" not in found(second)
    assert list(Delivery.objects.filter(entry__key="page:meanwhile").values_list("engine", flat=True)) == ["embedded"]


def test_a_pausing_engine_is_left_alone_and_then_takes_everything(indexed, second):
    outbox.drain([second])
    second.out, second.tries = True, 0
    for number in range(5):
        publish(indexed, f"page:new-{number}")
        outbox.drain([embedded(), second])
        EngineState.objects.filter(failures__gt=0).update(retry_at=timezone.now() + timedelta(minutes=1))
    assert second.tries == 1
    second.out = False
    in_time()
    assert outbox.drain([embedded(), second]) == 5
    assert problems(second) == problems(embedded()) == []
    assert engines.failing() == {}


def test_a_new_engine_takes_the_outbox_and_what_is_not_in_it_any_more(indexed, second):
    OutboxEntry.objects.all().delete()
    publish(indexed, "page:only-this-is-left")
    outbox.drain([second])
    assert problems(second) == []


def test_an_engine_that_lacks_too_much_waits_for_its_rebuild(indexed, second, monkeypatch):
    monkeypatch.setattr(delivery, "MAX_REPAIRS", 3)
    OutboxEntry.objects.all().delete()
    publish(indexed, "page:only-this-is-left")
    outbox.drain([second])
    assert "run search_rebuild --engine second" in EngineState.objects.get(engine="second").error
    assert EngineState.objects.get(engine="second").generation == ""


def test_a_refused_document_fails_its_own_entry_only(indexed, second):
    outbox.drain([second])
    second.refused = "page:bad:en"
    publish(indexed, "page:good", "page:bad", "page:fine")
    assert outbox.drain([embedded(), second]) == 5
    (failed,) = Delivery.objects.filter(done_at=None)
    assert (failed.engine, failed.entry.key) == ("second", "page:bad")
    assert failed.error == "RejectedError: page:bad:en: mapper_parsing_exception"
    assert {"page:good:en", "page:fine:en"} < found(second)
    assert "page:bad:en" in found()
    assert engines.failing() == {}


def test_engines_take_turns(indexed, second):
    """A long backlog of one does not keep the other waiting."""
    outbox.drain([second])
    taken = []
    for backend in (second, embedded()):
        backend.apply = lambda changes, generation="", engine=backend: (
            taken.append(engine.name),
            type(engine).apply(engine, changes, generation),
        )
    try:
        publish(indexed, *(f"page:{number}" for number in range(6)))
        outbox.drain([second, embedded()], batch=2)
    finally:
        for backend in (second, embedded()):
            del backend.apply
    assert taken == ["second", "embedded"] * 3


def test_another_generation_in_the_middle_of_a_batch_gets_it_too(indexed, second):
    """A worker on another host, which does not hold this host's lock, writes while a rebuild promotes."""
    outbox.drain([second])
    before = second.current()

    def promote_meanwhile(changes, generation=""):
        del second.apply
        second.apply(changes, generation)
        second.promote(second.begin_generation(0))

    second.apply = promote_meanwhile
    publish(indexed, "page:in-between")
    outbox.drain([second])
    assert second.current() != before
    assert problems(second) == []


def test_the_sweep_applies_what_a_lost_task_left(indexed):
    indexed.put(document("page:lost", "en", "Lost"))
    indexing.touch("library", "page:lost")
    DBTaskResult.objects.all().delete()
    call_command("search_sweep")
    assert "page:lost:en" in found()


def aged(**times) -> None:
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(**times))


def test_the_sweep_forgets_what_every_engine_took_a_day_ago(indexed):
    aged(hours=25)
    publish(indexed, "page:late")
    call_command("search_sweep")
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["page:late"]
    aged(hours=25)
    call_command("search_sweep")
    assert (OutboxEntry.objects.count(), Delivery.objects.count()) == (0, 0)


def test_what_one_engine_still_waits_for_is_kept(indexed, second, monkeypatch):
    monkeypatch.setattr(outbox, "indexed_backends", lambda: [embedded(), second])
    outbox.drain()
    second.out = True
    publish(indexed, "page:late")
    outbox.drain()
    aged(days=30)
    outbox.prune()
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["page:late"]


def test_an_engine_switched_off_for_long_is_compared_whole_when_it_is_back(indexed, second, monkeypatch):
    both = [embedded(), second]
    outbox.drain(both)
    publish(indexed, "page:missed")
    outbox.drain()
    aged(days=2)
    outbox.prune()
    assert OutboxEntry.objects.count() == 0
    assert problems(second) == ["missing: page:missed:en"]
    outbox.drain(both)
    assert problems(second) == []


def test_entries_in_any_order_end_in_the_live_state(indexed):
    indexed.put(document("chemical:pcb", "en", "Renamed once"))
    indexing.touch("library", "chemical:pcb")
    indexed.put(document("chemical:pcb", "en", "Renamed twice"))
    indexing.touch("library", "chemical:pcb")
    late, last = OutboxEntry.objects.filter(deliveries=None).order_by("id")
    Delivery.objects.create(entry=late, engine="embedded", retry_at=timezone.now() + timedelta(hours=1))
    outbox.drain()
    in_time()
    outbox.drain()
    assert embedded().documents(["chemical:pcb:en"], "en")["chemical:pcb:en"].title == "Renamed twice"
    assert last.id == next(state.version for state in embedded().scan() if state.id == "chemical:pcb:en")
