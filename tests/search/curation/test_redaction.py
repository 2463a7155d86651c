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
        ("200-024-4", "[number]"),  # no EC number, either
        ("ana＠example.org", "[e-mail]"),
        ("ana﹫example.org plan", "[e-mail] plan"),
        ("ana@example.org/plan", "[e-mail]"),
        ("868\u2011555\u20111234", "[number]"),
        ("868\u2013555\u22121234", "[number]"),
        ("(868) 555/1234", "[number]"),
        ("868 / 555 / 1234", "[number]"),
        ("555/1234", "[number]"),
        ("PCB 868/555/1234", "pcb [number]"),
        ("(868) 555/1998", "[number]"),
        ("868 555/2004", "[number]"),
        ("(868) 555 2004", "[number]"),
        ("８６８５５５１２３４", "[number]"),
        ("868\u200b555\u00ad1234", "[number]"),
        ("SC-4/12 868-555-1234", "sc-4/12 [number]"),
        ("1763-23-1 868 555 2004", "1763-23-1 [number]"),
        ("PFOS 1763-23-1/868-555-1234", "pfos 1763-23-1/[number]"),
        ("instagram.com/anaperez", "[link]"),
        ("de Facebook.com/ana.perez PCB", "de [link] pcb"),
        ("m.facebook.com/ana", "[link]"),
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
        ("1763\u201123\u20111/335\u201167\u20111", "1763\u201023\u20101/335\u201067\u20101"),
        ("PFOS 1763-23-1 (2009)", "pfos 1763-23-1 (2009)"),
        ("artículo 5 1763-23-1", "articulo 5 1763-23-1"),
        ("CAS:50-29-3, 72-54-8", "cas:50-29-3, 72-54-8"),
        ("2004 2009 2011", "2004 2009 2011"),
        ("2004/2009", "2004/2009"),
        ("2004\u20112009 (2011)", "2004\u20102009 (2011)"),
        ("SC-4/12", "sc-4/12"),
        ("SC\u20114/12", "sc\u20104/12"),
        ("decisión SC-4/12 2009 2011", "decision sc-4/12 2009 2011"),
        ("SC-4/12/SC-4/13/SC-4/14", "sc-4/12/sc-4/13/sc-4/14"),
        ("UNEP/POPS/COP.4/12", "unep/pops/cop.4/12"),
        ("UNEP/POPS/POPRC.15/12 2019", "unep/pops/poprc.15/12 2019"),
        ("Article 6.1(d)", "article 6.1(d)"),
        ("Article 6.1(d) 2004 2009", "article 6.1(d) 2004 2009"),
        ("art. 6.1 2004/2009", "art. 6.1 2004/2009"),
        ("párr. 3 2004 2009", "parr. 3 2004 2009"),
        ("Regulation (EU) 2019/1021", "regulation (eu) 2019/1021"),
        ("decisión 4/12 2009", "decision 4/12 2009"),
        ("PCB 28/52/101/118/138/153/180", "pcb 28/52/101/118/138/153/180"),
        ("850/2004", "850/2004"),
        ("50-29-3 850/2004", "50-29-3 850/2004"),
        ("and/or", "and/or"),
        ('"existencias y desechos" -PCB', '"existencias y desechos" -pcb'),
        ("a\x00b", "a b"),
    ],
)
def test_numbers_of_chemicals_decisions_and_years_stay(query, kept):
    assert kept_form(query) == kept
    assert not is_redacted(kept_form(query))


def test_a_long_query_is_cut():
    assert kept_form("x" * 500) == "x" * 200
