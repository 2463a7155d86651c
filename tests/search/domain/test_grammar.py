"""The query language, and what happens to what it cannot read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.grammar import MAX_LENGTH, MAX_WORDS, parse


def shape(query):
    """Terms as (words, sign, phrase?) for reading."""
    signs = {"should": "", "must": "+", "not": "-"}
    return [
        signs[term.occur] + ('"' if term.phrase else "") + " ".join(token.folded for token in term.tokens)
        for term in parse(query).terms
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("open burning", ["open", "burning"]),
        ('"open burning" cables', ['+"open burning', "cables"]),
        ("“quema a cielo abierto”", ['+"quema a cielo abierto']),
        ("«existencias»", ['+"existencias']),
        ("+deadline PCB", ["+deadline", "pcb"]),
        ("dioxins -incineration", ["dioxins", "-incineration"]),
        ("dioxins NOT incineration", ["dioxins", "-incineration"]),
        ("dioxins AND NOT furans", ["dioxins", "-furans"]),
        ('-"open burning" waste', ['-"open burning', "waste"]),
        ("stockpiles AND waste", ["+stockpiles", "+waste"]),
        ("half-life", ["half", "life"]),
        ("1336-36-3", ["1336", "36", "3"]),
        ("SC-4/12", ["sc", "4", "12"]),
        ("and or not", ["and", "or", "not"]),
        ("PCB - transformers", ["pcb", "transformers"]),
        ("title:waste", ["+waste"]),
        ("foo:bar", ["foo", "bar"]),
        ("art:", ["art"]),
        ("kind:nonsense waste", ["kind", "nonsense", "waste"]),
        ("", []),
        ("()*&^%$#@!", []),
    ],
)
def test_terms(query, expected):
    assert shape(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"open burning', ["open", "burning"]),
        ("AND waste", ["waste"]),
        ("waste OR", ["waste"]),
        ("waste AND OR dioxins", ["waste", "dioxins"]),
        ("-waste", ["waste"]),
        ("NOT", ["not"]),
    ],
)
def test_what_cannot_be_read_is_read_as_plain_words(query, expected):
    assert parse(query).malformed
    assert shape(query) == expected


def test_or_joins_neighbours_into_one_demand():
    (term,) = parse("PCB OR DDT OR lindane").terms
    assert term.occur == "must"
    assert [option.tokens[0].folded for option in term.alternatives] == ["pcb", "ddt", "lindane"]


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("kind:lesson waste", {"kind": ("lesson",)}),
        ("tipo:lecciones desechos", {"kind": ("lesson",)}),
        ('topic:"open burning" waste', {"topic": ("open burning",)}),
        ("químico:PCB plazo", {"chemical": ("PCB",)}),
        ("kind:lesson kind:chemical", {"kind": ("lesson", "chemical")}),
        ("area:nip", {"area": ("nip",)}),
    ],
)
def test_filters(query, filters):
    assert parse(query).filters == filters


def test_plain_text_keeps_every_word_at_its_place():
    parsed = parse('kind:lesson +Article 6 "waste"')
    assert len(parsed.plain) == len(parsed.text)
    assert parsed.plain.split() == ["Article", "6", "waste"]
    assert all(
        parsed.text[token.start : token.end].lower() == token.folded for term in parsed.terms for token in term.tokens
    )


def test_length_and_number_of_words_are_bounded():
    parsed = parse("waste " * 5000)
    assert len(parsed.text) <= MAX_LENGTH
    assert len(parsed.terms) == MAX_WORDS


@given(st.text(alphabet=st.sampled_from("ab:+-\"' ANDORNOT()\\\x00ñ“”*~^"), max_size=120))
def test_no_query_is_an_error(query):
    parsed = parse(query)
    assert all(token.end <= len(parsed.text) for term in parsed.terms for token in term.tokens)
