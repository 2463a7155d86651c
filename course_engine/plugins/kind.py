"""What the six kinds have in common."""

from abc import ABC
from typing import ClassVar

from course_engine.plugins.values import Text


class PluginType(ABC):
    """A type that a plugin contributes: attributes and a few pure methods. The registry holds one instance of it."""

    kind: ClassVar[str]
    slug: ClassVar[str]
    label: ClassVar[Text]
    plugin: str = ""  # the slug of the plugin it came with, set when it is registered

    def __str__(self) -> str:
        return f"{self.kind} {self.slug!r}"
