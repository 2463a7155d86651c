"""What is excluded is never what is found, wherever it stands and however it is written."""

import pytest

from search import registry
from search.domain.best_bets import BestBet
from search.services.results import Query
from search.services.search import rank, search
from tests.factories.search import document
from tests.search.services.test_search import add, families


class GuideFirst:
    name = "guide first"

    def stamp(self):
        return 1

    def synonyms(self, language):
        return []

    def best_bets(self, language):
        return [BestBet("guide", "page:guide", ("inventory",), whole=False)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("PCB -kind:chemical", "en"),
        ("PCB NOT kind:chemical", "en"),
        ("PCB AND NOT kind:chemical", "en"),
        ("-kind:chemical AND PCB", "en"),
        ("BPC -tipo:químicos", "es"),
        ("BPC NOT tipo:sustancias", "es"),
        ("transformadores -tipo:químicos", "es"),
    ],
)
def test_a_kind_is_left_out(indexed, text, language):
    answer = search(Query(text, language))
    assert [result.family_id for result in answer.results] == ["lesson:m3-l4"]
    assert (answer.count, answer.answer, answer.malformed) == (1, None, False)
    assert [(value.value, value.count, value.selected) for value in answer.facets["kind"]] == [("lesson", 1, False)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("inventory -chemical:BPC", "en"),
        ('inventory -chemical:"polychlorinated biphenyls"', "en"),
        ("inventario NOT químico:PCB", "es"),
    ],
)
def test_a_chemical_is_left_out_by_any_of_its_names(indexed, text, language):
    assert families(text.split()[0], language) != []
    answer = search(Query(text, language))
    assert (answer.count, answer.plans[0].excluded) == (0, {"chemical": ("pcb",)})


@pytest.mark.parametrize(
    ("with_operator", "without", "language"),
    [
        ("PCB AND kind:lesson", "PCB kind:lesson", "en"),
        ("kind:lesson AND PCB", "PCB kind:lesson", "en"),
        ("químico:BPC AND inventario", "inventario químico:BPC", "es"),
    ],
)
def test_and_beside_a_filter_changes_nothing(indexed, with_operator, without, language):
    assert not search(Query(with_operator, language)).malformed
    assert families(with_operator, language) == families(without, language) == ["lesson:m3-l4"]


@pytest.mark.parametrize(
    ("text", "language", "left", "card"),
    [
        ('stockpiles -"article 6"', "en", ["term:stockpile"], "term:stockpile"),
        ("existencias NOT «artículo 6»", "es", ["term:stockpile"], "term:stockpile"),
        ("oils -1336-36-3", "en", ["lesson:m3-l4"], None),
        ("aceites NOT 1336-36-3", "es", ["lesson:m3-l4"], None),
        ("PCB -transformers", "en", ["lesson:m3-l4"], None),
        ("Kepone -bananas", "en", [], None),
        ("Kepone NOT bananos", "es", [], None),
        ("article 7 -parties", "en", [], None),
        ("artículo 7 -partes", "es", [], None),
    ],
)
def test_what_is_excluded_is_no_answer(indexed, text, language, left, card):
    answer = search(Query(text, language))
    assert [result.family_id for result in answer.results] == left
    assert (answer.answer and answer.answer.family_id) == card


@pytest.mark.parametrize(("text", "language"), [("kind:chemical -bananas", "en"), ("tipo:químicos -bananos", "es")])
def test_what_is_excluded_does_not_come_back_in_the_other_language(indexed, text, language):
    answer = search(Query(text, language))
    assert ([result.family_id for result in answer.results], answer.count) == (["chemical:pcb"], 1)
    assert [(value.value, value.count) for value in answer.facets["chemical"]] == [("pcb", 1)]
    assert rank(Query(text, language)) == ["chemical:pcb"]


def test_a_lesson_is_found_by_the_section_that_holds_nothing_of_what_is_excluded(indexed):
    (hit,) = search(Query("kind:lesson -inventory", "en")).results
    assert (hit.family_id, hit.url) == ("lesson:m3-l4", "/en/lesson/m3-l4/#burning")


def test_what_is_named_beside_an_exclusion_is_answered(indexed):
    answer = search(Query("Kepone -transformers", "en"))
    assert (answer.answer.family_id, answer.answer.label) == ("chemical:chlordecone", "Kepone")
    assert answer.results[0].family_id == "chemical:chlordecone"


@pytest.mark.parametrize(
    ("text", "filters", "left"),
    [
        ("kind:chemical -Kepone", {}, ["chemical:pcb"]),
        ("tipo:químicos NOT Kepone", {}, ["chemical:pcb"]),
        ("-Kepone", {"kind": ("chemical",)}, ["chemical:pcb"]),
        ("-chemical:Kepone", {"kind": ("chemical",)}, ["chemical:pcb"]),
        ("-PCB -cables", {"course": ("pops",)}, ["course:pops"]),
    ],
)
def test_a_filter_with_nothing_but_exclusions(indexed, text, filters, left):
    for language in ("en", "es"):
        answer = search(Query(text, language, filters))
        assert [result.family_id for result in answer.results] == left
        assert (answer.malformed, answer.answer, answer.nearest) == (False, None, False)


def test_exclusions_alone_are_words(indexed):
    answer = search(Query("-Kepone", "en"))
    assert (answer.malformed, families("-Kepone")) == (True, ["chemical:chlordecone"])
    # What narrows a search without being the reader's choice (what is new, for one) does not change its meaning.
    within = search(Query("-Kepone", "en", {"family": ("chemical:pcb", "chemical:chlordecone")}))
    assert (within.malformed, [result.family_id for result in within.results]) == (True, ["chemical:chlordecone"])


def test_a_word_in_parts_is_excluded_as_one(indexed):
    assert families("stockpiles -contaminated-wastes") == families("stockpiles")
    assert "provision:art_6__para_1" not in families("stockpiles -contaminated-sites")
    assert "provision:art_6__para_1" not in families("existencias NOT sitios-contaminados", "es")


def test_alternatives_keep_their_own_fields(indexed):
    assert set(families("title:oils OR inventory")) == {"lesson:m3-l4"}
    assert set(families("inventory OR title:stockpile")) == {"lesson:m3-l4", "provision:art_6", "term:stockpile"}
    assert set(families("título:aceites OR inventario", "es")) == {"lesson:m3-l4"}


def test_a_citation_is_one_alternative_of_two(indexed):
    assert families("Article 7 OR Kepone")[0] == "provision:art_7"
    assert set(families("Article 7 OR Kepone")) == {"provision:art_7", "chemical:chlordecone"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("inventory", "page:guide"),
        ("inventory -cables", "page:guide"),
        ("inventory -account", "lesson:m3-l4"),
        ("inventory -kind:page", "lesson:m3-l4"),
    ],
)
def test_people_put_nothing_first_that_is_excluded(indexed, text, first):
    add(indexed, document("page:guide", "en", "Guide", body="An account of every inventory."))
    registry.register_curation(GuideFirst())
    assert families(text)[0] == first
