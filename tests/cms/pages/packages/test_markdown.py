"""Markdown becomes the small HTML of rich text, and reads back from it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.pages.packages.reading.markdown import Reading, parser, prose
from cms.pages.packages.reading.problems import Problems
from cms.pages.packages.reading.rules import Check
from cms.pages.packages.richtext import markdown, normal, plain_markdown
from tests.factories.packages import KNOWN


def problems(text: str) -> list[str]:
    found = Problems()
    Reading(Check("l.md", found, KNOWN, ("en", "es")), "en").rich(parser().parse(text), 1)
    return [str(problem) for problem in found.listed()]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("One\ntwo", "<p>One two</p>"),
        ("One\n\ntwo", "<p>One</p><p>two</p>"),
        ("**Bold** and *thin* and ***both***", "<p><b>Bold</b> and <i>thin</i> and <i><b>both</b></i></p>"),
        ("H~2~O and 10^6^", "<p>H<sub>2</sub>O and 10<sup>6</sup></p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("- a\n- b\n  1. c\n", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"),
        ("- a\n\n- b\n", "<ul><li>a</li><li>b</li></ul>"),
        ("a\\\nb", "<p>a<br/>b</p>"),
        ("[un](https://un.org/?a=1&b=2)", '<p><a href="https://un.org/?a=1&amp;b=2">un</a></p>'),
        ("<https://un.org>", '<p><a href="https://un.org">https://un.org</a></p>'),
        ("{term}`old stock <stockpiles>`", '<p><a linktype="term" id="stockpiles">old stock</a></p>'),
        ("{term}`stockpiles`", '<p><a linktype="term" id="stockpiles">stockpiles</a></p>'),
    ],
)
def test_rich_text(text, markup):
    assert prose(text, "en", KNOWN) == markup
    assert problems(text) == []


def test_term_without_a_text_is_shown_in_the_language_of_the_file():
    assert prose("{term}`stockpiles`", "es", KNOWN) == '<p><a linktype="term" id="stockpiles">existencias</a></p>'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\n\nb <b>c</b>", "l.md:3: HTML is not part of the format."),
        ("<div>x</div>", "l.md:1: HTML is not part of the format."),
        ("![x](y.png)", "l.md:1: A Markdown image is not part of the format."),
        ("`x`", "l.md:1: Code between backticks is not part of the format."),
        ("```\nx\n```", "l.md:1: A code block is not part of the format."),
        ("    x", "l.md:1: An indented code block is not part of the format."),
        ("> x", "l.md:1: A block quotation is not part of the format."),
        ("x\n\n***", "l.md:3: A line across is not part of the format."),
        ("a\nb {kbd}`x`", "l.md:2: Unknown role “kbd”."),
        ("{term}`nothing`", "l.md:1: “nothing” is not among the terms."),
        ("{term}`x <nothing>`", "l.md:1: “nothing” is not among the terms."),
        ("{term}`x <y> z`", "l.md:1: “x <y> z” is not among the terms."),
        ("[x](ftp://un.org)", "l.md:1: A link needs a whole address, with https:// or mailto:."),
        ("[x](/en/about/)", "l.md:1: A link needs a whole address, with https:// or mailto:."),
        ("#heading", "l.md:1: A heading has a space after its marks."),
        ("3. x", "l.md:1: A numbered list starts at 1."),
        ("- a\n\n  b", "l.md:3: An entry of a list holds one paragraph, and lists below it."),
        ("- ", "l.md:1: An entry of a list needs a text."),
    ],
)
def test_refusals(text, problem):
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    ("stored", "wanted"),
    [
        ('<p data-block-key="ab1">x <strong>y </strong>z</p>', "<p>x <b>y</b> z</p>"),
        ("<p>x</p>\n<p></p><p>y</p>", "<p>x</p><p>y</p>"),
        ('<p><a id="pcb" linktype="term">PCB</a></p>', '<p><a linktype="term" id="pcb">PCB</a></p>'),
        ("<p>a<b></b> <span>b</span><br>c</p>", "<p>a b<br/>c</p>"),
        ('<p><a linktype="page" id="3">x</a></p>', '<p><a href="https://x.org/3">x</a></p>'),
        ("a &amp; <i>b</i>", "a &amp; <i>b</i>"),
    ],
)
def test_normal_form(stored, wanted):
    assert normal(stored, lambda attributes: f"https://x.org/{attributes['id']}") == wanted


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
spoken = st.lists(words, min_size=1, max_size=5).map(" ".join)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


runs = st.one_of(
    spoken.map(escaped),
    spoken.map(lambda text: f'<a href="https://un.org/x">{escaped(text)}</a>'),
    words.map(lambda text: f"H<sub>{escaped(text)}</sub>"),
    st.just('<a linktype="term" id="pcb">PCB</a>'),
)
paragraphs = st.lists(runs, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(paragraphs, min_size=1, max_size=3))
def test_markdown_reads_back_as_the_same(texts):
    markup = normal("".join(f"<p>{text}</p>" for text in texts))
    assert prose(markdown(markup), "en", KNOWN) == markup


@settings(max_examples=300, deadline=None)
@given(spoken)
def test_plain_text_reads_back_as_the_same(text):
    reading = Reading(Check("l.md", Problems(), KNOWN, ("en",)), "en")
    assert reading.plain(plain_markdown(text), 1) == text
    assert not reading.check.problems


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a <b>b</b>c <i>d</i></p>",
        "<ul><li>x<ul><li>y</li></ul></li><li>z</li></ul><ol><li>1. a</li><li># b</li></ol><p>end</p>",
        "<p>1. not a list</p><p>- not</p><p>+ not</p><p>: not</p><p>=== not</p><p>a<br/># b</p><p>---</p>",
        '<p><a href="https://x.org/a_(b)">x</a></p>',
        "<p>snake_case and _x_ and 5 * 3 and `x` and [y] and {term} and :::</p>",
        "<p>x<sup>a b</sup></p>",
    ],
)
def test_awkward_texts_read_back_as_the_same(markup):
    assert prose(markdown(markup), "en", KNOWN) == markup
