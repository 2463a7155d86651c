"""The small rich text of items: Markdown to HTML and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_engine.plugins.markup import to_html, to_markdown, to_plain


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("", ""),
        ("One line.", "<p>One line.</p>"),
        ("One\nline.", "<p>One line.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("*a* and **b**", "<p><i>a</i> and <b>b</b></p>"),
        ("H~2~O and m^3^", "<p>H<sub>2</sub>O and m<sup>3</sup></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("[x](https://example.org/)", '<p><a href="https://example.org/">x</a></p>'),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("Gap {{1}} here", "<p>Gap {{1}} here</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ],
)
def test_to_html(markdown, html):
    assert to_html(markdown) == html
    assert to_html(to_markdown(html)) == html


def test_to_plain():
    assert to_plain("<p>One <b>two</b>.</p><ul><li>a</li><li>b</li></ul>") == "One two. a b"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_the_words_survive_the_way_there_and_back(text):
    html = to_html(text)
    assert to_plain(to_html(to_markdown(html))) == to_plain(html)
