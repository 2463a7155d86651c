"""Half of the practice is enough."""

from collections.abc import Mapping
from typing import Any

from course_engine.plugins.rules import CompletionRule
from course_engine.plugins.values import YES, Answer, ProgressFacts, Reason


class HalfPractised(CompletionRule):
    slug = "half_practised"
    label = "Half of the practice"

    def evaluate(self, facts: ProgressFacts, settings: Mapping[str, Any]) -> Answer:
        if facts.items_answered * 2 >= facts.items_total:
            return YES
        return Answer(facts.items_answered * 2 / facts.items_total, (Reason("half", "Try half of the questions."),))
