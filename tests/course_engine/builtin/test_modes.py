"""What a learner may do with an item, and what is shown when."""

import pytest

from course_engine.plugins.registry import modes
from course_engine.plugins.values import EVERYTHING, NOTHING, AttemptState, ItemState, Reveals

OPEN, HANDED_IN = AttemptState(), AttemptState(submitted=True)
PRACTICE = AttemptState(kind="practice")
FRESH, ANSWERED = ItemState(), ItemState(answered=True)


def checked(state: str, tries: int = 1) -> ItemState:
    return ItemState(answered=True, checked=True, tries=tries, state=state)


def tried(count: int) -> Reveals:
    return Reveals(correctness=True, score=True, feedback=True, hints=count)


@pytest.mark.parametrize(
    ("mode", "attempt", "item", "shown", "refused"),
    [
        ("deferred", OPEN, FRESH, NOTHING, ""),
        ("deferred", OPEN, ANSWERED, NOTHING, ""),
        ("deferred", OPEN, checked("correct"), NOTHING, ""),
        ("deferred", PRACTICE, ANSWERED, NOTHING, ""),
        ("deferred", HANDED_IN, ANSWERED, EVERYTHING, "handed_in"),
        ("deferred", HANDED_IN, FRESH, EVERYTHING, "handed_in"),
        ("immediate", OPEN, FRESH, NOTHING, ""),
        ("immediate", OPEN, ANSWERED, NOTHING, ""),
        ("immediate", OPEN, checked("incorrect"), EVERYTHING, "marked"),
        ("immediate", OPEN, checked("correct"), EVERYTHING, "marked"),
        ("immediate", HANDED_IN, ANSWERED, EVERYTHING, "handed_in"),
        ("immediate", PRACTICE, FRESH, NOTHING, ""),
        ("immediate", PRACTICE, ItemState(tries=2), Reveals(hints=2), ""),
        ("immediate", PRACTICE, checked("incorrect", 1), tried(1), ""),
        ("immediate", PRACTICE, checked("partial", 2), tried(2), ""),
        ("immediate", PRACTICE, checked("incorrect", 3), EVERYTHING, ""),
        ("immediate", PRACTICE, checked("correct", 1), EVERYTHING, "solved"),
        ("immediate", PRACTICE, checked("pending", 1), tried(1), "awaits_a_person"),
        ("immediate", PRACTICE, checked("unmarked", 1), tried(1), ""),
    ],
)
def test_modes(mode, attempt, item, shown, refused):
    found = modes.get(mode)
    assert found.reveals(attempt, item) == shown
    answer = found.may_answer(attempt, item)
    assert [reason.code for reason in answer.reasons] == ([refused] if refused else [])
    assert answer.allowed is (not refused)


def test_only_immediate_checks():
    assert {mode.slug: mode.checks for mode in modes} == {"deferred": False, "immediate": True}
