"""What a query may name: what it asks for, never what it excludes."""

import pytest

from search.domain.grammar import parse
from search.domain.terms import Named
from search.registry import Recognition
from search.services.naming import as_texts_write, exact_names, looked_up, named_alone, named_by, named_whole


def recognised(query: str, stretch: str, *keys: str, written: str = "") -> Recognition:
    start = query.index(stretch)
    families = tuple(f"chemical:{key}" for key in keys)
    return Recognition(families, start, start + len(stretch), "chemical", 1.0, stretch, written)


def outline(query: str, *names: Recognition) -> list[tuple[str, list[str]]]:
    """Each term with its sign and what it says; a row of words in brackets."""
    terms = as_texts_write(parse(query), names).terms
    said = [[each.tokens for each in term.alternatives or (term,)] for term in terms]
    return [
        (term.occur, [" ".join(token.folded for token in tokens) for tokens in each])
        for term, each in zip(terms, said, strict=True)
    ]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("what is Kepone", ["what is kepone", "kepone"]),
        ("Kepone -DDT", ["kepone"]),
        ("clordecona NOT DDT", ["clordecona"]),
        ('stockpiles -"article 6"', ["stockpiles"]),
        ("oils -1336-36-3", ["oils"]),
        ("waste AND -incineration", ["waste"]),
        ("waste kind:lesson", ["waste"]),
        ("PCB OR DDT", ["pcb or ddt", "pcb ddt"]),
        ("waste chemical:PCB -químico:DDT", ["waste", "pcb", "ddt"]),
    ],
)
def test_the_texts_that_are_looked_up(query, texts):
    assert looked_up(parse(query)) == texts


def test_a_name_is_looked_up_as_our_texts_write_it_small_words_included():
    name = recognised(
        "una parafina de cadena media", "parafina de cadena media", "x", written="parafinas de cadena media"
    )
    assert looked_up(as_texts_write(parse("una parafina de cadena media"), [name])) == [
        "una parafina de cadena media",
        "una parafinas de cadena media",
        "parafinas cadena media",
    ]


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("Kepone -DDT", [("Kepone", ("chemical:chlordecone",))]),
        ("Quick -PCB reference guide", [("Quick reference guide", ("page:guide",))]),
        ("DDT -Kepone", []),
        ("oils -chemical:PCB", []),
        ("oils chemical:PCB", []),
    ],
)
def test_the_whole_query_names_without_what_it_excludes(indexed, query, labels):
    parsed = parse(query)
    named = named_by(exact_names(looked_up(parsed)), parsed, "en")
    assert [(item.label, item.families) for item in named] == labels


@pytest.mark.parametrize(
    ("looked_for", "families"),
    [
        ("Poly-chlorinated bi phenyls", ["chemical:pcb"]),
        ("P.C.B.s", ["chemical:pcb"]),
        ("Article-6", ["provision:art_6"]),
        ("1336 36 3", ["chemical:pcb"]),
        ("133 636 3", []),
        ("Article 6 1", ["provision:art_6__para_1"]),
        ("Article 61", []),
    ],
)
def test_a_name_is_looked_up_without_its_gaps_and_figures_stay_apart(indexed, looked_for, families):
    assert list(dict.fromkeys(name.family_id for name in exact_names([looked_for]))) == families


@pytest.mark.parametrize(
    ("query", "stretch", "written", "expected"),
    [
        ("P.C.B. oils", "P.C.B.", "PCB", [("should", ["pcb"]), ("should", ["oils"])]),
        ("in UV328", "UV328", "UV-328", [("should", ["in"]), ("should", ["uv"]), ("should", ["328"])]),
        ("hexachloro benzene", "hexachloro benzene", "Hexachlorobenzene", [("should", ["hexachlorobenzene"])]),
        ("+UV328 waste", "UV328", "UV-328", [("must", ["uv 328"]), ("should", ["waste"])]),
        ("+P.C.B. waste", "P.C.B.", "PCB", [("must", ["pcb"]), ("should", ["waste"])]),
        ("UV328 OR DDT", "UV328", "UV-328", [("must", ["uv 328", "ddt"])]),
        ('"P.C.B." oils', "P.C.B", "PCB", [("must", ["p c b"]), ("should", ["oils"])]),
        ("PCB oils", "PCB", "", [("should", ["pcb"]), ("should", ["oils"])]),
        ("oils PCB", "PCB", "PCBs", [("should", ["oils"]), ("should", ["pcbs"])]),
    ],
)
def test_a_name_is_put_as_our_texts_write_it(query, stretch, written, expected):
    assert outline(query, recognised(query, stretch, "x", written=written)) == expected


def test_what_is_written_twice_stays_twice():
    query = "UV328 and UV 328s"
    names = [recognised(query, text, "x", written="UV-328") for text in ("UV328", "UV 328s")]
    assert [said for _occur, said in outline(query, *names)] == [["uv"], ["328"], ["and"], ["uv"], ["328"]]


@pytest.mark.parametrize(
    ("query", "stretches", "families"),
    [
        ("lindano (gamma-HCH)", [("lindano", "lindane"), ("gamma-HCH", "lindane")], [("chemical:lindane",)]),
        ("what is the askarel", [("askarel", "pcb")], [("chemical:pcb",)]),
        ("lindano y DDT", [("lindano", "lindane"), ("DDT", "ddt")], []),
        ("askarel oil", [("askarel", "pcb")], []),
        ("what is it", [], []),
    ],
)
def test_a_query_of_nothing_but_one_familys_names_names_it(query, stretches, families):
    parsed = parse(query)
    named = named_alone([recognised(query, text, key) for text, key in stretches], parsed)
    assert named == [Named("name", query, 0, len(query), family) for family in families]


@pytest.mark.parametrize(
    ("query", "found", "family"),
    [
        ("Quick reference guide", [("guide", "pcb")], "page:guide"),
        ("Quick reference guide", [("Quick reference guide", "pcb")], "chemical:pcb"),
        ("Kepone", [("Kepone", "pcb")], "chemical:chlordecone"),
        ("Polychlorinated biphenyls", [], "chemical:pcb"),
    ],
)
def test_a_name_comes_before_several_of_one_thing_and_these_before_a_title(indexed, query, found, family):
    parsed = parse(query)
    recognitions = [recognised(query, text, key) for text, key in found]
    (named,) = named_whole(exact_names(looked_up(parsed)), recognitions, parsed, "en")
    assert named.families == (family,)


def test_the_name_of_a_group_names_no_single_thing():
    assert named_alone([recognised("drins", "drins", "aldrin", "dieldrin")], parse("drins")) == []
