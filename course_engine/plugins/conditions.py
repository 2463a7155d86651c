"""An access condition: may this learner start this now, and if not, what would change that."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from course_engine.plugins.kind import PluginType
from course_engine.plugins.values import AccessFacts, Answer, Reason


class AccessCondition(PluginType):
    """Pure: facts and settings in, an answer with its reasons out."""

    kind: ClassVar[str] = "conditions"

    @abstractmethod
    def check(self, facts: AccessFacts, settings: Mapping[str, Any]) -> Answer:
        """Whether access is given, and if not why."""

    def validate(self, settings: Mapping[str, Any]) -> list[Reason]:  # noqa: ARG002 - none by default
        """What is wrong with the settings."""
        return []
