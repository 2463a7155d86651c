"""Finding a phrase: words side by side, in the form asked for, whatever the case and accents."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.concordance.phrases import MAX_SHOWN, Piece, form_of, occurrences, pieces, scattered


def found(text: str, phrase: str, language: str = "en", *, exact: bool = False) -> list[str]:
    wanted = [form_of(phrase, language, exact)]
    return [text[each.start : each.end] for each in occurrences(text, language, wanted, exact)]


@pytest.mark.parametrize(
    ("text", "phrase", "language", "expected"),
    [
        ("The best available techniques.", "best available techniques", "en", ["best available techniques"]),
        ("A BEST available Technique!", "best available techniques", "en", ["BEST available Technique"]),
        ("las mejores técnicas disponibles", "mejor tecnica disponible", "es", ["mejores técnicas disponibles"]),
        ("Contaminación y contaminacion", "CONTAMINACIÓN", "es", ["Contaminación", "contaminacion"]),
        ("fires, fire-fighting and firemen", "fire", "en", ["fires", "fire"]),
        ("available best techniques", "best available techniques", "en", []),
        ("best, available: techniques", "best available techniques", "en", ["best, available: techniques"]),
        ("CAS 50-29-3 is DDT", "50-29-3", "en", ["50-29-3"]),
        ("Article 5(a)(i)", "article 5 a", "en", ["Article 5(a"]),
        ("anything", "", "en", []),
        ("anything", "!?.,", "en", []),
        ("", "anything", "en", []),
    ],
)
def test_any_inflection(text, phrase, language, expected):
    assert found(text, phrase, language) == expected


def test_exactly_as_written_but_for_case_and_accents():
    text = "Una técnica, varias técnicas, la TECNICA."
    assert found(text, "técnica", "es", exact=True) == ["técnica", "TECNICA"]
    assert found(text, "técnica", "es") == ["técnica", "técnicas", "TECNICA"]


def test_of_forms_that_begin_alike_the_longest_is_met():
    wanted = [form_of(text, "en") for text in ("landfill", "landfill site", "site")]
    text = "A landfill site, a landfill, a site."
    assert [text[each.start : each.end] for each in occurrences(text, "en", wanted)] == [
        "landfill site",
        "landfill",
        "site",
    ]


def test_a_form_with_other_words_in_between():
    text = "Quema de desechos a cielo abierto."
    wanted = [form_of("quema a cielo abierto", "es"), form_of("desechos", "es")]
    assert [text[each.start : each.end] for each in scattered(text, "es", wanted)] == [text[:-1]]
    assert scattered("Quema de uno, dos, tres y cuatro desechos a cielo abierto", "es", wanted) == []
    assert scattered("cielo abierto a quema", "es", wanted) == []


def test_pieces_keep_the_text_and_its_marks():
    assert pieces("<b>one</b> two", {(3, 6): "phrase"}) == [Piece("<b>"), Piece("one", "phrase"), Piece("</b> two")]
    assert pieces("one", {}) == [Piece("one")]
    assert pieces("", {}) == []


def test_a_long_text_is_shown_around_its_first_mark():
    text = "before " * 200 + "here" + " after" * 200
    at = text.index("here")
    shown = pieces(text, {(at, at + 4): "phrase"})
    assert (shown[0], shown[2], shown[-1]) == (Piece("… "), Piece("here", "phrase"), Piece(" …"))
    assert len("".join(piece.text for piece in shown)) <= MAX_SHOWN + 8
    assert shown[1].text.startswith("before ")
    assert shown[3].text.endswith(" after")


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(max_size=1500), st.integers(0, 1500), st.integers(1, 40))
def test_what_is_shown_stands_in_the_text(text, start, length):
    span = (start, min(start + length, len(text)))
    marks = {span: "phrase"} if span[0] < span[1] else {}
    shown = pieces(text, marks)
    body = "".join(piece.text for piece in shown if piece not in (Piece("… "), Piece(" …")))
    assert body in text
    assert [piece.text for piece in shown if piece.mark] == [text[a:b] for a, b in marks]


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(max_size=60), st.text(max_size=300))
def test_any_phrase_may_be_looked_for_in_any_text(phrase, text):
    for exact in (False, True):
        spans = occurrences(text, "es", [form_of(phrase, "es", exact)], exact)
        assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    if form_of(phrase, "es"):
        assert found(f"{text} | {phrase} | {text}", phrase, "es", exact=True)


def test_a_phrase_made_to_hold_up_a_pattern_takes_no_time():
    begun = time.process_time()
    text = "a " * 20_000
    assert len(found(text, "(a+)+$ " * 30)) == 20_000 // 30
    assert found(text, "a " * 99 + "b") == []
    assert len(scattered(text, "en", [("a",) * 50 + ("b",)])) == 0
    assert time.process_time() - begun < 3
