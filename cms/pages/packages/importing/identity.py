"""Ids of blocks: kept for what was there before, made from the package for what is new.

Translations, deep links and learners' answers hang on these ids, so a lesson that gains a paragraph must not lose
the ids of its others, and an exported course comes back with the ids that its blocks had.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.text import slugify

from cms.pages.packages.content import Block, canonical
from cms.pages.packages.importing.keys import minted

# What makes two blocks of one type the same block although their texts differ.
KEYS = {
    "figure": "image",
    "audio": "media",
    "video": "media",
    "download": "document",
    "provision": "eid",
    "chemical": "slug",
    "quotation": "eid",
    "practice": "item",
    "objective": "key",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """The names of one block: its id, a heading's anchor or an objective's key, the ids of its list items."""

    id: str
    key: str = ""
    items: tuple[str, ...] = ()


Known = tuple[Block, Identity]


def name_of(block: Block) -> tuple[str, str]:
    """Type and key of a block: (“figure”, “path.svg”), (“case”, “”)."""
    field = KEYS.get(block["type"])
    value = block["value"].get(field, "") if field else ""
    return block["type"], str(value["name"] if isinstance(value, dict) else value)


def matched(new: Sequence[Block], old: Sequence[Block]) -> dict[int, int]:
    """Which new block continues which old one: first what is equal in order, then what has the same name there."""
    pairs: dict[int, int] = {}
    first, second = [canonical(block) for block in new], [canonical(block) for block in old]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(i1, i2), range(j1, j2), strict=True))
        elif tag == "replace":
            pair_up(pairs, [name_of(new[i]) for i in range(i1, i2)], [name_of(old[j]) for j in range(j1, j2)], i1, j1)
    pair_rest(pairs, first, second)
    pair_rest(
        pairs,
        [name_of(block) if name_of(block)[1] else i for i, block in enumerate(new)],
        [name_of(block) if name_of(block)[1] else -1 - j for j, block in enumerate(old)],
    )
    return pairs


def pair_up(pairs: dict[int, int], new: Sequence[Any], old: Sequence[Any], i1: int, j1: int) -> None:
    """Pairs equal names within a stretch that was rewritten, in order."""
    taken: set[int] = set()
    for i, name in enumerate(new):
        j = next((j for j, other in enumerate(old) if other == name and j not in taken), None)
        if j is not None:
            taken.add(j)
            pairs[i1 + i] = j1 + j


def pair_rest(pairs: dict[int, int], new: Sequence[Any], old: Sequence[Any]) -> None:
    """Pairs what is left over anywhere: a block that was moved."""
    free = [j for j in range(len(old)) if j not in set(pairs.values())]
    for i in (i for i in range(len(new)) if i not in pairs):
        j = next((j for j in free if old[j] == new[i]), None)
        if j is not None:
            free.remove(j)
            pairs[i] = j


class Namer:
    """Gives every block of a stream its identity; `scope` names the stream within the package."""

    def __init__(self, course_id: str, scope: str, existing: Iterable[Known] = ()) -> None:
        self.course_id, self.scope, self.existing = course_id, scope, list(existing)
        self.ids = {identity.id for _block, identity in self.existing}
        self.keys = {identity.key for _block, identity in self.existing if identity.key}
        self.section = ""
        self.counts: dict[str, int] = {}

    def names(self, blocks: Sequence[Block]) -> list[Identity]:
        pairs = matched(blocks, [block for block, _identity in self.existing])
        names = []
        for number, block in enumerate(blocks):
            old = self.existing[pairs[number]][1] if number in pairs else None
            identity = self.name(block, old)
            if block["type"] == "heading":
                self.section = identity.key
            names.append(identity)
        return names

    def name(self, block: Block, old: Identity | None) -> Identity:
        key = (old.key if old else "") or self.key(block)
        block_id = old.id if old else self.fresh(self.local(block, key))
        count = len(block["value"].get("steps", ())) if isinstance(block["value"], dict) else 0
        items = tuple(
            old.items[n] if old and n < len(old.items) else self.fresh(f"{block_id}/item/{n + 1}") for n in range(count)
        )
        return Identity(block_id, key, items)

    def key(self, block: Block) -> str:
        """The anchor of a new heading, the key of a new objective."""
        if block["type"] == "heading":
            return self.unused(slugify(block["value"]["text"])[:80] or "section")
        if block["type"] == "objective":
            return block["value"]["key"] or self.unused("o")
        return ""

    def unused(self, wanted: str) -> str:
        number, key = 1, "o1" if wanted == "o" else wanted
        while key in self.keys:
            number += 1
            key = f"{wanted}{number}" if wanted == "o" else f"{wanted}-{number}"
        self.keys.add(key)
        return key

    def local(self, block: Block, key: str) -> str:
        """A block's name in the package: by section, type and key, so that other sections do not count."""
        kind, name = name_of(block)
        if kind in {"heading", "objective"}:
            return f"{self.scope}/{kind}/{key}"
        local = f"{self.scope}/{self.section}/{kind}/{name}"
        self.counts[local] = self.counts.get(local, 0) + 1
        return f"{local}/{self.counts[local]}"

    def fresh(self, local: str) -> str:
        new = minted(self.course_id, local)
        while new in self.ids:
            local += "+"
            new = minted(self.course_id, local)
        self.ids.add(new)
        return new
