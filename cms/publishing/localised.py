"""A stream as its reader sees it: the source row's structure with the texts of the row in the reader's language.

A translated row's structure is as old as its last translation; blocks added, moved or corrected since stand in
the source row alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from cms.publishing.blocks import KeyBlock
from cms.publishing.own_pictures import Pictures

TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.BlockQuoteBlock)


@dataclass(frozen=True, slots=True)
class Readable:
    """One block for a reader; `language` is set where the text is not in the reader's language."""

    child: Any
    language: str = ""

    @property
    def block_type(self) -> str:
        return str(self.child.block_type)

    @property
    def id(self) -> str:
        return str(self.child.id)

    @property
    def value(self) -> Any:
        return self.child.value

    def render_as_block(self, context: dict[str, Any] | None = None) -> SafeString:
        """What `{% include_block %}` calls."""
        return self.render(context)

    def render(self, context: dict[str, Any] | None = None) -> SafeString:
        html = self.child.render(context)
        if not self.language:
            return SafeString(html)
        return format_html('<div class="fallback" lang="{}">{}</div>', self.language, html)


def readable(stream: Any, target: Any, language: str, pictures: Pictures = MappingProxyType({})) -> Iterator[Readable]:
    """The blocks of a source stream with the texts of its translation; `language` is the source's.

    The translation is read as stored, unconverted: its pictures and documents are the source's,
    fetched once, but for the pictures given.
    """
    texts = {data.get("id"): data for data in target.raw_data}
    for child in stream:
        text = texts.get(child.id)
        if text is None or text["type"] != child.block_type:
            yield Readable(child, language if has_text(child.block, child.value) else "")
            continue
        value = localised(child.block, child.value, text["value"])
        for name, picture in pictures.get(child.id, {}).items():
            value[name] = picture
        yield Readable(blocks.StreamValue.StreamChild(child.block, value, id=child.id))


def localised(block: blocks.Block, source: Any, stored: Any) -> Any:
    """The value of the source with every text that the stored translation has for the same field or id."""
    if isinstance(block, KeyBlock) or stored is None:
        return source
    if hasattr(block, "restore_translated_segments"):
        return block.to_python(stored) if _same_shape(block.get_prep_value(source), stored) else source
    if isinstance(block, TEXT_BLOCKS):
        return block.to_python(stored) if stored else source
    if isinstance(block, blocks.StructBlock):
        items = [
            (name, localised(child, source.get(name), stored.get(name))) for name, child in block.child_blocks.items()
        ]
        return block.meta.value_class(block, items)
    if isinstance(block, blocks.ListBlock):
        texts = {item.get("id"): item.get("value") for item in stored if isinstance(item, dict)}
        items = [
            ListValue.ListChild(item.block, localised(item.block, item.value, texts.get(item.id)), id=item.id)
            for item in source.bound_blocks
        ]
        return ListValue(block, bound_blocks=items)
    if isinstance(block, blocks.StreamBlock):
        texts = {item.get("id"): item.get("value") for item in stored}
        children = [(c.block_type, localised(c.block, c.value, texts.get(c.id)), c.id) for c in source]
        return blocks.StreamValue(block, children)
    return source


def has_text(block: blocks.Block, value: Any) -> bool:
    """Whether there is anything to read in a value."""
    if isinstance(block, KeyBlock) or not value:
        return False
    if isinstance(block, TEXT_BLOCKS):
        return bool(value.source.strip() if isinstance(value, RichText) else value)
    if isinstance(block, blocks.StructBlock):
        return any(has_text(child, value.get(name)) for name, child in block.child_blocks.items())
    return isinstance(block, blocks.ListBlock | blocks.StreamBlock) or hasattr(block, "restore_translated_segments")


def _same_shape(source: Any, stored: Any) -> bool:
    """Whether two values of a block that brings its own texts fit each other."""
    if not (isinstance(source, list) and isinstance(stored, list)):
        return type(source) is type(stored)
    return [len(row) for row in source] == [len(row) for row in stored]
