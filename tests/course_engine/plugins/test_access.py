"""Access conditions alone and combined."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from course_engine.plugins.combine import check_access
from course_engine.plugins.conditions import AccessCondition
from course_engine.plugins.registry import conditions
from course_engine.plugins.values import YES, AccessFacts, Answer, Reason, Sibling

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FACTS = AccessFacts(now=NOW)
DONE = Sibling(key="a", title="Lesson 1", fraction=1.0)
HALF = Sibling(key="b", title="100 % safe", fraction=0.5, url="/en/l2/")
DAY = timedelta(days=1)


class Broken(AccessCondition):
    slug = "broken"
    label = "Broken"

    def check(self, facts, settings):
        raise RuntimeError("no")


class Evening(AccessCondition):
    slug = "evening"
    label = "Evening"

    def check(self, facts, settings):
        opens = facts.now.replace(hour=settings.get("hour", 18))
        return YES if facts.now >= opens else Answer(0.0, (Reason("evening", "In the evening."),), opens)


def codes(answer: Answer) -> list[str]:
    return [reason.code for reason in answer.reasons]


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [((), []), ((DONE,), []), ((DONE, DONE), []), ((HALF,), ["earlier_first"]), ((DONE, HALF), ["earlier_first"])],
)
def test_order(earlier, expected):
    assert codes(check_access({"condition": "order"}, replace(FACTS, earlier=earlier))) == expected


def test_the_reason_names_what_comes_first_and_leads_there():
    [reason] = check_access({"condition": "order"}, replace(FACTS, earlier=(DONE, HALF))).reasons
    assert reason.params == {"title": "100 % safe", "key": "b", "url": "/en/l2/"}
    with translation.override("en"):
        assert str(reason) == "First complete “100 % safe”."


@pytest.mark.parametrize(
    ("used", "allowed", "open_attempt", "expected"),
    [
        (0, 0, False, []),
        (99, 0, False, []),
        (2, 3, False, []),
        (3, 3, False, ["no_attempts_left"]),
        (4, 3, False, ["no_attempts_left"]),
        (3, 3, True, []),
    ],
)
def test_attempts_left(used, allowed, open_attempt, expected):
    facts = replace(FACTS, attempts_used=used, attempts_allowed=allowed, open_attempt=open_attempt)
    assert codes(check_access({"condition": "attempts_left"}, facts)) == expected


@pytest.mark.parametrize(
    ("last", "open_attempt", "opens_at"),
    [
        (None, False, None),
        (NOW - DAY, False, None),
        (NOW - DAY + timedelta(seconds=1), False, NOW + timedelta(seconds=1)),
        (NOW, False, NOW + DAY),
        (NOW, True, None),
    ],
)
def test_delay(last, open_attempt, opens_at):
    facts = replace(FACTS, delay=DAY, last_submitted_at=last, open_attempt=open_attempt)
    answer = check_access({"condition": "delay"}, facts)
    assert (answer.allowed, answer.opens_at) == (opens_at is None, opens_at)


ORDER = {"condition": "order"}
LEFT = {"condition": "attempts_left"}
NO_ORDER = replace(FACTS, earlier=(HALF,))
NEITHER = replace(NO_ORDER, attempts_used=1, attempts_allowed=1)


@pytest.mark.parametrize(
    ("tree", "facts", "expected"),
    [
        ({}, NEITHER, []),
        ({"all": []}, NEITHER, []),
        ({"any": []}, NEITHER, []),
        ({"all": [ORDER, LEFT]}, FACTS, []),
        ({"all": [ORDER, LEFT]}, NO_ORDER, ["earlier_first"]),
        ({"all": [ORDER, LEFT]}, NEITHER, ["earlier_first", "no_attempts_left"]),
        ({"any": [ORDER, LEFT]}, NO_ORDER, []),
        ({"any": [ORDER, LEFT]}, NEITHER, ["earlier_first", "no_attempts_left"]),
        ({"not": ORDER}, NO_ORDER, []),
        ({"not": ORDER}, FACTS, ["not"]),
        ({"not": {"any": [ORDER, LEFT]}}, NEITHER, []),
        ({"all": [{"any": [ORDER, LEFT]}, {"not": ORDER}]}, NO_ORDER, []),
        ({"condition": "gone"}, FACTS, ["unavailable"]),
        ({"settings": {}}, FACTS, ["unavailable"]),
    ],
)
def test_combined(tree, facts, expected):
    assert codes(check_access(tree, facts)) == expected


def test_a_condition_that_fails_opens_nothing(caplog):
    with conditions.temporarily(Broken):
        answer = check_access({"all": [ORDER, {"condition": "broken"}]}, FACTS)
    assert (answer.allowed, codes(answer)) == (False, ["plugin_fault"])
    assert "broken" in caplog.text


def test_when_it_opens():
    late, later = {"condition": "evening"}, {"condition": "evening", "settings": {"hour": 20}}
    with conditions.temporarily(Evening):
        assert check_access({"all": [late, later]}, FACTS).opens_at == NOW.replace(hour=20)
        assert check_access({"any": [late, later]}, FACTS).opens_at == NOW.replace(hour=18)
        assert check_access({"all": [late, ORDER]}, NO_ORDER).opens_at is None
        assert check_access({"any": [late, ORDER]}, NO_ORDER).opens_at == NOW.replace(hour=18)


def test_a_condition_of_a_plugin_that_the_course_does_not_use():
    with conditions.temporarily(Evening, "evening_plugin"):
        assert codes(check_access({"condition": "evening"}, FACTS, ["other"])) == ["unavailable"]
        assert codes(check_access({"condition": "evening"}, FACTS, ["evening_plugin"])) == ["evening"]
