"""Extracts: what matched is marked, everything else is escaped, whatever the text holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.highlight import Sought, extract, mark, spans
from search.domain.plan import Clause, Match, Plan
from search.domain.stemming import stems

TAGS = re.compile(r"</?mark>")


def plan(*expressions: str, language: str = "en", exact: bool = False) -> Plan:
    words = [tuple(expression.split()) if exact else tuple(stems(expression, language)) for expression in expressions]
    return Plan(language=language, clauses=tuple(Clause(" ".join(w), (Match(w, exact=exact),)) for w in words))


def marked(text: str, asked: Plan) -> str:
    return mark(text, spans(text, Sought(asked)))


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Stockpiles become waste.", plan("stockpile"), "<mark>Stockpiles</mark> become waste."),
        ("La contaminación", plan("contaminacion", language="es"), "La <mark>contaminación</mark>"),
        ("Ñandú añejo", plan("anejo", language="es"), "Ñandú <mark>añejo</mark>"),
        ("open burning, burning", plan("open burning"), "<mark>open burning</mark>, burning"),
        ("Open burning and open burn", plan("open burning", exact=True), "<mark>Open burning</mark> and open burn"),
        ("the Party's duty", plan("party"), "the <mark>Party&#x27;s</mark> duty"),
        ("nothing here", plan("waste"), "nothing here"),
    ],
)
def test_marks(text, asked, expected):
    assert marked(text, asked) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('waste')</script>",
        '"><img src=x onerror=waste>',
        "waste</mark><b>",
        "\ue000<i>waste</i>\ue001",
        "&lt;waste&gt;",
    ],
)
def test_no_markup_of_the_text_survives(text):
    html = marked(text, plan("waste"))
    assert "<" not in TAGS.sub("", html)
    assert "<mark>waste</mark>" in html
    assert "\ue000" not in html


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_any_text_and_query_give_safe_balanced_html(text, queries):
    asked = plan(*(query for query in queries if stems(query, "en")))
    for html in (marked(text, asked), extract(text, Sought(asked))):
        assert not set("<>\"'") & set(TAGS.sub("", html))
        assert re.fullmatch(r"(?:[^<]*<mark>[^<]*</mark>)*[^<]*", html, re.DOTALL)


def test_excluded_words_are_not_marked():
    asked = Plan(language="en", clauses=(Clause("waste", (Match(("wast",)),), occur="not"),))
    assert marked("waste", asked) == "waste"


def test_the_extract_shows_the_stretch_with_the_most_matches():
    filler = "Nothing of interest is said in this sentence at all. " * 10
    text = f"Waste comes first. {filler}Here stockpiles and waste stand together. {filler}"
    html = extract(text, Sought(plan("stockpile", "waste")))
    assert "<mark>stockpiles</mark> and <mark>waste</mark> stand together" in html
    assert html.startswith("… Here ")
    assert html.endswith(" …")


def test_a_short_text_is_shown_whole():
    assert extract("All waste counts.", Sought(plan("waste"))) == "All <mark>waste</mark> counts."


def test_nothing_matched_is_no_extract():
    assert extract("All waste counts.", Sought(plan("dioxin"))) == ""
