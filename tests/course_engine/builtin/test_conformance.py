"""The types that ship pass what every plugin passes."""

from copy import deepcopy
from typing import Any

from course_engine import conformance
from tests.course_engine.builtin.entries import (
    CATEGORISE,
    CLOZE,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    OPEN,
    ORDERING,
    SCALE,
    SCENARIO,
    SHORT_TEXT,
    SINGLE,
    TRUE_FALSE,
    choices,
)


def changed(entry: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**deepcopy(entry), **changes}


class TestSingleChoice(conformance.ItemTypeConformance):
    slug, entry = "single_choice", SINGLE
    same_view = [changed(SINGLE, options=choices(right)) for right in "acd"]


class TestMultipleResponse(conformance.ItemTypeConformance):
    slug, entry = "multiple_response", MULTIPLE
    same_view = [changed(MULTIPLE, options=choices(right)) for right in "abcd"]


class TestTrueFalse(conformance.ItemTypeConformance):
    slug, entry = "true_false", TRUE_FALSE
    same_view = [changed(TRUE_FALSE, options=[{**row, "correct": not row["correct"]} for row in TRUE_FALSE["options"]])]


class TestMatching(conformance.ItemTypeConformance):
    slug, entry = "matching", MATCHING


class TestOrdering(conformance.ItemTypeConformance):
    slug, entry = "ordering", ORDERING


class TestNumeric(conformance.ItemTypeConformance):
    slug, entry = "numeric", NUMERIC
    same_view = [changed(NUMERIC, answer=17, tolerance=0)]


class TestShortText(conformance.ItemTypeConformance):
    slug, entry = "short_text", SHORT_TEXT
    same_view = [changed(SHORT_TEXT, accepted={"en": ["else"], "es": ["otra cosa"]})]


class TestCloze(conformance.ItemTypeConformance):
    slug, entry = "cloze", CLOZE
    same_view = [
        changed(
            CLOZE,
            blanks=[
                {**CLOZE["blanks"][0], "answer": 9},
                {**CLOZE["blanks"][1], "accepted": {"en": ["else"], "es": ["otra"]}},
                {
                    **CLOZE["blanks"][2],
                    "options": [{**row, "correct": row["id"] == "d"} for row in CLOZE["blanks"][2]["options"]],
                },
            ],
        )
    ]


class TestCategorise(conformance.ItemTypeConformance):
    slug, entry = "categorise", CATEGORISE
    same_view = [changed(CATEGORISE, items=[{**row, "group": "annex-c"} for row in CATEGORISE["items"]])]


class TestScenario(conformance.ItemTypeConformance):
    slug, entry = "scenario", SCENARIO
    same_view = [
        changed(
            SCENARIO,
            scenes={
                **SCENARIO["scenes"],
                "door": {
                    **SCENARIO["scenes"]["door"],
                    "options": [{**row, "points": 9, "to": "good"} for row in SCENARIO["scenes"]["door"]["options"]],
                },
            },
        )
    ]


class TestOpen(conformance.ItemTypeConformance):
    slug, entry = "open", OPEN


class TestScale(conformance.ItemTypeConformance):
    slug, entry = "scale", SCALE


class TestDeferred(conformance.ModeConformance):
    slug = "deferred"


class TestImmediate(conformance.ModeConformance):
    slug = "immediate"


class TestOrder(conformance.ConditionConformance):
    slug = "order"


class TestAttemptsLeft(conformance.ConditionConformance):
    slug = "attempts_left"


class TestDelay(conformance.ConditionConformance):
    slug = "delay"


class TestViewed(conformance.RuleConformance):
    slug = "viewed"


class TestConfirmed(conformance.RuleConformance):
    slug = "confirmed"


class TestPractised(conformance.RuleConformance):
    slug = "practised"


class TestPassed(conformance.RuleConformance):
    slug = "passed"


class TestAllChildren(conformance.RuleConformance):
    slug = "all_children"


class TestPdf(conformance.CredentialConformance):
    slug = "pdf"


class TestLesson(conformance.ActivityConformance):
    slug = "lesson"


class TestAssessment(conformance.ActivityConformance):
    slug = "assessment"


class TestContainment(conformance.ContainmentConformance):
    pass
