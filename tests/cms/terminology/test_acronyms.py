"""Acronyms for one and for many, and those that no record has."""

import json

import pytest

from cms.terminology.acronyms import DATA, numbers, others
from search.domain.text import compact
from tests.factories.convention import TERMS


@pytest.mark.parametrize(
    ("acronym", "forms"),
    [
        ("NIP", ["NIP", "NIPs"]),
        ("LDCs", ["LDCs", "LDC"]),
        ("SIDS", ["SIDS", "SIDSs"]),
        ("BAT/BEP", ["BAT/BEP", "BAT/BEPs"]),
        ("BDE-209", ["BDE-209"]),
        ("Kepone", ["Kepone"]),
        ("PFCA de cadena larga", ["PFCA de cadena larga"]),
    ],
)
def test_one_and_many(acronym, forms):
    assert numbers(acronym) == forms


def test_others_are_told_by_term_and_language():
    assert others("national-implementation-plan", "es") == ["PNI"]
    assert others("national-implementation-plan", "en") == []
    assert others("no-such-term", "es") == []


def test_others_belong_to_known_terms_and_mean_nothing_else_in_their_language():
    data = json.loads(DATA.read_text(encoding="utf-8"))
    assert data.keys() <= {record["id"] for record in TERMS}
    for language in ("en", "es"):
        own = {compact(record[f"{name}_{language}"] or "") for record in TERMS for name in ("term", "acronym")}
        more = [compact(text) for texts in data.values() for text in texts.get(language, [])]
        assert own.isdisjoint(more)
        assert len(set(more)) == len(more)
