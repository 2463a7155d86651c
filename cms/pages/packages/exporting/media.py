"""The media of an exported course: each file once, with its texts in every language."""

from collections.abc import Mapping
from typing import Any

from cms.pages.packages.importing.lookup import MODELS, SiteLookup
from cms.pages.packages.models import ImportedFile
from cms.pages.packages.reading.package import variant

Texts = dict[str, dict[str, str]]
UNSTATED = "—"  # where an editor's picture says nothing of its origin
ORDER = ("title", "alt", "transcript", "captions", "credit", "licence")


class Shelf:
    """Files under the names that lessons give them."""

    def __init__(self, course_id: str, languages: list[str], lookup: SiteLookup) -> None:
        self.languages, self.lookup = languages, lookup
        self.imported = {row.name: row for row in ImportedFile.objects.filter(course_id=course_id)}
        self.entries: dict[str, Texts] = {}
        self.files: dict[str, tuple[str, int]] = {}  # name: kind and primary key of the record

    def place(self, references: Mapping[str, dict[str, str]], texts: Texts) -> str:
        """The media name for a file and its texts; a language may have a file of its own."""
        source = references[self.languages[0]]
        entry = self.entry(source["name"], texts)
        name, number = source["name"], 1
        while name in self.entries and (self.entries[name] != entry or self.files[name] != self.record(source)):
            number += 1
            stem, ending = source["name"].rsplit(".", 1)
            name = f"{stem}-{number}.{ending}"
        self.entries[name], self.files[name] = entry, self.record(source)
        for language, reference in references.items():
            if self.record(reference) != self.record(source):
                own = variant(name, language)
                self.entries[own], self.files[own] = entry, self.record(reference)
        return name

    def record(self, reference: dict[str, str]) -> tuple[str, int]:
        return self.lookup.records[reference["name"]]

    def entry(self, name: str, texts: Texts) -> Texts:
        """The texts of an entry: those of the lessons, else those it was imported with, else the record's own."""
        kind, pk = self.lookup.records[name]
        record: Any = MODELS[kind].objects.get(pk=pk)
        imported = self.imported[name].texts if name in self.imported else {}
        own = {"title": record.title, "alt": getattr(record, "description", "") or record.title}
        own |= {field: getattr(record, field, "") for field in ("credit", "licence")}
        found: Texts = {}
        for field in ORDER:
            given = {**imported.get(field, {}), **{key: text for key, text in texts.get(field, {}).items() if text}}
            fallback = given.get(self.languages[0]) or own.get(field) or UNSTATED
            if given or field in own:
                found[field] = {language: given.get(language) or fallback for language in self.languages}
        return found

    def unused(self) -> None:
        """Take in what was imported and no lesson shows."""
        for name, row in sorted(self.imported.items()):
            if name in self.files or name.endswith(".vtt"):
                continue
            if MODELS[row.kind].objects.filter(pk=row.object_id).exists():
                self.lookup.records[name] = (row.kind, row.object_id)
                self.entries[name] = self.entry(name, {})
                self.files[name] = (row.kind, row.object_id)

    def listed(self) -> list[dict[str, Any]]:
        """The entries of media.yaml."""
        return [{"file": name, **self.entries[name]} for name in sorted(self.entries)]

    def read(self, name: str) -> bytes:
        kind, pk = self.files[name]
        with MODELS[kind].objects.get(pk=pk).file.open("rb") as stream:
            return bytes(stream.read())
