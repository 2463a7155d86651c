"""What a query may name: what it asks for, never what it excludes."""

import pytest

from search.domain.grammar import parse
from search.services.naming import exact_names, looked_up, named_by


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
