"""One opinion for all processes: open at once, tried by one at a time, closed by an answer."""

import time
from contextlib import suppress

import pytest
from django.core.cache import cache

from search.backends import breaker as module
from search.backends.base import QueryError
from search.backends.breaker import Breaker, Permit
from search.backends.patience import SlowError

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def two() -> tuple[Breaker, Breaker]:
    """The same engine as two processes see it."""
    return Breaker("engine"), Breaker("engine")


def fail(breaker: Breaker) -> None:
    breaker.failed(Permit(True), "no answer")


def test_while_all_is_well_it_costs_one_read(two, django_assert_num_queries):
    with django_assert_num_queries(1):
        permit = two[0].allows()
        two[0].worked(permit)
    assert (permit.granted, permit.is_probe) == (True, False)


def test_one_failure_opens_it_for_everybody(two, clock):
    fail(two[0])
    assert [breaker.allows().granted for breaker in two] == [False, False]
    clock.now += 0.9
    assert not two[1].allows()


def test_after_the_pause_one_at_a_time_may_try(two, clock):
    fail(two[0])
    clock.now += 1.1
    permits = [two[1].allows(), two[0].allows(), two[1].allows()]
    assert [permit.granted for permit in permits] == [True, False, False]
    assert permits[0].is_probe


def test_the_answer_to_the_trial_closes_it_for_everybody(two, clock):
    fail(two[0])
    clock.now += 1.1
    two[1].worked(two[1].allows())
    assert [breaker.allows().granted for breaker in two] == [True, True]


def test_an_answer_to_an_earlier_question_does_not_close_it(two, clock):
    early = two[0].allows()
    clock.now += 0.2
    fail(two[0])
    clock.now += 0.09
    two[0].worked(early)
    assert [breaker.allows().granted for breaker in two] == [False, False]
    clock.now += 1.1
    trial = two[1].allows()
    two[0].worked(early)
    assert trial.is_probe
    assert not two[0].is_closed()


def test_a_failure_of_an_earlier_question_does_not_open_it_again(two, clock):
    early = two[0].allows()
    fail(two[1])
    clock.now += 1.1
    two[1].worked(two[1].allows())
    two[0].failed(early, "no answer")
    assert two[0].is_closed()


def test_a_single_slow_answer_between_others_is_no_failure(two, clock):
    one, other = two
    for _ in range(20):
        one.slow(one.allows(), "slow")
        clock.now += 0.5
        one.worked(one.allows())
        clock.now += 0.5
    assert other.is_closed()


def test_the_second_slow_answer_in_a_row_is_a_failure_whichever_process_it_befalls(two, clock):
    for breaker in two:
        assert breaker.allows()
        breaker.slow(breaker.allows(), "slow")
    assert [breaker.allows().granted for breaker in two] == [False, False]


def test_a_slow_answer_long_after_another_is_a_single_one(two, monkeypatch):
    monkeypatch.setattr(module, "SLOW_SECONDS", 1)
    for breaker in two:
        breaker.slow(breaker.allows(), "slow")
        time.sleep(2.1)  # the cache counts whole seconds
    assert [breaker.allows().granted for breaker in two] == [True, True]


def test_only_the_answer_after_a_slow_one_costs_a_write(two, django_assert_num_queries):
    two[0].slow(two[0].allows(), "slow")
    with django_assert_num_queries(1):
        two[1].worked(two[1].allows())
    for queries in (2, 1, 1):
        with django_assert_num_queries(queries):
            two[0].worked(two[0].allows())


@pytest.mark.parametrize(
    ("error", "counts"), [(QueryError("x"), [0, 0]), (SlowError("x"), [0, 1]), (ValueError("x"), [1, 1])]
)
def test_what_goes_wrong_within_a_question_counts_for_what_it_is(two, error, counts):
    """How many processes keep away after the first and after the second time."""
    found = []
    for breaker in two:
        with suppress(type(error)), breaker.watched(breaker.allows()):
            raise error
        found.append(int(not two[1].is_closed()))
    assert found == counts


def test_slow_answers_to_several_at_once_open_it_though_an_earlier_question_is_answered(two, clock):
    permits = [two[0].allows() for _ in range(3)]
    clock.now += 0.3
    two[0].slow(permits[0], "slow")
    two[0].worked(permits[1])
    two[0].slow(permits[2], "slow")
    assert not two[1].allows()


def test_a_slow_trial_is_a_failure(two, clock):
    fail(two[0])
    clock.now += 1.1
    two[1].slow(two[1].allows(), "slow")
    clock.now += 1.9
    assert not two[0].allows()
    clock.now += 0.2
    assert two[0].allows()


def test_pauses_grow_up_to_half_a_minute(two, clock):
    pauses, permit = [], Permit(True)
    for _ in range(7):
        two[0].failed(permit, "no answer")
        began = clock.now
        while not (permit := two[1].allows()):
            clock.now += 0.5
        pauses.append(clock.now - began)
    assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_several_failures_at_once_are_one(two, clock):
    for breaker in (*two, *two):
        fail(breaker)
    clock.now += 1.1
    assert two[0].allows()


def test_an_engine_that_comes_and_goes_is_given_longer_pauses(two, clock):
    for pause in (1, 2, 4):
        fail(two[0])
        clock.now += pause - 0.1
        assert not two[0].allows()
        clock.now += 0.2
        two[0].worked(two[0].allows())
        clock.now += 10
    clock.now += 60
    fail(two[0])
    clock.now += 1.1
    assert two[0].allows()


def test_an_engine_that_lags_behind_is_not_asked_until_it_has_caught_up(two):
    two[0].hold()
    assert not two[1].allows()
    assert not two[1].is_closed()
    two[0].release()
    assert two[1].allows()


def test_a_hold_outlasts_any_comparison_and_ends_in_a_day(two, clock):
    two[0].hold()
    clock.now += 20 * 3600
    assert not two[1].allows()
    clock.now += 5 * 3600
    assert two[1].allows()


def test_without_the_cache_each_process_judges_for_itself(two, clock, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://x:1"}}
    assert two[0].allows()
    fail(two[0])
    assert [two[0].allows().granted, two[1].allows().granted] == [False, True]
    clock.now += 1.1
    two[0].worked(two[0].allows())
    assert two[0].allows()
    for is_asked in (True, False):
        two[1].slow(Permit(True), "slow")
        assert two[1].allows().granted == is_asked


def test_what_it_keeps_is_plain(two):
    fail(two[0])
    assert set(cache.get("search:breaker:engine")) == {"until", "pause", "closed_at"}


def test_a_read_never_writes(two, clock, django_assert_num_queries):
    """An expired entry would be deleted by whoever reads it, and wait for whoever writes to the database."""
    fail(two[0])
    two[0].hold()
    clock.now += 25 * 3600
    Breaker("engine").is_closed()
    with django_assert_num_queries(1) as captured:
        Breaker("engine").is_closed()
    assert captured[0]["sql"].startswith("SELECT")


def test_the_limits_of_many_visitors_do_not_push_it_out(two):
    two[0].hold()
    fail(two[0])
    cache.set_many({f"throttle:{number}": [1.0] for number in range(310)}, 3600)
    assert (two[1].is_closed(), cache.get("search:behind:engine") is None) == (False, False)
