"""What a course consists of: structure from the source rows, titles from the reader's. One query a course tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

from cms.pages.models import CoursePage, ModulePage
from cms.publishing.locales import is_source_locale
from cms.publishing.streams import RegistryStreamField
from cms.publishing.urls import page_path
from course_engine.plugins.activities import ActivityType
from course_engine.plugins.containment import contain
from course_engine.plugins.registry import activities
from course_engine.plugins.values import ActivityFacts


@dataclass(frozen=True)
class Activity:
    """Something a learner does in a course: structure of the source row, title and address for the reader."""

    key: UUID
    type: ActivityType
    facts: ActivityFacts
    url: str
    language: str
    module_key: UUID | None
    place: str  # the path in the tree of pages, which orders activities
    attempts: int = 0
    delay_minutes: int = 0
    pass_percent: int = 0

    @property
    def title(self) -> str:
        return self.facts.title


@dataclass(frozen=True)
class Module:
    key: UUID
    title: str
    url: str
    language: str
    area: str
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Outline:
    """A live course with its modules and activities, in the order of the source language."""

    key: UUID
    url: str
    page: Any
    source: Any
    rows: Mapping[str, Any]
    modules: tuple[Module, ...]
    direct: tuple[Activity, ...]  # activities of the course itself, such as the final test

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def edition(self) -> str:
        return self.source.edition

    @property
    def titles(self) -> dict[str, str]:
        return {language: row.title for language, row in self.rows.items()}

    @property
    def objectives(self) -> dict[str, list[str]]:
        """What the course says that its learners can do afterwards, by language."""
        return {language: [child.value["text"] for child in row.objectives] for language, row in self.rows.items()}

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Every activity in the order of the tree."""
        found = [activity for module in self.modules for activity in module.activities] + list(self.direct)
        return tuple(sorted(found, key=lambda activity: activity.place))

    def activity(self, key: UUID) -> Activity | None:
        return next((activity for activity in self.activities if activity.key == key), None)

    def module_of(self, key: UUID) -> Module | None:
        return next((module for module in self.modules if any(a.key == key for a in module.activities)), None)

    def before(self, key: UUID) -> Iterator[Activity]:
        """The activities that come before this one."""
        for activity in self.activities:
            if activity.key == key:
                return
            yield activity


def load_outlines(keys: Iterable[UUID], language: str, *, plugins: Collection[str] = ()) -> dict[UUID, Outline]:
    """The live courses of these keys in two queries."""
    courses: dict[UUID, list[CoursePage]] = {}
    rows = CoursePage.objects.live().filter(translation_key__in=set(keys)).defer("objectives")
    for page in rows.annotate(restricted=Exists(_restrictions())):
        courses.setdefault(page.translation_key, []).append(page)
    trees = [page for pages in courses.values() for page in pages]
    descendants = _descendants(trees, plugins) if trees else []
    found = {}
    for key, pages in courses.items():
        source = next((page for page in pages if is_source_locale(page.locale_id)), None)
        if source is not None:
            found[key] = _outline(source, pages, descendants, language, plugins)
    return found


def _restrictions() -> Any:
    """The restrictions of a page and of those above it, asked within the query that reads the page."""
    above = Substr(OuterRef("path"), 1, Length("page__path"))
    return PageViewRestriction.objects.alias(above=above).filter(above=F("page__path"))


def load_outline(key: UUID, language: str, *, plugins: Collection[str] = ()) -> Outline | None:
    return load_outlines([key], language, plugins=plugins).get(key)


def _types(plugins: Collection[str]) -> dict[type[Any], ActivityType]:
    return {apps.get_model(kind.page_model): kind for kind in activities.all(plugins)}


def _descendants(courses: list[CoursePage], plugins: Collection[str]) -> list[Any]:
    """Every live page of the trees, as its own class, by one joined query without the long texts."""
    models: list[Any] = [ModulePage, *_types(plugins)]
    below = reduce(or_, (Q(path__startswith=page.path, depth__gt=page.depth) for page in courses))
    deferred = [
        f"{model._meta.model_name}__{field.name}"
        for model in models
        for field in model._meta.local_fields
        if isinstance(field, RegistryStreamField)
    ]
    names = [str(model._meta.model_name) for model in models]
    rows = Page.objects.live().filter(below).select_related(*names).defer(*deferred).order_by("path")
    return [specific for row in rows if (specific := _specific(row, names)) is not None]


def _specific(row: Page, names: list[str]) -> Any:
    for name in names:
        if row._state.fields_cache.get(name) is not None:
            return row._state.fields_cache[name]
    return None


def _outline(
    source: CoursePage, pages: list[CoursePage], rows: list[Any], language: str, plugins: Collection[str]
) -> Outline:
    types = _types(plugins)
    readers = {row.translation_key: row for row in rows if row.language == language}
    mine = [row for row in rows if row.path.startswith(source.path)]
    modules = {row.path: row for row in mine if isinstance(row, ModulePage)}

    def activity(row: Any) -> Activity | None:
        module = modules.get(row.path[: -row.steplen])
        if module is None and row.depth != source.depth + 1:
            return None  # its module is not live
        reader = readers.get(row.translation_key, row)
        return make_activity(types[type(row)], row, reader, module.translation_key if module else None)

    every = [found for row in mine if type(row) in types and (found := activity(row)) is not None]
    reader_page = next((page for page in pages if page.language == language), source)
    return Outline(
        key=source.translation_key,
        url=page_path(reader_page.url_path, reader_page.language),
        page=reader_page,
        source=source,
        rows={page.language: page for page in pages},
        modules=tuple(_module(row, readers.get(row.translation_key, row), every) for row in modules.values()),
        direct=tuple(found for found in every if found.module_key is None),
    )


def _module(row: Any, reader: Any, activities_: list[Activity]) -> Module:
    own = tuple(each for each in activities_ if each.module_key == row.translation_key)
    url = page_path(reader.url_path, reader.language)
    return Module(row.translation_key, reader.title, url, reader.language, row.area, own)


def make_activity(kind: ActivityType, row: Any, reader: Any, module_key: UUID | None, url: str = "") -> Activity | None:
    """An activity from its source row and its reader's row; None where it does not count or its plugin fails."""
    facts = contain(kind, kind.facts, reader).value if contain(kind, kind.counts, row).value else None
    if facts is None:
        return None
    return Activity(
        key=row.translation_key,
        type=kind,
        facts=facts,
        url=url or page_path(reader.url_path, reader.language),
        language=reader.language,
        module_key=module_key,
        place=row.path,
        attempts=getattr(row, "attempts", 0),
        delay_minutes=getattr(row, "delay_minutes", 0),
        pass_percent=getattr(row, "pass_percent", 0),
    )


def course_key_of(page: Any) -> UUID | None:
    """The key of the course a page belongs to: its parent or grandparent, whichever is a course."""
    step = page.steplen
    paths = [page.path[:-step], page.path[: -2 * step]]
    key: UUID | None = (
        CoursePage.objects.live().filter(path__in=paths).values_list("translation_key", flat=True).first()
    )
    return key


__all__ = ["Activity", "ActivityFacts", "Module", "Outline", "course_key_of", "load_outline", "load_outlines"]
