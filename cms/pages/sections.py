"""A lesson cut at its headings: the parts that search finds and links to."""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.html import strip_tags

from cms.pages.context import keys_in
from cms.publishing.localised import Readable


@dataclass(slots=True)
class Section:
    """What stands below one heading; the first section of a lesson has none."""

    anchor: str = ""
    heading_path: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)
    provisions: list[str] = field(default_factory=list)
    chemicals: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def sections(blocks: Iterable[Readable]) -> Iterator[Section]:
    """The sections of a lesson in order; blocks not in the reader's language count for their own language only."""
    current = Section()
    above = ""
    for block in blocks:
        if block.block_type == "heading":
            yield current
            text = str(block.value["text"])
            above = text if block.value["level"] == "2" else above
            path = (text,) if text == above else tuple(part for part in (above, text) if part)
            current = Section(str(block.value["anchor"] or block.id), path)
            continue
        current.provisions += keys_in([block], "provision")
        current.chemicals += keys_in([block], "chemical")
        if not block.language:
            current.texts += plain(block.child.block.get_searchable_content(block.value))
    yield current


def plain(texts: Iterable[str]) -> list[str]:
    """Texts without tags and entities, the empty ones left out."""
    cleaned = (html.unescape(strip_tags(str(text))).strip() for text in texts)
    return [text for text in cleaned if text]
