"""From a package to content: course, modules and lessons."""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from cms.pages.packages.content import Block, Content, file_reference
from cms.pages.packages.reading.lesson import Block as Piece
from cms.pages.packages.reading.lesson import LessonText
from cms.pages.packages.reading.markdown import prose
from cms.pages.packages.reading.package import Lesson, Media, Module, Package

CHUNK = 1 << 20


def course_content(package: Package, language: str) -> Content:
    course = package.course
    return {
        "title": course["title"][language],
        "summary": course["summary"][language],
        "edition": course["edition"].isoformat(),
        "minutes": course["minutes"],
        "audience": [str(key) for key in course["audience"]],
        "licence": course["licence"],
        "objectives": [objective("", text[language]) for text in course["objectives"]],
    }


def module_content(module: Module, language: str) -> Content:
    return {
        "title": module.data["title"][language],
        "slug": module.folder,
        "summary": module.data["summary"][language],
        "area": module.data["area"],
    }


def lesson_content(package: Package, module: Module, lesson: Lesson, language: str) -> Content:
    text = lesson.texts[language]
    return {
        "title": str(text.front["title"]),
        "slug": lesson.slug,
        "minutes": text.front["minutes"],
        "provisions": text.keys("provisions"),
        "chemicals": text.keys("chemicals"),
        "terms": text.keys("terms"),
        "objectives": [objective(key, words) for key, words in text.objectives().items()],
        "body": Body(package, module, text).blocks(),
    }


def objective(key: str, text: str) -> Block:
    return {"type": "objective", "value": {"key": key, "text": text}}


def sha256_of(package: Package, path: str) -> str:
    """The hash of a file, computed once for each package."""
    known: dict[str, str] = package.parts.setdefault("hashes", {})
    if path not in known:
        found = hashlib.sha256()
        with package.source.open(path) as stream:
            for chunk in iter(partial(stream.read, CHUNK), b""):
                found.update(chunk)
        known[path] = found.hexdigest()
    return known[path]


class Body:
    """The blocks of a lesson in one language."""

    def __init__(self, package: Package, module: Module, text: LessonText) -> None:
        self.package, self.module, self.language = package, module, text.language
        self.text = text
        self.makers: dict[str, Callable[[Piece], tuple[str, Any]]] = {
            "heading": lambda piece: ("heading", {"text": piece.title, "level": str(piece.level)}),
            "prose": lambda piece: ("rich_text", piece.html),
            "key-message": lambda piece: ("key_message", {"text": piece.html}),
            "table": lambda piece: ("table", {"caption": piece.note, "rows": [list(row) for row in piece.rows]}),
            "case": lambda piece: ("case", {"title": piece.title, "text": piece.html}),
            "accordion": lambda piece: ("accordion", {"title": piece.title, "text": piece.html}),
            "steps": lambda piece: ("steps", {"title": piece.title, "steps": list(piece.items)}),
            "provision": lambda piece: ("provision", {"eid": piece.key, "note": piece.note}),
            "chemical": lambda piece: ("chemical", {"slug": piece.key, "note": piece.note}),
            "quotation": lambda piece: ("quotation", {"eid": piece.key}),
            "reflection": lambda piece: ("reflection", {"text": piece.html}),
            "practice": lambda piece: ("practice", {"module": module.id, "item": piece.key}),
            "figure": self.figure,
            "audio": self.audio,
            "video": self.video,
            "download": self.download,
        }

    def blocks(self) -> list[Block]:
        made = (self.makers[piece.kind](piece) for piece in self.text.blocks)
        return [{"type": kind, "value": value} for kind, value in made]

    def file(self, piece: Piece) -> tuple[Media, dict[str, str]]:
        media = self.package.media_for(piece.key, self.language)
        return media, file_reference(media.file, sha256_of(self.package, media.path))

    def figure(self, piece: Piece) -> tuple[str, Any]:
        media, reference = self.file(piece)
        alt = media.text("alt", self.language)
        return "figure", {"image": reference, "alt": alt, "caption": piece.note, "description": piece.html}

    def recording(self, piece: Piece) -> Content:
        media, reference = self.file(piece)
        transcript = prose(media.text("transcript", self.language), self.language, self.package.known)
        return {"media": reference, "title": media.text("title", self.language), "transcript": transcript}

    def audio(self, piece: Piece) -> tuple[str, Any]:
        return "audio", self.recording(piece)

    def video(self, piece: Piece) -> tuple[str, Any]:
        media, _reference = self.file(piece)
        return "video", {**self.recording(piece), "captions": media.text("captions", self.language)}

    def download(self, piece: Piece) -> tuple[str, Any]:
        media, reference = self.file(piece)
        return "download", {"document": reference, "title": media.text("title", self.language)}
