"""Several engines: each takes changes at its own pace, and none loses any."""

from datetime import timedelta

from django.utils import timezone

from search.backends import embedded
from search.backends.breaker import Breaker
from search.indexing import delivery, engines, outbox
from search.indexing.gate import problems
from search.models import Delivery, EngineState, OutboxEntry
from tests.search.indexing.conftest import aged, found, in_time, publish


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


def test_the_engine_on_this_machine_is_through_before_another_begins(indexed, second):
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
    assert taken == ["embedded"] * 3 + ["second"] * 3


def test_another_generation_in_the_middle_of_a_batch_gets_it_too(indexed, second):
    """A worker on another host, which does not hold this host's lock, writes while a rebuild promotes."""
    outbox.drain([second])
    before = second.current()

    def promote_meanwhile(changes, generation=""):
        del second.apply
        second.apply(changes, generation)
        second.promote(second.begin_generation())

    second.apply = promote_meanwhile
    publish(indexed, "page:in-between")
    outbox.drain([second])
    assert second.current() != before
    assert problems(second) == []


def test_readers_stay_away_from_what_lags_behind_until_its_rebuild_is_done(indexed, second):
    OutboxEntry.objects.all().delete()
    second.promote(second.begin_generation())
    breaker = Breaker(second.name)
    with second.rebuilding():
        outbox.drain([second])
        assert not breaker.is_closed()
    outbox.drain([second])
    assert problems(second) == []
    assert breaker.is_closed()


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
    publish(indexed, "page:newest")
    outbox.drain()
    aged(days=2)
    outbox.prune()
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["page:newest"]
    assert problems(second) == ["missing: page:missed:en", "missing: page:newest:en"]
    outbox.drain(both)
    assert problems(second) == []
