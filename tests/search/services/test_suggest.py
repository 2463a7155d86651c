"""Completions: any word's start, accents aside, in the reader's language, public only."""

import pytest

from search import indexing
from search.services.suggest import suggest
from tests.factories.search import document


def texts(typed: str, language: str = "en") -> list[str]:
    return [completion.text for completion in suggest(typed, language)]


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("pc", "en", "PCB"),
        ("PCB", "es", "PCB"),
        ("biph", "en", "Polychlorinated biphenyls"),
        ("clor", "es", "Clordecona"),
        ("articu", "es", "Artículo 6"),
        ("artículo 7", "es", "Artículo 7: Planes de aplicación"),
        ("planes de apl", "es", "Artículo 7: Planes de aplicación"),
        ("P.C.", "en", "PCB"),
        ("chlor dec", "en", "Chlordecone"),
        ("poly-chlor", "en", "Polychlorinated biphenyls"),
        ("1336", "en", "1336-36-3"),
        ("existenc", "es", "existencias"),
    ],
)
def test_the_likeliest_comes_first(indexed, typed, language, first):
    assert texts(typed, language)[0] == first


def test_each_thing_stands_once_with_kind_and_address(indexed):
    (completion,) = suggest("chlord", "en")
    assert (completion.text, completion.kind, completion.kind_label) == ("Chlordecone", "chemical", "Chemicals")
    assert completion.url == "/en/chemical/chlordecone/"


def test_of_several_names_of_one_thing_the_one_it_is_headed_with_is_shown(indexed):
    pcb = document(
        "chemical:pcb", "en", "Polychlorinated biphenyls", names=("Polychlorinated biphenyls", "chlorinated biphenyls")
    )
    indexing.touch("library", indexed.put(pcb))
    assert texts("biphen") == ["Polychlorinated biphenyls"]


def test_long_lessons_leave_room_for_all_others(indexed):
    lessons = [f"lesson:l{number}" for number in range(8)]
    for family in lessons:
        for part in range(12):
            indexed.put(document(family, "en", "Smelters and their dust", f"s{part}" if part else "", ordinal=part))
    indexed.put(document("term:dust", "en", "Settled and airborne smelter emissions"))
    indexing.touch_many("library", [*lessons, "term:dust"])
    assert {completion.family_id for completion in suggest("smelter", "en", 20)} == {*lessons, "term:dust"}


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "*", "\x00", "nothing like this", "x" * 5000])
def test_nothing_fits_nothing(indexed, typed):
    assert texts(typed) == []


def test_private_documents_are_not_suggested(indexed):
    indexing.touch("library", indexed.put(document("page:secret", "en", "Staff handbook", visibility="private")))
    assert texts("staff") == []


def test_one_query_whatever_is_found(indexed, django_assert_num_queries):
    with django_assert_num_queries(1):
        suggest("p", "en")
