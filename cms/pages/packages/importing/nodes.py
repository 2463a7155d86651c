"""A page that a package wants: what it says in each language, and how that gets into a page and out again."""
# ruff: noqa: ARG002 - what a course and its modules say stands in one file for all languages

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.pages.packages.content import Block, Content, digest
from cms.pages.packages.importing import contents
from cms.pages.packages.importing.identity import Identity, Namer
from cms.pages.packages.importing.keys import minted
from cms.pages.packages.reading.package import Lesson, Module, Package
from cms.pages.packages.streams import FILES, Lookup, Resolver, known_stream, raw_stream

Names = Mapping[str, Sequence[Identity]]
"""The identities of the blocks of each stream; the same in every language."""


class Node(ABC):
    """One page in all its languages. A key of its content is a field of its model."""

    kind: ClassVar[str]
    model: ClassVar[Any]
    streams: ClassVar[tuple[str, ...]] = ()

    def __init__(self, package: Package, key: str, parent: Node | None, languages: Sequence[str]) -> None:
        self.package, self.key, self.parent, self.languages = package, key, parent, tuple(languages)
        self._contents: dict[str, Content] = {}

    @property
    def key_field(self) -> str:
        """The model's field that holds the key."""
        return str(self.model.machine_keys[0])

    @property
    def translation_key(self) -> UUID:
        """The translation key of a new page: learners' records find a course again that was deleted."""
        return UUID(minted(self.package.id, f"{self.kind}:{self.key}"))

    @abstractmethod
    def file(self, language: str) -> str:
        """The file that says what the page says in this language."""

    @abstractmethod
    def line(self) -> int:
        """Where its id stands in the source language's file."""

    @abstractmethod
    def make(self, language: str) -> Content:
        """What the page is to say."""

    def defaults(self, language: str) -> Content:
        """What a new page says that the package has no word for; an editor may change it."""
        return {}

    def content(self, language: str) -> Content:
        if language not in self._contents:
            self._contents[language] = self.make(language)
        return self._contents[language]

    def has_own_files(self, language: str) -> bool:
        """Whether a language shows other recordings or documents than the source."""
        source, own = self.content(self.languages[0]), self.content(language)
        return any(files_of(source[stream]) != files_of(own[stream]) for stream in self.streams)

    def digest(self, language: str) -> str:
        return digest(self.content(language))

    def known(self, page: Any, lookup: Lookup) -> Content:
        """What a page says now, in the form of `content`."""
        return known_content(page, tuple(self.content(self.languages[0])), self.streams, lookup)

    def names(self, page: Any | None, lookup: Lookup) -> Names:
        """Identities for the blocks of the source language, kept where the page has them already."""
        content = self.content(self.languages[0])
        return {
            stream: Namer(self.package.id, f"{self.kind}:{self.key}", self.existing(page, stream, lookup)).names(
                content[stream]
            )
            for stream in self.streams
        }

    def existing(self, page: Any | None, stream: str, lookup: Lookup) -> Sequence[tuple[Block, Identity]]:
        """The blocks that a page has, as content and with their names."""
        return known_stream(raw_data(page, stream), lookup).blocks if page is not None else []

    def fill(self, page: Any, language: str, names: Names, resolver: Resolver) -> None:
        """Write the content of a language into a page, which is not saved."""
        setattr(page, self.key_field, self.key)
        if page.pk is None:
            for field, value in self.defaults(language).items():
                setattr(page, field, value)
        for field, value in self.content(language).items():
            if field in self.streams:
                setattr(page, field, json.dumps(self.raw(field, language, names, resolver)))
            else:
                setattr(page, field, value)

    def raw(self, stream: str, language: str, names: Names, resolver: Resolver) -> list[dict[str, Any]]:
        return raw_stream(self.content(language)[stream], names[stream], resolver)


def files_of(blocks: Sequence[Block]) -> list[Any]:
    """What the blocks of a stream show or offer for download."""
    found = [block for block in blocks if block["type"] in FILES]
    return [(block["value"][FILES[block["type"]]], block["value"].get("captions")) for block in found]


def raw_data(page: Any, stream: str) -> list[dict[str, Any]]:
    """A stream of a page as the database holds it."""
    value = getattr(page, stream)
    return list(value.stream_block.get_prep_value(value))


def known_content(page: Any, fields: Sequence[str], streams: Sequence[str], lookup: Lookup) -> Content:
    """The content of a page."""
    found: Content = {}
    for field in fields:
        if field in streams:
            found[field] = [block for block, _identity in known_stream(raw_data(page, field), lookup).blocks]
        else:
            found[field] = getattr(page, field)
    return found


class CourseNode(Node):
    kind = "course"
    model = CoursePage
    streams = ("objectives",)

    def __init__(self, package: Package) -> None:
        super().__init__(package, package.id, None, package.languages)

    def file(self, language: str) -> str:
        return "course.yaml"

    def line(self) -> int:
        return self.package.course.line_of("id")

    def make(self, language: str) -> Content:
        return contents.course_content(self.package, language)

    def defaults(self, language: str) -> Content:
        return {"slug": self.key}

    def known(self, page: Any, lookup: Lookup) -> Content:
        found = super().known(page, lookup)
        return {**found, "objectives": [unkeyed(block) for block in found["objectives"]]}

    def existing(self, page: Any | None, stream: str, lookup: Lookup) -> Sequence[tuple[Block, Identity]]:
        return [(unkeyed(block), identity) for block, identity in super().existing(page, stream, lookup)]


def unkeyed(block: Block) -> Block:
    """A course's objective as a package has it: without a key."""
    return contents.objective("", block["value"]["text"])


class ModuleNode(Node):
    kind = "module"
    model = ModulePage

    def __init__(self, package: Package, module: Module, parent: Node) -> None:
        super().__init__(package, module.id, parent, package.languages)
        self.module = module

    def file(self, language: str) -> str:
        return self.module.file

    def line(self) -> int:
        return self.module.data.line_of("id")

    def make(self, language: str) -> Content:
        return contents.module_content(self.module, language)


class LessonNode(Node):
    kind = "lesson"
    model = LessonPage
    streams = ("objectives", "body")

    def __init__(self, package: Package, module: Module, lesson: Lesson, parent: Node) -> None:
        super().__init__(package, lesson.id, parent, tuple(lesson.texts))
        self.module, self.lesson = module, lesson

    def file(self, language: str) -> str:
        return self.lesson.texts[language].file

    def line(self) -> int:
        return self.lesson.source.front.line_of("id")

    def make(self, language: str) -> Content:
        return contents.lesson_content(self.package, self.module, self.lesson, language)
