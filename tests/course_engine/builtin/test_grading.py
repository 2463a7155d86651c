"""Marks of every type in dense tables: what is answered, what it earns."""

import pytest
from django.http import QueryDict
from django.utils import translation

from course_engine.plugins.seeding import token
from tests.course_engine.builtin.entries import ENTRIES
from tests.course_engine.builtin.marking import SEED, example, mark, part, refusal


@pytest.mark.parametrize(
    ("kind", "chosen", "expected"),
    [
        ("single_choice", "a", (0.0, "incorrect")),
        ("single_choice", "b", (1.0, "correct")),
        ("single_choice", "c", (0.0, "incorrect")),
        ("single_choice", "d", (0.0, "incorrect")),
        ("single_choice", None, (0.0, "unanswered")),
        ("true_false", "true", (1.0, "correct")),
        ("true_false", "false", (0.0, "incorrect")),
        ("true_false", None, (0.0, "unanswered")),
    ],
)
def test_one_choice(kind, chosen, expected):
    found = example(kind)
    assert mark(found, {"choice": part(found, "options", chosen)} if chosen else {}) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [  # a and c are right: each earns a half, each wrong one takes a half away
        ("", (0.0, "unanswered")),
        ("a", (0.5, "partial")),
        ("c", (0.5, "partial")),
        ("ac", (1.0, "correct")),
        ("ca", (1.0, "correct")),
        ("ab", (0.0, "incorrect")),
        ("abc", (0.5, "partial")),
        ("abcd", (0.0, "incorrect")),
        ("b", (0.0, "incorrect")),
        ("bd", (0.0, "incorrect")),
        ("acd", (0.5, "partial")),
    ],
)
def test_multiple_response(chosen, expected):
    found = example("multiple_response")
    assert mark(found, {"choices": [part(found, "options", key) for key in chosen]}) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [  # left sides a, b, c; right sides a, b, c and the extra x
        ({}, (0.0, "unanswered")),
        ({"a": "a", "b": "b", "c": "c"}, (1.0, "correct")),
        ({"a": "a", "b": "c", "c": "b"}, (0.3333, "partial")),
        ({"a": "a", "b": "b"}, (0.6667, "partial")),
        ({"a": "x", "b": "x", "c": "x"}, (0.0, "incorrect")),
        ({"a": "b", "b": "c", "c": "a"}, (0.0, "incorrect")),
        ({"a": "a", "b": "a", "c": "a"}, (0.3333, "partial")),
    ],
)
def test_matching(answers, expected):
    found = example("matching")
    right = {key: part(found, "pairs", key) for key in "abc"} | {"x": part(found, "distractors", "x")}
    pairs = {part(found, "pairs", left): token(SEED, right[name]) for left, name in answers.items()}
    assert mark(found, {"pairs": pairs}) == expected


def test_a_right_side_cannot_be_told_from_its_name():
    found = example("matching")
    view = found.item_type.present(found.frozen, found.texts["en"], SEED)
    left = {pair["id"] for pair in view["pairs"]}
    right = {choice["id"] for choice in view["choices"]}
    assert not left & right
    other = found.item_type.present(found.frozen, found.texts["en"], SEED + 1)
    assert not right & {choice["id"] for choice in other["choices"]}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([], (0.0, "unanswered")),
        (["one", "two", "three", "four"], (1.0, "correct")),
        (["two", "one", "three", "four"], (0.5, "partial")),
        (["four", "one", "two", "three"], (0.0, "incorrect")),
        (["one", "four", "three", "two"], (0.5, "partial")),
        (["one", "three", "four", "two"], (0.25, "partial")),
    ],
)
def test_ordering(order, expected):
    found = example("ordering")
    ids = [part(found, "lines", key) for key in order]
    assert mark(found, {"order": ids}) == expected
    form = QueryDict(mutable=True)
    for place, line in enumerate(ids, start=1):
        form[f"position-{line}"] = str(place)
    assert mark(found, form) == expected


