"""Every text of every registered block reaches the translator and comes back."""

from uuid import uuid4

import pytest
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.rich_text import RichText
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter
from wagtail_localize.strings import StringValue

from cms.publishing.blocks import KeyBlock
from cms.publishing.streams import KeepStreamBlock, registered_blocks, registry_names
from cms.publishing.tables import GridBlock

EVERY = [(registry, name) for registry in registry_names() for name, _block in registered_blocks(registry)]


class Filler:
    """Fills every text of a block with a text of its own, as the database stores it."""

    def __init__(self):
        self.texts = []
        self.keys = []

    def text(self):
        self.texts.append(f"Text {len(self.texts)}")
        return self.texts[-1]

    def fill(self, block):
        if isinstance(block, KeyBlock):
            self.keys.append(f"key-{len(self.keys)}")
            return self.keys[-1]
        if isinstance(block, GridBlock):
            return [[self.text(), self.text()], [self.text(), ""]]
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.text()} <b>x<sub>2</sub></b>.</p><p>{self.text()}</p>"
        if isinstance(block, blocks.CharBlock | blocks.TextBlock):
            return self.text()
        if isinstance(block, blocks.StructBlock):
            return {name: self.fill(child) for name, child in block.child_blocks.items()}
        if isinstance(block, blocks.ListBlock):
            return [{"type": "item", "value": self.fill(block.child_block), "id": str(uuid4())} for _ in range(2)]
        if isinstance(block, blocks.StreamBlock):
            return [
                {"type": name, "value": self.fill(child), "id": str(uuid4())}
                for name, child in block.child_blocks.items()
                if name != "unavailable"
            ]
        return block.get_prep_value(block.get_default())


def round_trip(block, raw):
    """The stored value after every string was translated by adding an accent to it."""
    stream = KeepStreamBlock([("block", block)])
    field = StreamField(stream)
    value = stream.to_python([{"type": "block", "value": raw, "id": "b"}])
    segments = StreamFieldSegmentExtractor(field).handle_stream_block(value)
    segments = [segment.with_order(n) for n, segment in enumerate(segments) if not segment.is_empty()]
    strings = [segment.string.data for segment in segments if isinstance(segment, StringSegmentValue)]
    translated = [
        StringSegmentValue(s.path, StringValue(s.string.data.replace("Text", "Texto")), attrs=s.attrs, order=s.order)
        if isinstance(s, StringSegmentValue)
        else s
        for s in segments
        if isinstance(s, StringSegmentValue | TemplateSegmentValue)
    ]
    fresh = stream.to_python([{"type": "block", "value": raw, "id": "b"}])
    StreamFieldSegmentsWriter(field, None, None).handle_stream_block(fresh, translated)
    return strings, stream.get_prep_value(stream.to_python(stream.get_prep_value(fresh)))[0]["value"]


def texts_in(value):
    if isinstance(value, RichText):
        value = value.source
    if isinstance(value, dict):
        return [text for child in value.values() for text in texts_in(child)]
    if isinstance(value, list):
        return [text for child in value for text in texts_in(child)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(("registry", "name"), EVERY)
def test_texts_come_out_and_come_back(registry, name):
    block = dict(registered_blocks(registry))[name]
    filler = Filler()
    raw = filler.fill(block)
    strings, stored = round_trip(block, raw)
    joined = "\n".join(strings)
    for text in filler.texts:
        assert text in joined, f"{registry}.{name}: {text!r} is never offered for translation"
    for key in filler.keys:
        assert key not in joined, f"{registry}.{name}: the key {key!r} is offered for translation"
    back = "\n".join(texts_in(stored))
    for text in filler.texts:
        assert text.replace("Text", "Texto") in back, f"{registry}.{name}: {text!r} does not come back"
    for key in filler.keys:
        assert key in back, f"{registry}.{name}: the key {key!r} is lost"


def test_a_list_in_a_struct_in_a_struct_is_not_extracted():
    """Why the test above stands: wagtail-localize passes over such a list without a word."""

    class Inner(blocks.StructBlock):
        choices = blocks.ListBlock(blocks.CharBlock())

    class Outer(blocks.StructBlock):
        inner = Inner()

    raw = {"inner": {"choices": [{"type": "item", "value": "Text 0", "id": "i"}]}}
    strings, _stored = round_trip(Outer(), raw)
    assert strings == []


def test_sub_and_sup_stay_in_one_string():
    strings, stored = round_trip(blocks.RichTextBlock(), "<p>Text C<sub>12</sub>H<sup>4</sup> ends.</p>")
    assert strings == ["Text C<sub>12</sub>H<sup>4</sup> ends."]
    assert stored == "<p>Texto C<sub>12</sub>H<sup>4</sup> ends.</p>"
