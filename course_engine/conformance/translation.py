"""A block's texts through wagtail-localize: taken out, translated, put back."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks
from wagtail.blocks import StructValue
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter
from wagtail_localize.strings import StringValue

from cms.publishing.blocks import KeyBlock
from cms.publishing.streams import KeepStreamBlock
from cms.publishing.walk import walk
from course_engine.plugins.markup import to_plain

BLOCK_ID = "4f1d3b52-0000-4000-8000-000000000001"


def text_leaves(block: blocks.Block, value: StructValue) -> Iterator[tuple[str, str]]:
    """(path, text) of every text for people that is not empty, HTML reduced to its words."""
    for leaf in walk(block, value):
        if isinstance(leaf.block, blocks.RichTextBlock):
            text = to_plain(leaf.value.source)
        elif isinstance(leaf.block, blocks.CharBlock | blocks.TextBlock) and not isinstance(leaf.block, KeyBlock):
            text = leaf.value or ""
        else:
            continue
        if text:
            yield leaf.path, text


def translate(block: blocks.Block, value: StructValue, turn: Callable[[str], str]) -> StructValue:
    """The value with every text that wagtail-localize offers translated by `turn`."""
    stream = KeepStreamBlock([("item", block)])
    prepared = json.loads(json.dumps(block.get_prep_value(value), cls=DjangoJSONEncoder))
    content = stream.normalize(stream.to_python([{"type": "item", "id": BLOCK_ID, "value": prepared}]))
    segments = StreamFieldSegmentExtractor(None).handle_stream_block(content)
    turned = [_turned(segment, turn) for segment in segments]
    StreamFieldSegmentsWriter(None, None, None).handle_stream_block(content, turned)
    return content[0].value


def _turned(segment: Any, turn: Callable[[str], str]) -> Any:
    found = copy.copy(segment)
    if isinstance(segment, StringSegmentValue):
        text = segment.string.data
        found.string = StringValue(turn(text) if text.strip() else text)
    return found
