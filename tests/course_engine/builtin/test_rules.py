"""Completion rules: how far, and what is missing."""

import pytest
from django.utils import translation

from course_engine.plugins.registry import rules
from course_engine.plugins.values import ProgressFacts, Sibling

DONE = Sibling(key="a", title="Lesson 1", fraction=1.0)
HALF = Sibling(key="b", title="Lesson 2", fraction=0.5)
NEW = Sibling(key="c", title="Lesson 3")


@pytest.mark.parametrize(
    ("slug", "facts", "value", "code", "sentence"),
    [
        ("viewed", {}, 0.0, "not_viewed", "Open it."),
        ("viewed", {"viewed": True}, 1.0, "", ""),
        ("confirmed", {"viewed": True}, 0.0, "not_confirmed", "Mark it as done."),
        ("confirmed", {"confirmed": True}, 1.0, "", ""),
        ("practised", {}, 1.0, "", ""),
        ("practised", {"items_total": 4}, 0.0, "not_practised", "Try the practice questions: 0 of 4 done."),
        (
            "practised",
            {"items_total": 4, "items_answered": 3},
            0.75,
            "not_practised",
            "Try the practice questions: 3 of 4 done.",
        ),
        ("practised", {"items_total": 4, "items_answered": 4}, 1.0, "", ""),
        ("practised", {"items_total": 4, "items_answered": 5}, 1.0, "", ""),
        ("passed", {"pass_percent": 70.0}, 0.0, "not_tried", "Reach 70 per cent."),
        (
            "passed",
            {"pass_percent": 70.0, "best_percent": 69.9},
            0.0,
            "not_passed",
            "Reach 70 per cent; your best so far is 69.",
        ),
        ("passed", {"pass_percent": 70.0, "best_percent": 70.0}, 1.0, "", ""),
        ("passed", {"pass_percent": 0.0, "best_percent": 0.0}, 1.0, "", ""),
        (
            "passed",
            {"pass_percent": 70.0, "best_percent": 50.0, "pending": True},
            0.0,
            "pending",
            "An answer still has to be marked by a person.",
        ),
        ("passed", {"pass_percent": 70.0, "best_percent": 80.0, "pending": True}, 1.0, "", ""),
        ("all_children", {}, 1.0, "", ""),
        ("all_children", {"children": (DONE, DONE)}, 1.0, "", ""),
        (
            "all_children",
            {"children": (DONE, HALF, NEW, DONE)},
            0.625,
            "children_missing",
            "Still to do: Lesson 2, Lesson 3.",
        ),
    ],
)
def test_rules(slug, facts, value, code, sentence):
    answer = rules.get(slug).evaluate(ProgressFacts(**facts), {})
    assert answer.value == value
    assert answer.complete is (value == 1.0)
    with translation.override("en"):
        assert [(reason.code, str(reason)) for reason in answer.reasons] == ([(code, sentence)] if code else [])
