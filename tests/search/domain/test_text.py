"""Folding and cutting: the same for documents, queries and highlights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.text import compact, fold, normalise, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Artículo 5 a) i)", ["articulo", "5", "a", "i"]),
        ("Article 6.1(d)(ii)", ["article", "6", "1", "d", "ii"]),
        ("the Party's wastes", ["the", "party", "wastes"]),
        ("the Parties’ duties", ["the", "parties", "duties"]),
        ("l'article d’application", ["l", "article", "d", "application"]),
        ("1336-36-3", ["1336", "36", "3"]),
        ("c-decaBDE / PCB-153", ["c", "decabde", "pcb", "153"]),
        ("α-HCH y β-HCH", ["alpha", "hch", "y", "beta", "hch"]),
        ("año, niño, pingüino", ["ano", "nino", "pinguino"]),
        ("CO₂ ﬁre Straße", ["co2", "fire", "strasse"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("— … ()", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_tokens_keep_their_place():
    text = "Los  Bifenilos policlorados"
    assert [(text[token.start : token.end], token.folded) for token in tokens(text)] == [
        ("Los", "los"),
        ("Bifenilos", "bifenilos"),
        ("policlorados", "policlorados"),
    ]


def test_normalise_makes_names_comparable():
    assert normalise("  Art. 6.1 d) ii) ") == normalise("art 6 1 D II") == "art 6 1 d ii"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UV-328", "uv328"),
        ("uv 328", "uv328"),
        ("P.C.B.", "pcb"),
        ("c-decaBDE", "cdecabde"),
        ("Éter de pentabromodifenilo", "eterdepentabromodifenilo"),
        ("α-HCH", "alphahch"),
        ("Annex A 1", "annexa1"),
        ("article 1 2", "article1 2"),
        ("1336-36-3", "1336 36 3"),
        ("article 12", "article12"),
        ("…", ""),
    ],
)
def test_a_name_without_gaps_keeps_its_figures_apart(text, expected):
    assert compact(text) == expected


@given(st.text(max_size=200))
def test_folding_is_stable_and_tokens_lie_inside_the_text(text):
    assert all(fold(token.folded) == token.folded for token in tokens(text))
    assert all(0 <= token.start < token.end <= len(text) for token in tokens(text))
