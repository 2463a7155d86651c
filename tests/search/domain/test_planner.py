"""Plans of exclusions, alternatives and filters."""

import pytest

from search.domain.grammar import parse
from search.domain.plan import Clause, Identity, Match, Plan
from search.domain.planner import Knowledge, Planner, Request
from search.domain.terms import Named
from search.domain.vocabulary import Vocabulary
from search.domain.weights import weights

WORDS = {"waste": 30, "stockpiles": 9, "oils": 4, "pcb": 5, "article": 60, "ddt": 3, "desechos": 30}


def planned(query: str, *named: Named, language: str = "en", filtered: bool = False, **chosen) -> Plan:
    knowledge = Knowledge(
        weights(), {language: Vocabulary(language, WORDS, 100)}, named=named, related_fields={"chemical": "chemical"}
    )
    return Planner(parse(query, filtered=filtered), language, knowledge).plan(Request(**chosen))


def outline(plan: Plan) -> list[tuple[str, str]]:
    return [(clause.occur, clause.name) for clause in plan.clauses]


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("the -DDT", "en", [("should", "the"), ("not", "ddt")]),
        ("el -DDT", "es", [("should", "el"), ("not", "ddt")]),
        ("the waste -DDT", "en", [("should", "waste"), ("not", "ddt")]),
        ("dioxins AND -waste", "en", [("must", "dioxins"), ("not", "waste")]),
        ("waste -short-chain", "en", [("should", "waste"), ("not", "“short chain”")]),
    ],
)
def test_an_exclusion_never_stands_alone_for_what_was_asked(query, language, expected):
    assert outline(planned(query, language=language)) == expected


def test_a_filter_and_an_exclusion_are_enough():
    plan = planned("-DDT", filtered=True, filters={"kind": ("lesson",)}, excluded={"area": ("nip",)})
    assert outline(plan) == [("not", "ddt")]
    assert (plan.coverage, plan.bonuses) == (0, ())
    assert (plan.filters, plan.excluded, plan.is_empty) == ({"kind": ("lesson",)}, {"area": ("nip",)}, False)


@pytest.mark.parametrize(
    ("plan", "is_empty"),
    [
        (Plan("en"), True),
        (Plan("en", excluded={"kind": ("lesson",)}), True),
        (Plan("en", (Clause("ddt", (Match(("ddt",)),), occur="not"),)), True),
        (Plan("en", (Clause("ddt", (Match(("ddt",)),)),)), False),
        (Plan("en", filters={"kind": ("lesson",)}), False),
    ],
)
def test_exclusions_ask_for_nothing(plan, is_empty):
    assert plan.is_empty == is_empty


def test_what_the_words_exclude_can_be_asked_for():
    plan = planned("waste -DDT -PCB", filters={"kind": ("lesson",)}, facets=("kind",))
    refused = plan.refused
    assert refused is not None
    assert outline(refused) == [("should", "ddt"), ("should", "pcb")]
    assert (refused.filters, refused.coverage, refused.bonuses, refused.facets) == (plan.filters, 1, (), ())
    assert planned("waste").refused is None


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("title:waste OR stockpiles", [("wast", ("title",)), ("stockpil", ())]),
        ("stockpiles OR title:waste", [("stockpil", ()), ("wast", ("title",))]),
        ("título:waste OR titulo:stockpiles", [("wast", ("title",)), ("stockpil", ("title",))]),
    ],
)
def test_each_alternative_is_looked_for_in_its_own_field(query, fields):
    (clause,) = planned(query).clauses
    assert (clause.occur, clause.fields) == ("must", ())
    assert [(match.words[0], match.fields) for match in clause.matches] == fields


def test_each_alternative_is_met_by_what_is_about_it():
    pcb = Named("chemical", "PCB", 0, 3, ("chemical:pcb",))
    ddt = Named("chemical", "DDT", 7, 10, ("chemical:ddt",))
    (clause,) = planned("PCB OR DDT", pcb, ddt).clauses
    assert [identity.values for identity in clause.identities] == [("pcb", "chemical:pcb"), ("ddt", "chemical:ddt")]


def test_what_is_about_the_name_is_not_excluded_with_a_word_beside_it():
    whole = Named("name", "PCB", 0, 9, ("chemical:pcb",))
    asked, refused = planned("PCB -oils", whole).clauses
    assert asked.identities == (Identity("chemical", ("pcb", "chemical:pcb"), 4),)
    assert refused.identities == ()


@pytest.mark.parametrize(("query", "start"), [("Article 6 OR waste", 0), ("waste OR Article 6", 9)])
def test_a_citation_is_an_alternative_as_a_whole(query, start):
    cited = Named("citation", "Article 6", start, start + 9, ("provision:art_6",))
    plan = planned(query, cited)
    assert outline(plan)[0] == ("should", "citation: Article 6")
    (either,) = (clause for clause in plan.clauses if clause.occur == "must")
    assert [match.words for match in either.matches] == [("wast",)]
    assert {identity.values for identity in either.identities} == {("provision:art_6",)}


@pytest.mark.parametrize(
    ("number", "groups"),
    [("5000", ("5", "000")), ("12500", ("12", "500")), ("1000000", ("1", "000", "000")), ("500", None), ("5a00", None)],
)
def test_a_large_number_is_met_with_its_thousands_apart(number, groups):
    (clause,) = planned(number).clauses
    ways = [match.words for match in clause.matches]
    assert ways == ([(number,), groups] if groups else [(number,)])
