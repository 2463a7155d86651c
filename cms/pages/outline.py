"""The contents of a course: order and availability from the source row, titles in the reader's language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cms.publishing.locales import locale_by_id, locale_for
from cms.publishing.urls import page_path

COURSE_DEPTH = 4  # root > home > catalogue > course

# What the outline shows of each kind of activity: name -> lookup from Page; "key" is needed, "minutes" is known.
_kinds: dict[str, Mapping[str, str]] = {
    "lesson": {"key": "lessonpage__lesson_id", "minutes": "lessonpage__minutes"},
}


Counts = Callable[[Mapping[str, Any]], bool]
_counts: dict[str, Counts] = {}


def register_activity(kind: str, lookups: Mapping[str, str], counts: Counts | None = None) -> None:
    """Let pages of another app stand in outlines: `{"key": "assessmentpage__assessment_id", …}`.

    `counts` is asked with what the other lookups gave; a page for which it says no is left out.
    """
    if "key" not in lookups:
        raise ValueError(f"The activity kind {kind!r} needs a lookup named 'key'.")
    _kinds[kind] = dict(lookups)
    if counts is not None:
        _counts[kind] = counts


def unregister_activity(kind: str) -> None:
    _kinds.pop(kind, None)
    _counts.pop(kind, None)


def other_activities() -> list[str]:
    """The lookups from Page that tell activities of other apps."""
    return [lookups["key"] for kind, lookups in _kinds.items() if kind != "lesson"]


@dataclass(slots=True)
class Entry:
    """A page as its reader sees it; `language` is that of the title and of the page behind the link."""

    key: str
    translation_key: UUID
    page_id: int
    title: str
    language: str
    url: str
    current: bool = False


@dataclass(slots=True)
class Activity(Entry):
    """One line of the outline: a lesson, or what another app puts below a module."""

    kind: str = ""
    minutes: int = 0
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Module(Entry):
    """A module with its activities."""

    area: str = ""
    summary: str = ""
    activities: list[Activity] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """A course's contents; `activities` stand below the course itself, after its modules."""

    course: Entry
    above: list[Entry]
    modules: list[Module]
    activities: list[Activity]

    def __iter__(self) -> Iterator[Module]:
        return iter(self.modules)

    def sequence(self) -> list[Activity]:
        """Every activity in the order in which it is learnt."""
        return [activity for module in self.modules for activity in module.activities] + self.activities

    def around(self, translation_key: UUID) -> tuple[Activity | None, Activity | None]:
        """The activities before and after one."""
        line = self.sequence()
        place = next((n for n, entry in enumerate(line) if entry.translation_key == translation_key), None)
        if place is None:
            return None, None
        return line[place - 1] if place else None, line[place + 1] if place + 1 < len(line) else None

    def module_of(self, translation_key: UUID) -> Module | None:
        """The module in which an activity stands."""
        for module in self.modules:
            if any(entry.translation_key == translation_key for entry in module.activities):
                return module
        return None

    def mark(self, translation_key: UUID) -> None:
        """Say which page is being read: itself and its module are `current`."""
        for module in self.modules:
            for activity in module.activities:
                activity.current = activity.translation_key == translation_key
            inside = any(activity.current for activity in module.activities)
            module.current = inside or module.translation_key == translation_key

    def trail(self, translation_key: UUID) -> list[Entry]:
        """The pages above one, from the home page down."""
        if translation_key == self.course.translation_key:
            return self.above
        module = self.module_of(translation_key)
        return [*self.above, self.course, *([module] if module is not None else [])]


def outline_of(page: Any, language: str) -> Outline | None:
    """The outline of the course in which a page stands, in one query and one more for another language.

    None where the page stands in no course.
    """
    source = page.source
    if source.depth < COURSE_DEPTH:
        return None
    path = source.path[: COURSE_DEPTH * Page.steplen]
    above = [path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen)]
    # The course itself may still be a draft that its editor previews.
    inside = Q(path__startswith=path) & (Q(live=True) | Q(path=path))
    rows = list(Page.objects.filter(Q(path__in=above) | inside).order_by("path").values(*_columns()))
    return _built(path, rows, _texts(rows, language))


def _columns() -> list[str]:
    own = ["pk", "path", "depth", "title", "url_path", "translation_key", "locale_id"]
    own += ["coursepage__course_id", "modulepage__module_id", "modulepage__area", "modulepage__summary"]
    return own + [lookup for lookups in _kinds.values() for lookup in lookups.values()]


Row = Mapping[str, Any]
Texts = dict[UUID, tuple[str, str, str, str]]


def _texts(rows: Iterable[Row], language: str) -> Texts:
    """(title, language, url, summary): the reader's language where the page is live there, else the source's."""
    found: Texts = {}
    for row in rows:
        locale = locale_by_id(row["locale_id"])
        code = locale.language_code if locale else ""
        url = page_path(row["url_path"], code)
        found[row["translation_key"]] = (row["title"], code, url, row["modulepage__summary"] or "")
    locale = locale_for(language)
    if locale is not None and any(text[1] != language for text in found.values()):
        translations = Page.objects.live().filter(locale=locale, translation_key__in=list(found))
        for key, title, url_path, summary in translations.values_list(
            "translation_key", "title", "url_path", "modulepage__summary"
        ):
            found[key] = (title, language, page_path(url_path, language), summary or "")
    return found


def _built(path: str, rows: list[dict[str, Any]], texts: Texts) -> Outline | None:
    above: list[Entry] = []
    modules: dict[str, Module] = {}
    top: list[Activity] = []
    course: Entry | None = None
    for row in rows:
        if row["path"] == path:
            course = _entry(Entry, row["coursepage__course_id"], row, texts)
        elif len(row["path"]) < len(path):
            above.append(_entry(Entry, "", row, texts))
        elif row["modulepage__module_id"] is not None:
            summary = texts[row["translation_key"]][3]
            modules[row["path"]] = _entry(
                Module, row["modulepage__module_id"], row, texts, area=row["modulepage__area"], summary=summary
            )
        else:
            activity = _activity(row, texts)
            parent = modules.get(row["path"][: -Page.steplen])
            if activity and parent:
                parent.activities.append(activity)
            elif activity and row["depth"] == COURSE_DEPTH + 1:
                top.append(activity)
    return Outline(course, above, list(modules.values()), top) if course is not None and course.key else None


def _activity(row: Row, texts: Texts) -> Activity | None:
    for kind, lookups in _kinds.items():
        if row[lookups["key"]] is not None:
            details = {name: row[lookup] for name, lookup in lookups.items()}
            if kind in _counts and not _counts[kind](details):
                return None
            key, minutes = details.pop("key"), details.pop("minutes", 0) or 0
            return _entry(Activity, key, row, texts, kind=kind, minutes=minutes, details=details)
    return None


def _entry(made: Any, key: str | None, row: Row, texts: Texts, **extra: Any) -> Any:
    title, language, url, _summary = texts[row["translation_key"]]
    return made(key or "", row["translation_key"], row["pk"], title, language, url, **extra)


def request_outline(request: HttpRequest, page: Any, language: str) -> Outline | None:
    """The outline around a page, made once a request: the page, its slots and its menu all show it."""
    kept: dict[Any, Outline | None] = request.__dict__.setdefault("_outlines", {})
    name = (page.source.path[: COURSE_DEPTH * Page.steplen], language)
    if name not in kept:
        kept[name] = outline_of(page, language)
    return kept[name]
