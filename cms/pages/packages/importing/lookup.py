"""What the pages of a course refer to, named as a package names it."""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.pages.models import CourseImage, CourseMedia
from cms.pages.packages.content import file_reference
from cms.pages.packages.models import ImportedFile

Kind = ImportedFile.Kind
MODELS: dict[str, Any] = {Kind.IMAGE: CourseImage, Kind.MEDIA: CourseMedia, Kind.DOCUMENT: get_document_model()}
CHUNK = 1 << 20


class SiteLookup:
    """Files by the names they came with; those an editor added are named after their file."""

    def __init__(self, course_id: str, items: Mapping[tuple[str, str], dict[str, str]]) -> None:
        self.items = items  # by assessment and block
        rows = list(ImportedFile.objects.filter(course_id=course_id))
        self.files = {(row.kind, row.object_id): file_reference(row.name, row.sha256) for row in rows}
        self.records = {row.name: (str(row.kind), row.object_id) for row in rows}

    def file(self, kind: str, pk: int) -> dict[str, str] | None:
        if (kind, pk) not in self.files:
            record = MODELS[kind].objects.filter(pk=pk).first()
            if record is None:
                return None
            name = self.unused(PurePosixPath(record.file.name).name)
            self.records[name] = (kind, pk)
            self.files[kind, pk] = file_reference(name, sha256(record))
        return self.files[kind, pk]

    def unused(self, wanted: str) -> str:
        stem, ending = wanted.rsplit(".", 1)
        name, number = wanted, 1
        while name in self.records:
            number += 1
            name = f"{stem}-{number}.{ending}"
        return name

    def captions(self, pk: int | None) -> str:
        record = MODELS[Kind.DOCUMENT].objects.filter(pk=pk).first()
        if record is None:
            return ""
        with record.file.open("rb") as stream:
            return str(stream.read().decode("utf-8"))

    def practice(self, value: dict[str, str]) -> dict[str, str] | None:
        return self.items.get((value["assessment"], value["item"]))

    def link(self, attributes: dict[str, str]) -> str:
        """The whole address of a page or document within the site, as a package has no other way to name it."""
        if attributes.get("linktype") == "page":
            page = Page.objects.filter(pk=attributes.get("id")).first()
            return (page.full_url or "") if page is not None else ""
        document = MODELS[Kind.DOCUMENT].objects.filter(pk=attributes.get("id") or 0).first()
        return str(document.full_url) if document is not None else ""


def sha256(record: Any) -> str:
    found = hashlib.sha256()
    with record.file.open("rb") as stream:
        for chunk in iter(partial(stream.read, CHUNK), b""):
            found.update(chunk)
    return found.hexdigest()
