"""Translated texts paired with the strings of the source, as wagtail-localize stores them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, extract_strings

# Per path: plain text for a plain field; HTML, or its strings in order, for a rich one.
Texts = Mapping[str, str | Sequence[str]]


class TextMismatchError(ValueError):
    """The translation does not have the shape of its source."""


def texts_of(instance: Any) -> dict[str, list[str]]:
    """The texts of an unsaved row in the target language whose blocks carry the ids of the source's."""
    found: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.render_html(segment.attrs or {}))
    return dict(found)


def paired(source: Any, texts: Texts) -> list[tuple[str, StringValue, StringValue]]:
    """(path, source string, translated string) for every string of the source that `texts` names.

    Raises TextMismatchError for a path the source does not have and for another number of strings.
    """
    segments: dict[str, list[StringSegmentValue]] = defaultdict(list)
    rich = set()
    for segment in extract_segments(source):
        if isinstance(segment, StringSegmentValue):
            segments[segment.path].append(segment)
        elif isinstance(segment, TemplateSegmentValue):
            rich.add(segment.path)
    pairs = []
    for path, text in texts.items():
        if path not in segments:
            raise TextMismatchError(_("The source has no text at %(path)s.") % {"path": path})
        pairs += _pairs_at(path, segments[path], text, rich=path in rich)
    return pairs


def _pairs_at(
    path: str, segments: list[StringSegmentValue], text: str | Sequence[str], *, rich: bool
) -> list[tuple[str, StringValue, StringValue]]:
    if isinstance(text, str) and not rich:
        strings = [StringValue.from_plaintext(text).data]
    elif isinstance(text, str):
        strings = [string.render_html(attrs or {}) for string, attrs in extract_strings(text)[1]]
    else:
        strings = list(text)
    if len(strings) != len(segments):
        message = _("%(path)s: the source has %(wanted)d strings, the translation %(found)d.")
        raise TextMismatchError(message % {"path": path, "wanted": len(segments), "found": len(strings)})
    return [
        (path, segment.string, StringValue(_with_source_ids(path, segment, string)))
        for segment, string in zip(segments, strings, strict=True)
    ]


def _with_source_ids(path: str, segment: StringSegmentValue, html: str) -> str:
    """Name each link as the source names the one with the same attributes: their order may differ."""
    if "<" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    free = list((segment.attrs or {}).items())
    for element in soup.find_all(lambda tag: bool(tag.attrs)):
        match = next((item for item in free if item[1] == element.attrs), None)
        if match is None:
            message = _("%(path)s: the translation has %(tag)s, which the source has not.")
            raise TextMismatchError(message % {"path": path, "tag": str(element)[:120]})
        free.remove(match)
        element.attrs = {"id": match[0]}
    return str(soup)
