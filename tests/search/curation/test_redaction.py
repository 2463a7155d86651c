from __future__ import annotations

import pytest

from search.curation.redaction import is_redacted, kept_form


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("Ana.Perez@example.org plan", "[e-mail] plan"),
        ("ana @ example.org", "[e-mail]"),
        ("llame al +1 868-555-1234", "llame al [number]"),
        ("(868) 555 1234", "[number]"),
        ("868.555.1234 PCB", "[number] pcb"),
        ("pasaporte 12345678", "pasaporte [number]"),
        ("see https://x.org/?token=abc PCB", "see [link] pcb"),
        ("12345-67-8", "[number]"),  # no CAS number: the last figure is wrong
    ],
)
def test_what_could_name_a_person_is_taken_out(query, kept):
    assert kept_form(query) == kept
    assert is_redacted(kept_form(query))


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("  Artículo   5 a) i) ", "articulo 5 a) i)"),
        ("CAS 1763-23-1 335-67-1", "cas 1763-23-1 335-67-1"),
        ("200-024-3", "200-024-3"),
        ("1,2,3,4,5,6,7,8-OCDD", "1,2,3,4,5,6,7,8-ocdd"),
        ("2004 2009 2011", "2004 2009 2011"),
        ("SC-4/12", "sc-4/12"),
        ('"existencias y desechos" -PCB', '"existencias y desechos" -pcb'),
        ("a\x00b", "a b"),
    ],
)
def test_numbers_of_chemicals_decisions_and_years_stay(query, kept):
    assert kept_form(query) == kept
    assert not is_redacted(kept_form(query))


def test_a_long_query_is_cut():
    assert kept_form("x" * 500) == "x" * 200
