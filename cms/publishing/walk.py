"""Walking a stream's value block by block, whatever it is made of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import uuid4

from django.utils.text import slugify
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock

from cms.publishing.blocks import KeyBlock


class Leaf(NamedTuple):
    """One block of a value; `path` names it as wagtail-localize does; `block_id` where the block has one."""

    path: str
    block: Block
    value: Any
    block_id: str | None


def walk(block: Block, value: Any, path: str = "", block_id: str | None = None) -> Iterator[Leaf]:
    """Every block of a value, the outer ones first."""
    yield Leaf(path, block, value, block_id)
    if value is None:
        return
    if isinstance(block, StreamBlock):
        for child in value:
            yield from walk(child.block, child.value, _join(path, child.id), child.id)
    elif isinstance(block, ListBlock):
        for child in value.bound_blocks:
            yield from walk(child.block, child.value, _join(path, child.id), child.id)
    elif isinstance(block, StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from walk(child_block, value.get(name), _join(path, name))


def _join(path: str, part: Any) -> str:
    return f"{path}.{part}" if path else str(part)


def duplicates(block: Block, value: Any) -> list[str]:
    """Block ids and identity keys that stand more than once in a stream."""
    seen: Counter[str] = Counter()
    for leaf in walk(block, value):
        if leaf.block_id:
            seen[leaf.block_id] += 1
        if isinstance(leaf.block, KeyBlock) and leaf.block.identity and leaf.value:
            seen[f"key {leaf.value}"] += 1
    return [name for name, count in seen.items() if count > 1]


def mint_keys(block: Block, value: Any) -> None:
    """Give every block whose own key was left empty one, in place: from its text where it has any."""
    taken = {leaf.value for leaf in walk(block, value) if isinstance(leaf.block, KeyBlock) and leaf.block.identity}
    for leaf in walk(block, value):
        if not isinstance(leaf.block, StructBlock) or leaf.value is None:
            continue
        for name, child in leaf.block.child_blocks.items():
            if isinstance(child, KeyBlock) and child.identity and not leaf.value.get(name):
                leaf.value[name] = _fresh(slugify(str(leaf.value.get("text") or ""))[:60] or "k", taken)
                taken.add(leaf.value[name])


def _fresh(wanted: str, taken: set[Any]) -> str:
    return wanted if wanted != "k" and wanted not in taken else f"{wanted}-{uuid4().hex[:8]}"


def replace_keys(block: Block, value: Any, mapping: Mapping[str, str]) -> bool:
    """Replace key values found in the mapping, in place; whether any was."""
    changed = False
    for leaf in walk(block, value):
        if not isinstance(leaf.block, StructBlock) or leaf.value is None:
            continue
        for name, child in leaf.block.child_blocks.items():
            if isinstance(child, KeyBlock) and leaf.value.get(name) in mapping:
                leaf.value[name] = mapping[leaf.value[name]]
                changed = True
    return changed
