"""From the outbox to the engine: order, failure, retry, forgetting."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search import indexing
from search.backends import embedded
from search.backends.embedded import backend as module
from search.indexing import outbox
from search.indexing.check import differences
from search.indexing.tasks import apply_outbox
from search.models import Delivery, EngineState, OutboxEntry
from tests.factories.search import document
from tests.search.indexing.conftest import aged, found, in_time, publish


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


def test_while_its_engine_pauses_an_entry_calls_nobody(moody):
    outbox.drain()
    Delivery.objects.update(retry_at=timezone.now() - timedelta(minutes=1))
    EngineState.objects.update_or_create(
        engine="embedded", defaults={"retry_at": timezone.now() + timedelta(seconds=60)}
    )
    wait = outbox.next_retry(["embedded"])
    assert wait is not None
    assert 55 < wait.total_seconds() <= 60
    EngineState.objects.update(retry_at=None)
    assert outbox.next_retry(["embedded"]) == timedelta(seconds=1)


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


def test_the_sweep_applies_what_a_lost_task_left(indexed):
    indexed.put(document("page:lost", "en", "Lost"))
    indexing.touch("library", "page:lost")
    DBTaskResult.objects.all().delete()
    call_command("search_sweep")
    assert "page:lost:en" in found()


def test_the_sweep_forgets_what_every_engine_took_a_day_ago(indexed):
    aged(hours=25)
    publish(indexed, "page:late")
    call_command("search_sweep")
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["page:late"]
    publish(indexed, "page:newest")
    aged(hours=25)
    call_command("search_sweep")
    # The newest stays, so that a database filled from a dump goes on counting.
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["page:newest"]
    assert Delivery.objects.count() == 1


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
