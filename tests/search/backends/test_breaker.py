"""One opinion for all processes: open at once, tried by one at a time, closed by an answer."""

import pytest
from django.core.cache import cache

from search.backends import breaker as module
from search.backends.breaker import Breaker

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


def test_while_all_is_well_it_costs_one_read(two, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert two[0].allows()
        two[0].worked()


def test_one_failure_opens_it_for_everybody(two, clock):
    two[0].failed("no answer")
    assert [breaker.allows() for breaker in two] == [False, False]
    clock.now += 0.9
    assert not two[1].allows()


def test_after_the_pause_one_at_a_time_may_try(two, clock):
    two[0].failed("no answer")
    clock.now += 1.1
    assert [two[1].allows(), two[0].allows(), two[1].allows()] == [True, False, False]


def test_an_answer_closes_it_for_everybody(two, clock):
    two[0].failed("no answer")
    clock.now += 1.1
    assert two[1].allows()
    two[1].worked()
    assert [breaker.allows() for breaker in two] == [True, True]


def test_pauses_grow_up_to_half_a_minute(two, clock):
    pauses = []
    for _ in range(7):
        two[0].failed("no answer")
        began = clock.now
        while not two[1].allows():
            clock.now += 0.5
        pauses.append(clock.now - began)
    assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_several_failures_at_once_are_one(two, clock):
    for breaker in (*two, *two):
        breaker.failed("no answer")
    clock.now += 1.1
    assert two[0].allows()


def test_an_engine_that_comes_and_goes_is_given_longer_pauses(two, clock):
    for pause in (1, 2, 4):
        two[0].failed("no answer")
        clock.now += pause - 0.1
        assert not two[0].allows()
        clock.now += 0.2
        assert two[0].allows()
        two[0].worked()
        clock.now += 10
    clock.now += 60
    two[0].failed("no answer")
    clock.now += 1.1
    assert two[0].allows()


def test_an_engine_that_lags_behind_is_not_asked_until_it_has_caught_up(two):
    two[0].hold()
    assert not two[1].allows()
    assert not two[1].is_closed()
    two[0].release()
    assert two[1].allows()


def test_without_the_cache_each_process_judges_for_itself(two, clock, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://x:1"}}
    assert two[0].allows()
    two[0].failed("no answer")
    assert [two[0].allows(), two[1].allows()] == [False, True]
    clock.now += 1.1
    assert two[0].allows()
    two[0].worked()
    assert two[0].allows()


def test_what_it_keeps_is_plain(two):
    two[0].failed("no answer")
    assert set(cache.get("search:breaker:engine")) == {"until", "pause", "closed_at"}
