"""Parts of a course package: what each app reads from it, makes of it and gives back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from cms.pages.packages.reading.package import Package
from cms.pages.packages.reading.problems import Problem

if TYPE_CHECKING:
    from cms.pages.packages.exporting.target import PackageWriter
    from cms.pages.packages.exporting.tree import CourseTree
    from cms.pages.packages.importing.importer import Importer
    from cms.pages.packages.importing.nodes import Node
    from cms.pages.packages.importing.state import State


class Part(ABC):
    """One app's share of a package. All parts validate before any of them plans, and all plan before any applies."""

    name: ClassVar[str]
    order: ClassVar[int] = 100

    @abstractmethod
    def claims(self, package: Package, path: str) -> bool:
        """Whether a file of the package is this part's to read."""

    @abstractmethod
    def validate(self, package: Package) -> Sequence[Problem]:
        """What is wrong with this part's files and with what refers to them."""

    @abstractmethod
    def plan(self, package: Package, state: State) -> Sequence[Node]:
        """The pages that this part wants, parents first. Nothing is written yet."""

    def apply(self, package: Package, importer: Importer) -> None:  # noqa: B027 - most parts are pages and no more
        """What is to be written beside pages, once all pages of all parts stand."""

    def item_names(self, tree: CourseTree) -> Mapping[tuple[str, str], dict[str, str]]:  # noqa: ARG002
        """Module and item of what a practice block of the course may name: an assessment and a block of it."""
        return {}

    @abstractmethod
    def export(self, writer: PackageWriter) -> None:
        """Writes this part's share of a course to a package."""


_parts: dict[str, Part] = {}


class DuplicatePartError(ValueError):
    """Two apps registered one part."""


def register_part(part: Part) -> None:
    """Add a part; called from an app's `package_parts` module."""
    if part.name in _parts:
        raise DuplicatePartError(f"The package part {part.name!r} is already registered.")
    _parts[part.name] = part


def unregister_part(name: str) -> Part | None:
    """Take a part away again."""
    return _parts.pop(name, None)


def parts() -> list[Part]:
    """Every part in its order."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.name))