@pytest.mark.parametrize(
    ("answer", "fraction"),
    [
        ("Basel Convention", 1.0),
        ("basel convention", 1.0),
        ("  BASEL   CONVENTION. ", 1.0),
        ("Basel", 1.0),
        ("“Basel”", 1.0),
        ("Convenio de Basilea", 1.0),
        ("convenio de basiléa", 1.0),
        ("Basilea", 1.0),
        ("el de Basilea", 1.0),
        ("The Basel", 0.0),
        ("Rotterdam", 0.0),
        ("Base", 0.0),
        ("BaselConvention", 0.0),
        ("…", 0.0),
        ("ｂａｓｅｌ", 1.0),
    ],
)
def test_short_text_in_any_language(answer, fraction):
    assert mark(example("short_text"), {"text": answer})[0] == fraction


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"n": "5", "w": "Parties", "c": "a"}, (1.0, "correct")),
        ({"n": "5,5", "w": "las partes", "c": "a"}, (1.0, "correct")),
        ({"n": 5, "w": "partes", "c": "a"}, (1.0, "correct")),
        ({"n": "5.6", "w": "parties", "c": "a"}, (0.6667, "partial")),
        ({"n": "5", "w": "States", "c": "b"}, (0.3333, "partial")),
        ({"n": "4", "w": "nobody", "c": "d"}, (0.0, "incorrect")),
        ({"w": "Parties"}, (0.3333, "partial")),
        ({"n": "", "w": " ", "c": ""}, (0.0, "unanswered")),
        ({}, (0.0, "unanswered")),
    ],
)
def test_cloze(answers, expected):
    found = example("cloze")
    blanks = {child.value["key"]: child for child in found.values["en"]["blanks"]}
    options = {child.value["key"]: child.id for child in blanks["c"].value["options"].bound_blocks}
    gaps = {blanks[key].id: options.get(answer, answer) if key == "c" else answer for key, answer in answers.items()}
    assert mark(found, {"gaps": gaps}) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"1": "annex-a", "2": "annex-b", "3": "annex-c", "4": "annex-a"}, (1.0, "correct")),
        ({"1": "annex-a", "2": "annex-b", "3": "annex-c"}, (0.75, "partial")),
        ({"1": "annex-c", "2": "annex-c", "3": "annex-c", "4": "annex-c"}, (0.25, "partial")),
        ({"1": "annex-b"}, (0.0, "incorrect")),
        ({}, (0.0, "unanswered")),
    ],
)
def test_categorise(answers, expected):
    found = example("categorise")
    groups = {part(found, "cards", card): part(found, "groups", group) for card, group in answers.items()}
    assert mark(found, {"groups": groups}) == expected


def test_open_awaits_a_person():
    found = example("open")
    assert mark(found, {"text": "Three drums."}) == (None, "pending")
    assert mark(found, {"text": " \n "}) == (0.0, "unanswered")
    assert found.item_type.parse(found.frozen, QueryDict("text=a%0D%0Ab"), SEED) == {"text": "a\nb"}
    assert refusal(found, {"text": "x" * 30_000}) == "too_long"


def test_scale_is_not_marked():
    found = example("scale")
    assert found.frozen["max_score"] == 0.0
    assert mark(found, {"choice": found.frozen["steps"][1]}) == (None, "unmarked")
    assert mark(found, {}) == (None, "unmarked")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("single_choice", 0.25),
        ("true_false", 0.5),
        # Of 16 sets: {a}, {c}, {a,c} and three, {a,c,x} twice, {a,b,…}: (0.5×2 + 1 + 0.5×2) / 16
        ("multiple_response", 0.1875),
        ("matching", 0.25),
        ("ordering", 0.25),
        ("numeric", 0.0),
        ("short_text", 0.0),
        ("cloze", 1 / 9),
        ("categorise", 1 / 3),
        # door: (2 + 1) and (0 + 1) of 4 points, list being worth (0 + 2 + 1) / 3 on average
        ("scenario", 0.5),
        ("open", 0.0),
        ("scale", 0.0),
    ],
)
def test_guess_score(kind, expected):
    found = example(kind)
    assert found.item_type.guess_score(found.frozen) == pytest.approx(expected)


def test_the_same_answer_earns_the_same_in_every_language():
    for kind in ENTRIES:
        found = example(kind)
        outcomes = []
        for language in ("en", "es"):
            with translation.override(language):
                response = found.item_type.solution(found.frozen, SEED, "es")
                outcomes.append(found.item_type.grade(found.frozen, response, SEED))
        assert outcomes[0] == outcomes[1]
