"""A completion rule: how far this activity is complete, and what is missing."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from course_engine.plugins.kind import PluginType
from course_engine.plugins.values import Answer, ProgressFacts, Reason


class CompletionRule(PluginType):
    """Pure: facts and settings in, 0.0 to 1.0 with what is missing out."""

    kind: ClassVar[str] = "rules"

    @abstractmethod
    def evaluate(self, facts: ProgressFacts, settings: Mapping[str, Any]) -> Answer:
        """How far it is complete, and what is missing."""

    def validate(self, settings: Mapping[str, Any]) -> list[Reason]:  # noqa: ARG002 - none by default
        """What is wrong with the settings."""
        return []
