"""CAS numbers, pages of provisions, and the five key areas."""

import pytest

from cms.convention import cas
from cms.convention.areas import area_of
from cms.convention.units import unit_eid, unit_of, unit_slug
from tests.factories.convention import CHEMICALS, PROVISIONS

NUMBERS = [entry["number"] for record in CHEMICALS for entry in record["cas"]]


def test_all_numbers_of_the_data_check():
    assert len(NUMBERS) == 81
    assert [number for number in NUMBERS if not cas.is_valid(number)] == []


@pytest.mark.parametrize("number", ["", "58-89-8", "58-89-99", "5-89-9", "58899", "58–89–9", "aa-bb-c", "58-89-9 "])
def test_what_is_no_cas_number(number):
    assert not cas.is_valid(number)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CAS 58-89-9", [("58-89-9", 4, 11)]),
        ("número CAS 118‑74‑1.", [("118-74-1", 11, 19)]),
        ("58-89-9,1336-36-3", [("58-89-9", 0, 7), ("1336-36-3", 8, 17)]),
        ("58-89-8", []),
        ("2026-11-23", []),
        ("10-58-89-9", []),
        ("tel. 868-555-0100", []),
    ],
)
def test_numbers_within_a_text(text, found):
    assert cas.find(text) == found


@pytest.mark.parametrize(
    ("eid", "unit", "slug"),
    [
        ("art_5__para_a__subpara_i", "art_5", "article-5"),
        ("annex_a__part_ii", "annex_a", "annex-a"),
        ("art_30", "art_30", "article-30"),
    ],
)
def test_the_page_of_a_provision(eid, unit, slug):
    assert (unit_of(eid), unit_slug(eid), unit_eid(slug)) == (unit, slug, unit)


@pytest.mark.parametrize("slug", ["", "article", "article-x", "annex-5", "annex-aa", "article-123", "../etc"])
def test_what_is_no_page_of_the_convention(slug):
    assert unit_eid(slug) == ""


@pytest.mark.parametrize(
    ("eid", "topics", "area"),
    [
        ("art_1", [], "introduction"),
        ("art_5__para_a", ["action-plan"], "provisions"),
        ("art_6__para_1__subpara_d", ["wastes", "esm"], "esm"),
        ("art_7", ["nip"], "nip"),
        ("annex_d__para_1", [], "pops"),
        ("art_10", [], "esm"),
        ("annex_g", [], "introduction"),
    ],
)
def test_the_key_area_of_a_provision(eid, topics, area):
    assert area_of(eid, topics) == area


def test_every_key_area_has_provisions():
    assert {area_of(record["id"], record["topics"]) for record in PROVISIONS} == {
        "introduction",
        "pops",
        "provisions",
        "nip",
        "esm",
    }
