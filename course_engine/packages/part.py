"""The engine's part of a course package."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from cms.pages.packages.content import digest
from cms.pages.packages.exporting.target import PackageWriter
from cms.pages.packages.exporting.tree import CourseTree
from cms.pages.packages.importing.importer import Importer
from cms.pages.packages.importing.nodes import CourseNode, ModuleNode, Node
from cms.pages.packages.importing.state import State
from cms.pages.packages.models import ImportedObject
from cms.pages.packages.parts import Part
from cms.pages.packages.reading.package import Package
from cms.pages.packages.reading.problems import Problem
from course_engine.models import CourseRules
from course_engine.packages.export import AssessmentExport, practice_items
from course_engine.packages.nodes import AssessmentNode, item_ids
from course_engine.packages.reading import assessments, check_assessments

CERTIFICATE = "certificate"


class ItemsPart(Part):
    """practice.yaml, tests, and what course.yaml says of the certificate."""

    name: ClassVar[str] = "items"
    order: ClassVar[int] = 50

    def claims(self, package: Package, path: str) -> bool:
        return path in assessments(package)

    def validate(self, package: Package) -> Sequence[Problem]:
        check_assessments(package)
        return package.problems.listed()

    def plan(self, package: Package, state: State) -> Sequence[Node]:
        modules = {node.key: node for node in state.nodes if isinstance(node, ModuleNode)}
        course = next(node for node in state.nodes if isinstance(node, CourseNode))
        nodes = []
        for assessment in assessments(package).values():
            parent = modules[assessment.module.id] if assessment.module is not None else course
            nodes.append(AssessmentNode(package, assessment, parent, state))
        state.load(nodes)
        package.parts["assessment keys"] = {node.key: node.translation_key for node in nodes}
        for node in nodes:
            self.name_items(node, state)
        return nodes

    def name_items(self, node: AssessmentNode, state: State) -> None:
        """Lessons name items by the ids that they have on their page."""
        page, module = state.page(node, node.languages[0]), node.assessment.module
        if node.kind != "practice" or module is None or page is None:
            return
        for key, block_id in item_ids(page):
            state.practice[module.id, key] = {"assessment": str(page.translation_key), "item": block_id}

    def apply(self, package: Package, importer: Importer) -> None:
        """What the certificate asks; an editor's later change holds until the package says something else."""
        wanted = package.course.get("certificate") or {}
        requires, valid_months = list(wanted.get("requires") or ()), wanted.get("valid_months")
        course: Any = importer.state.page(importer.nodes[0], package.languages[0])
        mark = digest({"course": str(course.translation_key), "requires": requires, "valid_months": valid_months})
        key: dict[str, Any] = {"course_id": package.id, "kind": CERTIFICATE, "key": package.id, "language": ""}
        if ImportedObject.objects.filter(**key, digest=mark).exists():
            return
        keys = [self.required(importer, name) for name in requires]
        CourseRules.objects.update_or_create(
            course_key=course.translation_key,
            defaults={"certificate_requires": keys, "valid_months": valid_months},
        )
        ImportedObject.objects.update_or_create(**key, defaults={"digest": mark, "published": True})

    def required(self, importer: Importer, name: str) -> str:
        """The key of what a certificate asks for: a test, a lesson, or the test of a module."""
        nodes = {node.key: node for node in importer.nodes}
        node = nodes[name]
        if isinstance(node, ModuleNode):
            node = next(
                child
                for child in importer.nodes
                if isinstance(child, AssessmentNode) and child.assessment.module is node.module and child.kind == "test"
            )
        page: Any = importer.state.page(node, node.languages[0])
        return str(page.translation_key)

    def item_names(self, tree: CourseTree) -> Mapping[tuple[str, str], dict[str, str]]:
        return practice_items(tree)

    def export(self, writer: PackageWriter) -> None:
        AssessmentExport(writer).write()
