"""The files of an exported package, and how they come to disk."""

import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.packages.exporting.media import Shelf
from cms.pages.packages.exporting.tree import CourseTree
from cms.pages.packages.exporting.yamlout import to_yaml
from cms.pages.packages.importing.lookup import SiteLookup

EPOCH = (1980, 1, 1, 0, 0, 0)  # the same course gives the same bytes, whenever it is exported
COURSE_KEYS = (
    "format",
    "id",
    "edition",
    "languages",
    "title",
    "summary",
    "audience",
    "minutes",
    "objectives",
    "modules",
    "final_test",
    "certificate",
    "licence",
)
MODULE_KEYS = ("id", "area", "title", "summary", "lessons", "test")


class PackageWriter:
    """Takes what each part has to say of a course; `files` is the package once all have."""

    def __init__(self, tree: CourseTree, lookup: SiteLookup) -> None:
        self.tree, self.lookup = tree, lookup
        self.languages = tree.languages
        self.shelf = Shelf(tree.course.course_id, self.languages, lookup)
        self.course: dict[str, Any] = {}
        self.modules: dict[str, dict[str, Any]] = {}  # by folder
        self.files: dict[str, bytes] = {}
        self.notes: list[str] = []

    def text(self, path: str, text: str) -> None:
        self.files[path] = text.encode()

    def per_language(self, rows: Mapping[str, Any], field: str) -> dict[str, str]:
        """A text of a page in every language of the course; the source's where one has none."""
        source = getattr(rows[self.languages[0]], field)
        return {
            language: (getattr(rows[language], field) if language in rows else "") or source
            for language in self.languages
        }

    def finish(self) -> None:
        """Write what several parts have had a hand in."""
        self.text("course.yaml", to_yaml({key: self.course[key] for key in COURSE_KEYS if key in self.course}))
        for folder, data in self.modules.items():
            self.text(f"modules/{folder}/module.yaml", to_yaml({key: data[key] for key in MODULE_KEYS if key in data}))
        self.shelf.unused()
        if self.shelf.entries:
            self.text("media/media.yaml", to_yaml({"media": self.shelf.listed()}))
        for name in self.shelf.files:
            self.files[f"media/{name}"] = self.shelf.read(name)


def save(files: Mapping[str, bytes], out: Path) -> None:
    """Write a package to a folder, or to a zip where the name ends so. Raises FileExistsError for what is there."""
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise FileExistsError(_("%(path)s exists already.") % {"path": out})
    if out.suffix == ".zip":
        save_zip(files, out)
        return
    for path in sorted(files):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path])


def save_zip(files: Mapping[str, bytes], out: Path) -> None:
    """Whole or not at all: the zip gets its name when it is complete."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(files):
                entry = zipfile.ZipInfo(path, EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, files[path])
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
