"""What blocks publishing, as pure functions over a stream's value."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from wagtail.rich_text import RichText

from cms.pages.checks import has_empty_link, stream_problems

PLAIN_IMAGE = SimpleNamespace(description="")
DESCRIBED_IMAGE = SimpleNamespace(description="A drum with a label")
SILENT_MEDIA = SimpleNamespace(transcript="", captions=None)
SPOKEN_MEDIA = SimpleNamespace(transcript="Welcome.", captions="media/a.vtt")


def block(kind, value):
    return SimpleNamespace(block_type=kind, value=value)


def heading(text, level="2", anchor=""):
    return block("heading", {"text": text, "level": level, "anchor": anchor})


def found(*blocks):
    return [(problem.index, problem.part) for problem in stream_problems(blocks, "body")]


@pytest.mark.parametrize(
    ("alt", "image", "expected"),
    [
        ("A drum", PLAIN_IMAGE, []),
        ("", DESCRIBED_IMAGE, []),
        ("", PLAIN_IMAGE, [(0, "alt")]),
        ("   ", PLAIN_IMAGE, [(0, "alt")]),
        (None, PLAIN_IMAGE, [(0, "alt")]),
    ],
)
def test_alternative_text(alt, image, expected):
    assert found(block("figure", {"image": image, "alt": alt})) == expected


@pytest.mark.parametrize(
    ("kind", "transcript", "media", "captions", "expected"),
    [
        ("audio", RichText("<p>Welcome.</p>"), SILENT_MEDIA, None, []),
        ("audio", RichText("<p> </p>"), SILENT_MEDIA, None, [(0, "transcript")]),
        ("audio", RichText(""), SPOKEN_MEDIA, None, []),
        ("video", RichText("<p>Welcome.</p>"), SPOKEN_MEDIA, None, []),
        ("video", RichText("<p>Welcome.</p>"), SILENT_MEDIA, "document", []),
        ("video", RichText(""), SILENT_MEDIA, None, [(0, "transcript"), (0, "captions")]),
    ],
)
def test_recordings(kind, transcript, media, captions, expected):
    value = {"media": media, "title": "Welcome", "transcript": transcript, "captions": captions}
    assert found(block(kind, value)) == expected


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ([heading("A"), heading("B", "3"), heading("C"), heading("D", "3")], []),
        ([heading("A", "3")], [(0, "level")]),
        ([heading("A", anchor="a"), heading("B", anchor="b")], []),
        ([heading("A", anchor="a"), heading("B", anchor="a")], [(1, "anchor")]),
        ([heading("A"), heading("B")], []),
    ],
)
def test_headings(headings, expected):
    assert found(*headings) == expected


@pytest.mark.parametrize(
    ("html", "empty"),
    [
        ('<p><a href="/a">text</a></p>', False),
        ('<p><a href="/a"><b>text</b></a></p>', False),
        ('<p><a href="/a"></a></p>', True),
        ('<p><a href="/a"> &nbsp;</a></p>', True),
        ('<p><a linktype="page" id="3"><b></b></a> and <a href="/b">b</a></p>', True),
        ("<p>none</p>", False),
    ],
)
def test_links(html, empty):
    assert has_empty_link(html) is empty


def test_links_are_found_wherever_rich_text_is():
    empty = RichText('<p><a href="/x"></a></p>')
    steps = [SimpleNamespace(value=RichText("<p>one</p>")), SimpleNamespace(value=empty)]
    assert found(
        block("rich_text", RichText("<p>fine</p>")),
        block("rich_text", empty),
        block("case", {"title": "Case", "text": empty}),
        block("steps", {"title": "", "steps": steps}),
    ) == [(1, ""), (2, ""), (3, "")]


def test_anchors_are_unique_and_short():
    assert found(heading("A", anchor="a"), heading("B", anchor="a")) == [(1, "anchor")]
    assert found(heading("A", anchor="a" * 100)) == []
    assert found(heading("A", anchor="a" * 101)) == [(0, "anchor")]


def test_order_and_words():
    blocks = [heading("A", "3"), block("figure", {"image": PLAIN_IMAGE, "alt": ""})]
    assert [problem.message for problem in stream_problems(blocks, "body")] == [
        "“A” is a subsection without a section above it.",
        "A figure needs an alternative text: say what it tells someone who cannot see it.",
    ]
