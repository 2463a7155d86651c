"""The part of a package that makes course, modules and lessons."""
# ruff: noqa: ARG002 - a part is given more than each one needs

from collections.abc import Sequence
from typing import ClassVar

from cms.pages.packages.exporting.pages import export_pages
from cms.pages.packages.exporting.target import PackageWriter
from cms.pages.packages.importing.nodes import CourseNode, LessonNode, ModuleNode, Node
from cms.pages.packages.importing.state import State
from cms.pages.packages.parts import Part
from cms.pages.packages.reading.package import Package
from cms.pages.packages.reading.problems import Problem


class PagesPart(Part):
    """course.yaml, module.yaml, lessons and media. What the reader finds wrong is this part's to tell."""

    name: ClassVar[str] = "pages"
    order: ClassVar[int] = 0

    def claims(self, package: Package, path: str) -> bool:
        return (
            path.endswith(".md")
            or path.startswith("media/")
            or path.rsplit("/", 1)[-1] in {"course.yaml", "module.yaml"}
        )

    def validate(self, package: Package) -> Sequence[Problem]:
        return package.problems.listed()

    def plan(self, package: Package, state: State) -> Sequence[Node]:
        course = CourseNode(package)
        nodes: list[Node] = [course]
        for module in package.modules:
            node = ModuleNode(package, module, course)
            nodes.append(node)
            nodes += [LessonNode(package, module, lesson, node) for lesson in module.lessons]
        return nodes

    def export(self, writer: PackageWriter) -> None:
        export_pages(writer)
