"""The plugin's own tests, as its author would write them; run by test_third_party.py in an installation that has it."""

from course_engine import conformance
from course_engine.plugins.registry import item_types
from course_engine.plugins.values import Outcome


class TestEstimate(conformance.ItemTypeConformance):
    slug = "estimate"
    entry = {
        "id": "how-many-pops",
        "type": "estimate",
        "stem": {"en": "How many drums?", "es": "¿Cuántos bidones?"},
        "points": 2,
        "difficulty": 1,
        "answer": 40,
        "reach": 20,
        "unit": {"en": "drums", "es": "bidones"},
    }

    def test_the_nearer_the_more(self):
        marks = {
            answer: self.item_type.grade(self.example.frozen, {"value": answer}, 1).fraction
            for answer in ("40", "45", "30", "20", "1000")
        }
        assert marks == {"40": 1.0, "45": 0.75, "30": 0.5, "20": 0.0, "1000": 0.0}


class TestOpensOn(conformance.ConditionConformance):
    slug = "opens_on"
    own_settings = {"from": "2026-12-01T00:00:00+00:00"}


class TestHalfPractised(conformance.RuleConformance):
    slug = "half_practised"


class TestText(conformance.CredentialConformance):
    slug = "text"


class TestContainment(conformance.ContainmentConformance):
    def test_it_came_in_by_its_entry_point(self):
        found = item_types.get("estimate", ["estimate"])
        assert found.plugin == "estimate"
        assert item_types.find("estimate", ["other"]) is None
        assert found.grade({"answer": "1", "reach": "0"}, {"value": "1"}, 1) == Outcome(
            1.0, "correct", (("item", "near"),), ("feedback:item",)
        )
