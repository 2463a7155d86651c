"""Media of a package become images, recordings and documents."""

import hashlib
from collections import defaultdict
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from tinytag import TinyTag, TinyTagException

from cms.pages.models import CourseImage
from cms.pages.packages.content import file_reference
from cms.pages.packages.importing.contents import sha256_of
from cms.pages.packages.importing.lookup import MODELS, SiteLookup
from cms.pages.packages.models import ImportedFile
from cms.pages.packages.reading.directives import FILMS, IMAGES, SOUNDS
from cms.pages.packages.reading.package import Media, Package
from cms.pages.packages.streams import FILES

Kind = ImportedFile.Kind
TEXTS = ("title", "alt", "credit", "licence")


class Files:
    """The media records of one course."""

    def __init__(self, package: Package, lookup: SiteLookup, user: Any) -> None:
        self.package, self.lookup, self.user = package, lookup, user
        self.rows = {(row.name, row.kind): row for row in ImportedFile.objects.filter(course_id=package.id)}
        self.present = {kind: self.existing(kind) for kind in MODELS}
        self.written: list[Any] = []  # files to take away again when the import fails

    def existing(self, kind: str) -> set[int]:
        wanted = [row.object_id for row in self.rows.values() if row.kind == kind]
        return set(MODELS[kind].objects.filter(pk__in=wanted).values_list("pk", flat=True))

    def changes(self) -> list[str]:
        """The names of the files that an import would write."""
        return sorted(
            media.file for media, kind in self.wanted() if self.current(media, kind) is None or self.stale(media, kind)
        )

    def apply(self) -> None:
        """Bring every file in, and forget those that the package no longer has."""
        kept = {(media.file, str(kind)) for media, kind in self.wanted()}
        for media, kind in self.wanted():
            self.ensure(media, kind)
        gone = [
            row for (name, kind), row in self.rows.items() if (name, kind) not in kept and not name.endswith(".vtt")
        ]
        ImportedFile.objects.filter(pk__in=[row.pk for row in gone]).delete()

    def wanted(self) -> list[tuple[Media, str]]:
        """Each file with each kind of record that the lessons want of it; a file no lesson names goes by its ending."""
        uses: dict[str, set[str]] = defaultdict(set)
        for _module, lesson in self.package.lessons():
            for language, text in lesson.texts.items():
                for block in text.blocks:
                    field = FILES.get(block.kind)
                    if field is not None:
                        uses[self.package.media_for(block.key, language).file].add(field)
        return [
            (media, kind)
            for name, media in self.package.media.items()
            for kind in sorted(uses[name] or {by_ending(name)})
        ]

    def current(self, media: Media, kind: str) -> ImportedFile | None:
        """The record of a file whose content has not changed."""
        row = self.rows.get((media.file, kind))
        if row is None or row.sha256 != sha256_of(self.package, media.path) or row.object_id not in self.present[kind]:
            return None
        return row

    def stale(self, media: Media, kind: str) -> bool:
        row = self.rows.get((media.file, kind))
        return row is None or row.texts != texts_of(media)

    def ensure(self, media: Media, kind: str) -> int:
        """The primary key of the file's record, made when there is none with this content."""
        row = self.current(media, kind)
        if row is not None and not self.stale(media, kind):
            return row.object_id
        sha256 = sha256_of(self.package, media.path)
        if row is None:
            object_id = self.known(media.file, kind, sha256) or self.create(media, kind)
        else:
            object_id = row.object_id
            self.rename(media, kind, object_id)
        values = {"object_id": object_id, "sha256": sha256, "texts": texts_of(media)}
        key: dict[str, Any] = {"course_id": self.package.id, "name": media.file, "kind": kind}
        self.rows[media.file, kind], _created = ImportedFile.objects.update_or_create(**key, defaults=values)
        self.present[kind].add(object_id)
        return object_id

    def known(self, name: str, kind: str, sha256: str) -> int | None:
        """A record with this content: one that an editor gave the course by this name, or one of another course.

        Within a course each name has a record of its own, so that an export can tell them apart.
        """
        for (other, pk), reference in self.lookup.files.items():
            if other == kind and reference == file_reference(name, sha256) and pk not in self.present[kind]:
                return pk
        for row in ImportedFile.objects.filter(kind=kind, sha256=sha256).exclude(course_id=self.package.id):
            if MODELS[kind].objects.filter(pk=row.object_id).exists():
                return row.object_id
        return None

    def facts(self, media: Media, kind: str) -> dict[str, Any]:
        """What the record itself says, in the source language."""
        language = self.package.languages[0]
        facts: dict[str, Any] = {"title": media.text("title", language)[:255]}
        if kind != Kind.DOCUMENT:
            facts |= {"credit": media.text("credit", language)[:300], "licence": media.text("licence", language)[:200]}
        if kind == Kind.IMAGE:
            facts["description"] = media.text("alt", language)[:255]
        return facts

    def rename(self, media: Media, kind: str, object_id: int) -> None:
        MODELS[kind].objects.filter(pk=object_id).update(**self.facts(media, kind))

    def create(self, media: Media, kind: str) -> int:
        with self.package.source.open(media.path) as stream:
            content = ContentFile(stream.read(), name=media.file)
        record = MODELS[kind](**self.facts(media, kind), uploaded_by_user=self.user)
        if kind == Kind.MEDIA:
            record.type = "video" if PurePosixPath(media.file).suffix in FILMS else "audio"
            record.duration = duration_of(content)
        return self.save(record, content)

    def save(self, record: Any, content: File[bytes]) -> int:
        record.file = content
        if isinstance(record, CourseImage):
            record.full_clean(exclude=["width", "height"])
        record.save()
        self.written.append(record.file)
        return int(record.pk)

    def captions(self, name: str, text: str) -> int | None:
        """The document with a film's captions in one language."""
        if not text:
            return None
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        file = f"{PurePosixPath(name).stem}.{sha256[:8]}.vtt"
        row = self.rows.get((file, Kind.DOCUMENT))
        if row is not None and row.object_id in self.present[Kind.DOCUMENT]:
            return row.object_id
        record = MODELS[Kind.DOCUMENT](title=file, uploaded_by_user=self.user)
        object_id = self.save(record, ContentFile(text.encode(), name=file))
        values = {"object_id": object_id, "sha256": sha256}
        key: dict[str, Any] = {"course_id": self.package.id, "name": file, "kind": Kind.DOCUMENT}
        self.rows[file, Kind.DOCUMENT], _created = ImportedFile.objects.update_or_create(**key, defaults=values)
        return object_id

    def discard(self) -> None:
        """Take away the files of an import that failed; the database has forgotten them already."""
        for file in self.written:
            file.storage.delete(file.name)


def by_ending(name: str) -> str:
    ending = PurePosixPath(name).suffix
    if ending in IMAGES:
        return Kind.IMAGE
    return Kind.MEDIA if ending in SOUNDS | FILMS else Kind.DOCUMENT


def texts_of(media: Media) -> dict[str, dict[str, str]]:
    """Title, alternative text, credit and licence as the package gives them."""
    return {name: dict(media.data[name]) for name in TEXTS if media.data.get(name)}


def duration_of(content: Any) -> float:
    """Seconds of a recording; 0 where its length cannot be read."""
    try:
        duration = TinyTag.get(filename=content.name, file_obj=content.open()).duration
    except TinyTagException:
        duration = None
    content.seek(0)
    return float(duration or 0)
