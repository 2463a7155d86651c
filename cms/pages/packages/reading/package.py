"""A package as read: its files made sense of, and nothing of how they are stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.packages.reading.known import Known
from cms.pages.packages.reading.lesson import LessonText
from cms.pages.packages.reading.problems import Problems
from cms.pages.packages.reading.rules import Check
from cms.pages.packages.reading.source import Source
from cms.pages.packages.reading.yamlfile import Map, load_map


@dataclass(slots=True)
class Lesson:
    """A lesson in the languages that it has, the source first."""

    slug: str
    texts: dict[str, LessonText]

    @property
    def source(self) -> LessonText:
        return next(iter(self.texts.values()))

    @property
    def id(self) -> str:
        return str(self.source.front.get("id", ""))


@dataclass(slots=True)
class Module:
    """A module's folder."""

    folder: str  # as under modules/
    file: str
    data: Map
    lessons: list[Lesson] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.data.get("id", ""))

    @property
    def path(self) -> str:
        return f"modules/{self.folder}"

    @property
    def practice(self) -> str:
        """Where the items of its lessons' knowledge checks stand."""
        return f"{self.path}/practice.yaml"

    @property
    def test(self) -> str:
        return f"{self.path}/{self.data.get('test')}"


@dataclass(slots=True)
class Media:
    """A file of media/ with its texts per language."""

    file: str
    data: Map

    @property
    def path(self) -> str:
        return f"media/{self.file}"

    def text(self, name: str, language: str) -> str:
        found = self.data.get(name)
        return str(found.get(language, "")) if isinstance(found, Map) else ""


@dataclass(slots=True)
class Package:
    """Everything that a package holds."""

    source: Source
    known: Known
    problems: Problems
    course: Map
    languages: tuple[str, ...]
    modules: list[Module] = field(default_factory=list)
    media: dict[str, Media] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)  # files that have their place, readable or not
    maps: dict[str, Map | None] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)  # what a part has read and wants to find again

    @property
    def id(self) -> str:
        return str(self.course.get("id", ""))

    @property
    def edition(self) -> date:
        return self.course["edition"]

    @property
    def final_test(self) -> str:
        return str(self.course.get("final_test"))

    def lessons(self) -> Iterator[tuple[Module, Lesson]]:
        for module in self.modules:
            for lesson in module.lessons:
                yield module, lesson

    def check(self, file: str) -> Check:
        return Check(file, self.problems, self.known, self.languages)

    def load(self, file: str) -> Map | None:
        """The mapping in a YAML file, read once; None when there is none or it cannot be read."""
        if file not in self.maps:
            text = read_text(self.source, file, self.problems) if file in self.source.paths else None
            self.maps[file] = load_map(text, file, self.problems) if text is not None else None
        return self.maps[file]

    def media_for(self, name: str, language: str) -> Media:
        """The file behind a media name in a language: `talk.es.opus` stands in for `talk.opus` in Spanish."""
        return self.media.get(variant(name, language)) or self.media[name]


def variant(name: str, language: str) -> str:
    """The name under which one language may have a file of its own."""
    stem, ending = name.rsplit(".", 1)
    return f"{stem}.{language}.{ending}"


def read_text(source: Source, file: str, problems: Problems) -> str | None:
    """The text of a file in the only encoding that the format knows."""
    raw = source.read(file)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(file, line, _("The file is not UTF-8."))
        return None
    if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw:
        line = raw[: max(raw.find(b"\r"), 0)].count(b"\n") + 1
        problems.add(file, line, _("The file must be UTF-8 without a byte order mark, with LF line ends."))
        return None
    return text
