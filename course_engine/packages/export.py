"""Assessments into a package."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.models import LessonPage, ModulePage
from cms.pages.packages.exporting.target import PackageWriter
from cms.pages.packages.exporting.tree import CourseTree
from cms.pages.packages.exporting.yamlout import Flow, to_yaml
from cms.pages.packages.richtext import markdown, normal
from course_engine.models import AssessmentPage, CourseRules
from course_engine.packages.nodes import item_ids
from course_engine.plugins.registry import item_types

Kind = AssessmentPage.Kind
ON_ONE_LINE = ("provisions", "chemicals")


def practice_items(tree: CourseTree) -> dict[tuple[str, str], dict[str, str]]:
    """Module and item by assessment and block, for the items that lessons may show."""
    found = {}
    for module in tree.children(tree.course, ModulePage):
        for page in tree.children(module, AssessmentPage):
            if page.kind == Kind.PRACTICE:
                for key, block_id in item_ids(tree.rows(page)[tree.source_language]):
                    found[str(page.translation_key), block_id] = {"module": module.module_id, "item": key}
    return found


class AssessmentExport:
    """The practice files and tests of one course."""

    def __init__(self, writer: PackageWriter) -> None:
        self.writer, self.tree = writer, writer.tree
        self.paths: dict[str, str] = {}  # by translation key
        self.pages: dict[str, AssessmentPage] = {}  # by path

    def write(self) -> None:
        for module in self.tree.children(self.tree.course, ModulePage):
            folder = f"modules/{module.slug}"
            self.place(module, Kind.PRACTICE, f"{folder}/practice.yaml")
            test = self.place(module, Kind.TEST, f"{folder}/%s.yaml")
            if test is not None:
                self.writer.modules[module.slug]["test"] = f"{test.slug}.yaml"
        final = self.place(self.tree.course, Kind.TEST, "%s.yaml")
        if final is not None:
            self.writer.course["final_test"] = f"{final.slug}.yaml"
        for path, page in self.pages.items():
            self.writer.text(path, to_yaml(self.data(page)))
        self.certificate()

    def place(self, parent: Any, kind: str, path: str) -> AssessmentPage | None:
        """The assessment of a kind below a page; the format has room for one."""
        found = [page for page in self.tree.children(parent, AssessmentPage) if page.kind == kind]
        for page in found[1:]:
            message = _("“%(title)s” is left out: a package has room for one assessment of its kind here.")
            self.writer.notes.append(message % {"title": page.title})
        if not found:
            return None
        path = path % found[0].slug if "%s" in path else path
        self.paths[str(found[0].translation_key)], self.pages[path] = path, found[0]
        return found[0]

    def data(self, page: AssessmentPage) -> dict[str, Any]:
        rows = self.tree.rows(page)
        items = self.items(rows)
        if page.kind == Kind.PRACTICE:
            return {"items": items}
        source = rows[self.tree.source_language]
        intros = {language: markdown(normal(row.intro)) for language, row in rows.items()}
        data: dict[str, Any] = {
            "id": page.assessment_id,
            "title": self.writer.per_language(rows, "title"),
            "intro": self.filled(intros),
            **{name: getattr(source, name) for name in ("mode", "pass_percent", "attempts", "delay_minutes")},
            "time_limit_minutes": source.time_limit_minutes,
            "shuffle": {"items": source.shuffle_items, "options": source.shuffle_options},
        }
        draws = [draw for draw in map(self.draw, source.draws) if draw]
        return data | ({"items": items} if items else {}) | ({"draw": draws} if draws else {})

    def items(self, rows: Mapping[str, AssessmentPage]) -> list[dict[str, Any]]:
        """Each item as its type writes it, from its value in every language."""
        values = {language: {child.id: child for child in row.items} for language, row in rows.items()}
        found = []
        for child in rows[self.tree.source_language].items:
            item_type = item_types.find(child.block_type)
            if item_type is None:
                message = _("An item of type “%(type)s” is left out, because its plugin is not in use.")
                self.writer.notes.append(message % {"type": child.block_type})
                continue
            versions = {
                language: children[child.id].value
                for language, children in values.items()
                if child.id in children and children[child.id].block_type == child.block_type
            }
            entry = self.filled(item_type.dump(versions))
            found.append({key: Flow(value) if key in ON_ONE_LINE else value for key, value in entry.items()})
        return found

    def filled(self, value: Any) -> Any:
        """Texts in every language of the course, the source's standing in where a translation is missing."""
        source, languages = self.writer.languages[0], self.writer.languages
        if isinstance(value, dict) and source in value and value.keys() <= set(languages):
            return {language: value.get(language, value[source]) for language in languages}
        if isinstance(value, dict):
            return {key: self.filled(entry) for key, entry in value.items()}
        return [self.filled(entry) for entry in value] if isinstance(value, list) else value

    def draw(self, child: Any) -> dict[str, Any]:
        value = child.value if child.block_type == "draw" else {}
        path = self.paths.get(value.get("assessment", ""))
        if path is None:
            self.writer.notes.append(_("A draw is left out, because it draws from outside the course."))
            return {}
        draw: dict[str, Any] = {"from": path, "count": value["count"]}
        if value["provisions"]:
            draw["provisions"] = Flow(value["provisions"])
        if value["difficulty"]:
            draw["difficulty"] = int(value["difficulty"])
        return draw

    def certificate(self) -> None:
        rules = CourseRules.objects.filter(course_key=self.tree.course.translation_key).first()
        if rules is None or not rules.certificate_requires:
            return
        names = {str(page.translation_key): page.assessment_id for page in self.pages.values()}
        for page in self.tree.pages:
            if isinstance(page, LessonPage):
                names[str(page.translation_key)] = page.lesson_id
        requires = Flow(names[key] for key in rules.certificate_requires if key in names)
        self.writer.course["certificate"] = {"requires": requires, "valid_months": rules.valid_months}
