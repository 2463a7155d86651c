"""The pages of a course as they are exported: what is published, or the draft of what never was."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wagtail.models import Page


class CourseTree:
    """A course with everything below it, in the source language and in every other that it has."""

    def __init__(self, course: Any) -> None:
        self.pages: list[Any] = list(Page.objects.descendant_of(course, inclusive=True).order_by("path").specific())
        self.course = self.pages[0]
        self.source_language: str = self.course.language
        self.translations: dict[UUID, dict[str, Any]] = defaultdict(dict)
        keys = [page.translation_key for page in self.pages]
        others = Page.objects.filter(translation_key__in=keys).exclude(locale=self.course.locale)
        for page in others.select_related("locale").order_by("locale_id").specific():
            self.translations[page.translation_key][page.locale.language_code] = page

    @property
    def languages(self) -> list[str]:
        """The languages of the course, the source first."""
        return list(self.rows(self.course))

    def rows(self, page: Any) -> dict[str, Any]:
        """A page in each language in which there is something to export, the source first."""
        rows = {self.source_language: page, **self.translations[page.translation_key]}
        found = {language: current(row) for language, row in rows.items()}
        return {language: row for language, row in found.items() if row is not None}

    def children(self, parent: Any, model: Any) -> Sequence[Any]:
        """The pages of a kind below another, without those that were taken down."""
        below = [page for page in self.pages if isinstance(page, model) and page.path.startswith(parent.path)]
        return [page for page in below if page.depth == parent.depth + 1 and current(page) is not None]


def current(page: Any) -> Any | None:
    """What the public reads; the draft of a page that was never published; nothing of one that was taken down."""
    if page.live:
        return page
    if page.first_published_at is None:
        return page.get_latest_revision_as_object() if page.latest_revision_id else page
    return None
