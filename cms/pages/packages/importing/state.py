"""What stands on the site before an import."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from wagtail.models import Locale

from cms.pages.models import CourseIndexPage, CoursePage
from cms.pages.packages.importing.keys import minted
from cms.pages.packages.importing.nodes import Node
from cms.pages.packages.models import ImportedObject


class State:
    """The pages and records of one course, read once."""

    def __init__(self, course_id: str) -> None:
        self.course_id = course_id
        self.source_language: str = settings.LANGUAGE_CODE
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.catalogues: dict[str, Any] = {
            page.locale.language_code: page for page in CourseIndexPage.objects.select_related("locale")
        }
        self.course = CoursePage.objects.filter(course_id=course_id, language_code=self.source_language).first()
        self.records = {
            (row.kind, row.key, row.language): row for row in ImportedObject.objects.filter(course_id=course_id)
        }
        self.nodes: list[Node] = []  # what the parts have planned so far
        self.pages: dict[tuple[str, str, str], Any] = {}
        # What a practice block holds, by module and item, where the item stands already.
        self.practice: dict[tuple[str, str], dict[str, str]] = {}

    def load(self, nodes: Iterable[Node]) -> None:
        """Find the pages of these nodes in every language, one query for each model."""
        by_model: dict[Any, list[Node]] = defaultdict(list)
        for node in nodes:
            by_model[node.model].append(node)
        for model, group in by_model.items():
            field = group[0].key_field
            for page in model.objects.filter(**{f"{field}__in": [node.key for node in group]}):
                self.pages[model.__name__, getattr(page, field), page.language_code] = page

    def page(self, node: Node, language: str) -> Any | None:
        return self.pages.get((node.model.__name__, node.key, language))

    def keep(self, node: Node, language: str, page: Any) -> None:
        self.pages[node.model.__name__, node.key, language] = page

    def practice_block(self, module_id: str, item_id: str) -> dict[str, str]:
        """The value of a practice block. Its keys come from the package, so they hold before the item stands."""
        known = self.practice.get((module_id, item_id))
        return known or {
            "assessment": minted(self.course_id, f"practice:{module_id}"),
            "item": minted(self.course_id, f"item:{item_id}"),
        }

    def item_names(self) -> dict[tuple[str, str], dict[str, str]]:
        """Module and item by what a practice block holds."""
        return {
            (value["assessment"], value["item"]): {"module": module, "item": item}
            for (module, item), value in self.practice.items()
        }
