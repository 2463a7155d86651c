"""What an app hands to search: one flat document per family, language and part."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

PUBLIC = "public"
PRIVATE = "private"

KIND_LABELS = {
    "provision": _("Provisions"),
    "chemical": _("Chemicals"),
    "term": _("Terms"),
    "lesson": _("Lessons"),
    "course": _("Courses"),
    "page": _("Pages"),
}

# What an engine may filter and count by, and where it stands in a document.
KEY_FIELDS = {
    "family": "family_id",
    "kind": "kind",
    "area": "area",
    "course": "course",
    "parent": "parent",
    "visibility": "visibility",
    "topic": "topics",
    "chemical": "chemicals",
    "provision": "provisions",
}

# What readers may narrow a search by, with the number of families behind each value.
FACET_FIELDS = ("kind", "area", "topic", "chemical", "course")


def kind_label(kind: str, language: str) -> str:
    """The kind in the plural, in a language."""
    with override(language):
        return str(KIND_LABELS.get(kind, kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A findable part of an object; `family_id` is the same in every language.

    `context` is text of what it stands under: found by, never shown.
    """

    id: str
    family_id: str
    language: str
    kind: str
    title: str
    url: str
    body: str = ""
    heading_path: tuple[str, ...] = ()
    parent: str = ""
    ordinal: int = 0
    area: str = ""
    course: str = ""
    topics: tuple[str, ...] = ()
    chemicals: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    visibility: str = PUBLIC
    summary: str = ""
    context: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        stem = f"{self.family_id}:{self.language}"
        if self.id != stem and not self.id.startswith(stem + ":"):
            raise ValueError(f"Document id {self.id!r} must be {stem!r} or begin with {stem + ':'!r}.")
        if self.visibility not in (PUBLIC, PRIVATE):
            raise ValueError(f"Document {self.id!r}: visibility is 'public' or 'private', not {self.visibility!r}.")

    @property
    def part(self) -> str:
        """What follows the language in the id; equal in every language of the same part."""
        return self.id.removeprefix(f"{self.family_id}:{self.language}")

    @property
    def hash(self) -> str:
        """A digest of all that is indexed or shown."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def analysed_texts(document: Document) -> dict[str, tuple[str, ...]]:
    """The texts that words are looked for in, by the field that weighs them."""
    return {
        "title": (document.title,),
        "name": (*document.names, *document.codes),
        # What it stands under says what it is about, as a heading does: "the plan" of a point is that of its paragraph.
        "heading": (*document.heading_path, *document.context),
        # A summary repeats the text it sums up: counting it twice would favour what has one.
        "body": (document.body or document.summary,),
    }
