"""What a lesson or page must have before learners see it. Pure functions over the value of a stream."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from cms.publishing.rules import Problem
from cms.publishing.streams import RegistryStreamField

RECORDINGS = {"audio", "video"}
MAX_ANCHOR = 100


def page_problems(page: Any) -> list[Problem]:
    """The content rule: every stream of the page."""
    return [
        problem
        for field in page._meta.get_fields()
        if isinstance(field, RegistryStreamField)
        for problem in stream_problems(getattr(page, field.name), field.name)
    ]


def stream_problems(stream: Iterable[Any], field: str) -> list[Problem]:
    """All problems of one stream, in the order of its blocks."""
    blocks = list(stream)
    found = [*_figures(blocks, field), *_recordings(blocks, field), *_headings(blocks, field), *_links(blocks, field)]
    return sorted(found, key=lambda problem: problem.index or 0)


def _figures(blocks: list[Any], field: str) -> Iterator[Problem]:
    for index, block in enumerate(blocks):
        if block.block_type != "figure" or _filled(block.value.get("alt")):
            continue
        image = block.value.get("image")
        if not _filled(getattr(image, "description", "")):
            message = _("A figure needs an alternative text: say what it tells someone who cannot see it.")
            yield Problem(message=message, field=field, index=index, part="alt")


def _recordings(blocks: list[Any], field: str) -> Iterator[Problem]:
    for index, block in enumerate(blocks):
        if block.block_type not in RECORDINGS:
            continue
        media = block.value.get("media")
        if not _filled(block.value.get("transcript")) and not _filled(getattr(media, "transcript", "")):
            message = _("“%(title)s” needs a transcript, for those who cannot hear it or cannot load it.")
            yield Problem(
                message=message % {"title": block.value.get("title")}, field=field, index=index, part="transcript"
            )
        if block.block_type == "video" and not (block.value.get("captions") or getattr(media, "captions", None)):
            message = _("“%(title)s” needs captions (a .vtt file).")
            yield Problem(
                message=message % {"title": block.value.get("title")}, field=field, index=index, part="captions"
            )


def _headings(blocks: list[Any], field: str) -> Iterator[Problem]:
    """Levels go down one at a time (the page's title is level 1), and no two headings share an anchor."""
    above = 1
    anchors: Counter[str] = Counter()
    for index, block in enumerate(blocks):
        if block.block_type != "heading":
            continue
        text, level, anchor = block.value.get("text"), int(block.value.get("level") or 2), block.value.get("anchor")
        if level > above + 1:
            message = _("“%(heading)s” is a subsection without a section above it.")
            yield Problem(message=message % {"heading": text}, field=field, index=index, part="level")
        above = level
        anchors[anchor or ""] += 1
        if anchor and anchors[anchor] == 2:
            message = _("Two headings have the anchor “%(anchor)s”: links could not tell them apart.")
            yield Problem(message=message % {"anchor": anchor}, field=field, index=index, part="anchor")
        if len(anchor or "") > MAX_ANCHOR:
            message = _("This anchor is too long: it may have %(count)s characters.")
            yield Problem(message=message % {"count": MAX_ANCHOR}, field=field, index=index, part="anchor")


def _links(blocks: list[Any], field: str) -> Iterator[Problem]:
    for index, block in enumerate(blocks):
        if any(has_empty_link(html) for html in _rich_texts(block.value)):
            message = _("A link has no text: nobody can see or hear where it leads.")
            yield Problem(message=message, field=field, index=index)


def has_empty_link(html: str) -> bool:
    """Whether any link of this rich text has no words in it."""
    finder = _LinkFinder()
    finder.feed(html)
    return finder.found


class _LinkFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: str | None = None
        self.found = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.text = ""

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.text is not None:
            self.found = self.found or not self.text.strip()
            self.text = None


def _rich_texts(value: Any) -> Iterator[str]:
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _rich_texts(part)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for part in value:
            yield from _rich_texts(getattr(part, "value", part))


def _filled(value: Any) -> bool:
    """Whether a text holds more than space and empty tags."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    parser = _TextParser()
    parser.feed(source)
    return bool(parser.text.strip())


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data
