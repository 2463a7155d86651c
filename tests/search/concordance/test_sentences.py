"""Sentences of legal English and Spanish: what ends one and what only looks like an end."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.concordance.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "See Art. 5 of the Convention",
        "Según el párr. 1 a) del art. 3",
        "párrs. 1 a 3 y arts. 5 y 6",
        "A limit of 0.005 mg/kg, or 1.5 per cent",
        "Un límite de 0,005 mg/kg y de 1.000 toneladas",
        "transformers, capacitors, etc. are listed",
        "transformadores, condensadores, etc. se anotan",
        "Use other means, e.g. bed nets, i.e. no spray",
        "Otros medios, p. ej. Mosquiteros, o p.ej. Redes",
        "Decision No. 5 and N.º 7 of pp. 12 and 13",
        "Dr. Silva y la Sra. Pérez",
        "Fig. 2 and vol. 3, cf. Annex A",
        "Article 5(a)(i) … and so on",
        "What is listed? nothing",
        "SC-4/12; UNEP/POPS/COP.9/30",
        "los EE. UU. ratificaron",
        "1. The Party shall report",
        "iv. The Party shall report",
    ],
)
def test_one_sentence(text):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Is it listed? Yes! It is.", ["Is it listed?", "Yes!", "It is."]),
        ("No. They may not.", ["No.", "They may not."]),
        ("They use nets, etc. The rest is burned.", ["They use nets, etc.", "The rest is burned."]),
        ("It is in Annex A. The annex is long.", ["It is in Annex A.", "The annex is long."]),
        ("¿Está incluido? ¡Sí! Lo está.", ["¿Está incluido?", "¡Sí!", "Lo está."]),
        ("It said “stop.” Then it went on.", ["It said “stop.”", "Then it went on."]),
        ("Dijo «basta». «No más», añadió.", ["Dijo «basta».", "«No más», añadió."]),
        ("Year 2004. 17 Parties came.", ["Year 2004.", "17 Parties came."]),
        ("Wait… Then go.", ["Wait…", "Then go."]),
        ("one\ntwo\r\n\n  three  ", ["one", "two", "three"]),
        ("(It is so.) It stays so.", ["(It is so.)", "It stays so."]),
        ("Según el art. 5, sí. Véase el párr. 2.", ["Según el art. 5, sí.", "Véase el párr. 2."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_several_sentences(text, expected):
    assert cut(text) == expected


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet="aA1 .?!…\n«»()“”'¿art", max_size=200) | st.text(max_size=200))
def test_nothing_is_lost_and_nothing_stands_twice(text):
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    inside = {at for start, end in spans for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in inside)
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet="aA. ", max_size=80))
def test_what_was_cut_out_is_one_sentence(text):
    for part in cut(text):
        assert cut(part) == [part]


EVIL = [
    "." * 50_000,
    ". «" * 20_000,
    "a." * 50_000,
    "(" * 50_000 + ". A",
    '."' * 20_000,
    ". ((((" * 5_000,
    " " * 50_000 + ". A" * 5_000,
    ". " + " " * 50_000,
]


@pytest.mark.parametrize("evil", EVIL)
def test_a_text_made_to_hold_up_a_pattern_is_cut_in_no_time(evil):
    begun = time.process_time()
    assert "".join("".join(cut(evil)).split()) == "".join(evil.split())
    assert time.process_time() - begun < 1
