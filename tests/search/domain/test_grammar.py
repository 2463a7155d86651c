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
        ("dioxins AND -incineration", ["+dioxins", "-incineration"]),
        ("-incineration AND dioxins", ["-incineration", "+dioxins"]),
        ("NOT incineration AND dioxins AND +furans", ["-incineration", "+dioxins", "+furans"]),
        ("dioxinas AND -incineración", ["+dioxinas", "-incineracion"]),
        ("waste -co-processing", ["waste", '-"co processing']),
        ("desechos NOT co-procesamiento", ["desechos", '-"co procesamiento']),
        ("PCB -1336-36-3", ["pcb", '-"1336 36 3']),
        ("+short-chain paraffins", ['+"short chain', "paraffins"]),
        ("short-chain AND waste", ['+"short chain', "+waste"]),
        ("waste AND SC-4/12", ["+waste", '+"sc 4 12']),
        ("short-chain NOT waste", ["short", "chain", "-waste"]),
        ("-kind:nonsense waste", ['-"kind nonsense', "waste"]),
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
        ("waste -dioxins OR furans", ["waste", "dioxins", "furans"]),
        ("PCB OR -dioxin", ["pcb", "dioxin"]),
        ("PCB OR NOT dioxin", ["pcb", "dioxin"]),
        ("NOT PCB OR dioxin", ["pcb", "dioxin"]),
        ("BPC OR -dioxina", ["bpc", "dioxina"]),
        ("waste OR kind:lesson", ["waste", "kind", "lesson"]),
        ("waste OR -kind:lesson", ["waste", "kind", "lesson"]),
        ("tipo:lecciones OR desechos", ["tipo", "lecciones", "desechos"]),
        ("waste AND kind:lesson OR dioxins", ["waste", "kind", "lesson", "dioxins"]),
        ("kind:lesson AND", ["kind", "lesson"]),
        ("AND kind:lesson", ["kind", "lesson"]),
        ("kind:lesson AND OR waste", ["kind", "lesson", "waste"]),
        ("NOT NOT kind:lesson waste", ["kind", "lesson", "waste"]),
        ("-kind:lesson", ["kind", "lesson"]),
        ("-waste -kind:lesson", ["waste", "kind", "lesson"]),
    ],
)
def test_what_cannot_be_read_is_read_as_plain_words(query, expected):
    parsed = parse(query)
    assert (parsed.malformed, parsed.filters, parsed.excluded, parsed.plain) == (True, {}, {}, parsed.text)
    assert shape(query) == expected


def test_or_joins_neighbours_into_one_demand():
    (term,) = parse("PCB OR DDT OR lindane").terms
    assert term.occur == "must"
    assert [option.tokens[0].folded for option in term.alternatives] == ["pcb", "ddt", "lindane"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("waste OR short-chain", [("", "waste"), ("", '"short chain')]),
        ("cadena-corta OR desechos", [("", '"cadena corta'), ("", "desechos")]),
        ("title:waste OR stockpiles", [("title", "waste"), ("", "stockpiles")]),
        ('existencias OR título:"desechos"', [("", "existencias"), ("title", '"desechos')]),
        ("title:short-chain OR waste", [("title", '"short chain'), ("", "waste")]),
    ],
)
def test_each_alternative_is_one_thing_in_its_own_field(query, expected):
    (term,) = parse(query).terms
    assert [
        (option.field, ('"' if option.phrase else "") + " ".join(token.folded for token in option.tokens))
        for option in term.alternatives
    ] == expected


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


