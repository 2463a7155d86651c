"""An activity type: which page under a module it stands for, and what it reports."""

from abc import abstractmethod
from typing import Any, ClassVar

from course_engine.plugins.kind import PluginType
from course_engine.plugins.values import ActivityFacts


class ActivityType(PluginType):
    """What the outline, the player and the completion rules need to know of one kind of page."""

    kind: ClassVar[str] = "activities"
    icon: ClassVar[str] = "doc-full"
    page_model: ClassVar[str]  # "pages.LessonPage"
    has_score: ClassVar[bool] = False
    rules: ClassVar[tuple[str, ...]] = ("viewed",)  # the completion rules used unless the course says otherwise

    @abstractmethod
    def facts(self, page: Any) -> ActivityFacts:
        """What the outline shows of a page; `page` is the row in the reader's language."""

    def counts(self, page: Any) -> bool:  # noqa: ARG002 - every page by default
        """Whether the page is an activity of the outline at all."""
        return True
