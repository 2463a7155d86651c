"""An interaction mode: what a learner may do with an item, and what is shown when."""

from abc import abstractmethod
from typing import ClassVar

from course_engine.plugins.kind import PluginType
from course_engine.plugins.values import Answer, AttemptState, ItemState, Reveals, Text


class InteractionMode(PluginType):
    """Pure: the states say all that it may know."""

    kind: ClassVar[str] = "modes"
    description: ClassVar[Text] = ""
    checks: ClassVar[bool] = False  # whether the learner may have one item marked before handing in

    @abstractmethod
    def reveals(self, attempt: AttemptState, item: ItemState) -> Reveals:
        """What may be shown of the item now."""

    @abstractmethod
    def may_answer(self, attempt: AttemptState, item: ItemState) -> Answer:
        """Whether the answer may (still) be given or changed, and if not why."""
