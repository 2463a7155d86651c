"""Streams as the database holds them, to and from content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cms.pages.packages.content import Block
from cms.pages.packages.importing.identity import Identity
from cms.pages.packages.richtext import normal

FILES = {"figure": "image", "audio": "media", "video": "media", "download": "document"}
RICH = frozenset({"text", "description", "transcript"})


class Resolver(Protocol):
    """Turns what content names into what the database holds."""

    def file(self, kind: str, reference: dict[str, str]) -> int:
        """The primary key of a file's record; `kind` is image, media or document."""

    def captions(self, name: str, text: str) -> int | None:
        """The primary key of the document that holds a film's captions."""

    def practice(self, module_id: str, item_id: str) -> dict[str, str]:
        """The value of a practice block."""


def raw_stream(blocks: Sequence[Block], names: Sequence[Identity], resolver: Resolver) -> list[dict[str, Any]]:
    """A stream as the database holds it; list items are in block form, without which they are not translated."""
    return [
        {"type": block["type"], "value": raw_value(block, identity, resolver), "id": identity.id}
        for block, identity in zip(blocks, names, strict=True)
    ]


def raw_value(block: Block, identity: Identity, resolver: Resolver) -> Any:
    kind, value = block["type"], block["value"]
    if kind == "heading":
        return {**value, "anchor": identity.key}
    if kind == "objective":
        return {**value, "key": identity.key}
    if kind == "steps":
        items = [
            {"type": "item", "value": text, "id": item_id}
            for text, item_id in zip(value["steps"], identity.items, strict=True)
        ]
        return {**value, "steps": items}
    if kind == "practice":
        return resolver.practice(value["module"], value["item"])
    if kind in FILES:
        field = FILES[kind]
        made = {**value, field: resolver.file(field, value[field])}
        if kind == "video":
            made["captions"] = resolver.captions(value["media"]["name"], value["captions"])
        return made
    return value


class Lookup(Protocol):
    """Turns what the database holds into what content names."""

    def file(self, kind: str, pk: int) -> dict[str, str] | None:
        """The reference to a file; None when its record is gone."""

    def captions(self, pk: int | None) -> str:
        """The text of a film's captions."""

    def practice(self, value: dict[str, str]) -> dict[str, str] | None:
        """Module and item that a practice block names; None when nobody knows them."""

    def link(self, attributes: dict[str, str]) -> str:
        """The address of a link within the site."""


@dataclass(slots=True)
class Known:
    """A stream's blocks as content, with their names, and the types that a package cannot hold."""

    blocks: list[tuple[Block, Identity]]
    left_out: list[str]


def known_stream(raw: Sequence[dict[str, Any]], lookup: Lookup) -> Known:
    found = Known([], [])
    for data in raw:
        value = known_value(data["type"], data["value"], lookup)
        if value is None:
            found.left_out.append(data["type"])
            continue
        if data["type"] == "rich_text" and (not value or (found.blocks and found.blocks[-1][0]["type"] == "rich_text")):
            # A package has no border between two texts that follow each other.
            if value:
                found.blocks[-1][0]["value"] += value
            continue
        items = tuple(item["id"] for item in data["value"]["steps"]) if data["type"] == "steps" else ()
        key = (
            data["value"].get({"heading": "anchor", "objective": "key"}.get(data["type"], ""), "")
            if isinstance(data["value"], dict)
            else ""
        )
        found.blocks.append(({"type": data["type"], "value": value}, Identity(data["id"], key, items)))
    return found


def known_value(kind: str, value: Any, lookup: Lookup) -> Any:
    """A block's value as content; None when a package cannot hold it."""
    maker = MAKERS.get(kind)
    if maker is None:
        return None
    made = maker(value, lookup)
    if not isinstance(made, dict):
        return made
    for field in RICH & made.keys():
        if kind != "heading" and kind != "objective":
            made[field] = normal(made[field] or "", lookup.link)
    return None if any(made.get(field) is None for field in made) else made


def plain(*fields: str) -> Callable[[Any, Lookup], Any]:
    return lambda value, _lookup: {field: value.get(field) or "" for field in fields}


def steps(value: Any, lookup: Lookup) -> Any:
    return {
        "title": value.get("title") or "",
        "steps": [normal(item["value"], lookup.link) for item in value["steps"]],
    }


def with_file(kind: str, *fields: str) -> Callable[[Any, Lookup], Any]:
    field = FILES[kind]
    return lambda value, lookup: {**plain(*fields)(value, lookup), field: lookup.file(field, value[field])}


def film(value: Any, lookup: Lookup) -> Any:
    return {
        **with_file("video", "title", "transcript")(value, lookup),
        "captions": lookup.captions(value.get("captions")),
    }


MAKERS: dict[str, Callable[[Any, Lookup], Any]] = {
    "heading": plain("text", "level"),
    "objective": plain("key", "text"),
    "rich_text": lambda value, lookup: normal(value, lookup.link),
    "key_message": plain("text"),
    "table": lambda value, lookup: {
        "caption": value.get("caption") or "",
        "rows": [[normal(cell, lookup.link) for cell in row] for row in value["rows"]],
    },
    "case": plain("title", "text"),
    "accordion": plain("title", "text"),
    "steps": steps,
    "provision": plain("eid", "note"),
    "chemical": plain("slug", "note"),
    "quotation": plain("eid"),
    "reflection": plain("text"),
    "practice": lambda value, lookup: lookup.practice(value),
    "figure": with_file("figure", "alt", "caption", "description"),
    "audio": with_file("audio", "title", "transcript"),
    "video": film,
    "download": with_file("download", "title"),
}
