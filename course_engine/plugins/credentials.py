"""A credential renderer: a completion becomes a document."""

from abc import abstractmethod
from typing import ClassVar

from course_engine.plugins.kind import PluginType
from course_engine.plugins.values import CredentialFacts


class CredentialRenderer(PluginType):
    """Pure: the same facts give the same bytes, so that a document need not be stored."""

    kind: ClassVar[str] = "credentials"
    content_type: ClassVar[str]
    extension: ClassVar[str]

    @abstractmethod
    def render(self, facts: CredentialFacts) -> bytes:
        """The document."""