@pytest.mark.parametrize(
    ("query", "terms", "filters", "excluded"),
    [
        ("waste -kind:lesson", ["waste"], {}, {"kind": ("lesson",)}),
        ("waste NOT kind:lesson dioxins", ["waste", "dioxins"], {}, {"kind": ("lesson",)}),
        ("waste AND NOT kind:lesson", ["waste"], {}, {"kind": ("lesson",)}),
        ("waste AND -kind:lesson", ["waste"], {}, {"kind": ("lesson",)}),
        ("NOT kind:lesson AND waste", ["waste"], {}, {"kind": ("lesson",)}),
        ("desechos -tipo:lecciones", ["desechos"], {}, {"kind": ("lesson",)}),
        ("existencias NOT químico:BPC", ["existencias"], {}, {"chemical": ("BPC",)}),
        ('waste -topic:"open burning" -topic:plans', ["waste"], {}, {"topic": ("open burning", "plans")}),
        ("kind:lesson -kind:course waste", ["waste"], {"kind": ("lesson",)}, {"kind": ("course",)}),
        ("+kind:lesson waste", ["waste"], {"kind": ("lesson",)}, {}),
        ("waste AND kind:lesson", ["waste"], {"kind": ("lesson",)}, {}),
        ("chemical:DDT AND malaria", ["malaria"], {"chemical": ("DDT",)}, {}),
        ("químico:DDT AND malaria", ["malaria"], {"chemical": ("DDT",)}, {}),
        ("kind:lesson AND area:nip", [], {"kind": ("lesson",), "area": ("nip",)}, {}),
        ("waste AND kind:lesson dioxins", ["waste", "dioxins"], {"kind": ("lesson",)}, {}),
        ("waste kind:lesson AND dioxins", ["waste", "dioxins"], {"kind": ("lesson",)}, {}),
        ("waste AND kind:lesson AND dioxins", ["+waste", "+dioxins"], {"kind": ("lesson",)}, {}),
        (
            "waste AND -kind:lesson AND area:nip AND dioxins",
            ["+waste", "+dioxins"],
            {"area": ("nip",)},
            {"kind": ("lesson",)},
        ),
        ("kind:lesson -DDT", ["-ddt"], {"kind": ("lesson",)}, {}),
        ("tipo:lecciones NOT DDT", ["-ddt"], {"kind": ("lesson",)}, {}),
        ("kind:lesson -area:nip", [], {"kind": ("lesson",)}, {"area": ("nip",)}),
    ],
)
def test_signs_and_operators_on_filters(query, terms, filters, excluded):
    parsed = parse(query)
    assert (parsed.malformed, parsed.filters, parsed.excluded) == (False, filters, excluded)
    assert shape(query) == terms


@pytest.mark.parametrize("query", ["-DDT", "NOT DDT", '-"DDT"', "-chemical:DDT", "NOT químico:DDT"])
def test_exclusions_alone_are_readable_where_the_page_has_filters(query):
    assert parse(query).malformed
    parsed = parse(query, filtered=True)
    assert (parsed.malformed, parsed.filters, parsed.excludes, parsed.plain.split()) == (False, {}, True, [])


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ('stockpiles -"article 6"', "stockpiles             "),
        ("existencias NOT «artículo 6»", "existencias                 "),
        ("oils -1336-36-3 spills", "oils            spills"),
        ("dioxins AND -title:incineration", "dioxins                        "),
        ("-incineration AND dioxins", "                  dioxins"),
        ("waste AND kind:lesson AND dioxins", "waste                     dioxins"),
        ("kind:lesson AND stockpiles AND waste", "                stockpiles AND waste"),
        ("+Article 6 OR Article 7", " Article 6 OR Article 7"),
    ],
)
def test_who_looks_for_names_sees_nothing_of_what_is_excluded(query, plain):
    assert parse(query).plain == plain


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


FILTERS = {"kind:lesson": "lesson", "tipo:cursos": "course", 'kind:"terms"': "term"}
WORDS = ["waste", "short-chain", "1336-36-3", '"open burning"', "title:dioxins", "«quema»", "título:co-procesado"]
PIECES = st.one_of(
    st.sampled_from(["AND", "OR", "NOT"]),
    st.builds(str.__add__, st.sampled_from(["", "+", "-"]), st.sampled_from([*FILTERS, *WORDS])),
)


@given(st.lists(PIECES, max_size=8), st.booleans())
def test_whatever_signs_and_operators_stand_beside_filters_and_words(pieces, filtered):
    parsed = parse(" ".join(pieces), filtered=filtered)
    if parsed.malformed:
        assert (parsed.filters, parsed.excluded, parsed.excludes) == ({}, {}, False)
        return
    before = ["", *pieces]
    signed = [
        (piece.lstrip("+-"), piece[0] == "-" or left == "NOT") for left, piece in zip(before, pieces, strict=False)
    ]
    kinds = [(FILTERS[piece], is_excluded) for piece, is_excluded in signed if piece in FILTERS]
    assert parsed.filters.get("kind", ()) == tuple(kind for kind, is_excluded in kinds if not is_excluded)
    assert parsed.excluded.get("kind", ()) == tuple(kind for kind, is_excluded in kinds if is_excluded)
    refused = [term for term in parsed.terms if term.occur == "not"]
    assert len(refused) == sum(is_excluded for piece, is_excluded in signed if piece in WORDS)
    assert not any(option.occur == "not" for term in parsed.terms for option in term.alternatives)
    assert filtered or parsed.filters or not parsed.excludes or len(refused) < len(parsed.terms)
    assert len(parsed.plain) == len(parsed.text)
    assert not any(parsed.plain[token.start : token.end].strip() for term in refused for token in term.tokens)
