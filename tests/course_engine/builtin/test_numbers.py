"""Numbers as people write them in English and Spanish: one meaning, or handed back."""

import pytest

from course_engine.plugins.values import ResponseError
from tests.course_engine.builtin.marking import SEED, example, mark, refusal


@pytest.mark.parametrize(
    ("answer", "expected"),
    [  # 0.5 with a tolerance of 0.05
        ("0.5", (1.0, "correct")),
        ("0,5", (1.0, "correct")),
        (".5", (1.0, "correct")),
        (",5", (1.0, "correct")),
        ("0.45", (1.0, "correct")),
        ("0,55", (1.0, "correct")),
        ("0.550", (1.0, "correct")),
        ("0.5500000001", (0.0, "incorrect")),
        ("0.449", (0.0, "incorrect")),
        ("-0.5", (0.0, "incorrect")),
        ("−0,5", (0.0, "incorrect")),
        ("+0.5", (1.0, "correct")),
        (" 0.5 ", (1.0, "correct")),
        ("5", (0.0, "incorrect")),
        (0.5, (1.0, "correct")),
        (0.1 + 0.4, (1.0, "correct")),
        (1, (0.0, "incorrect")),
        ("", (0.0, "unanswered")),
        ("   ", (0.0, "unanswered")),
        (None, (0.0, "unanswered")),
    ],
)
def test_numeric(answer, expected):
    assert mark(example("numeric"), {"value": answer}) == expected


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("1500", "1500"),
        ("1 500", "1500"),
        ("1\u00a0500", "1500"),
        ("1\u202f500,5", "1500.5"),
        ("1'500", "1500"),
        ("1,500.25", "1500.25"),
        ("1.500,25", "1500.25"),
        ("1,500,000", "1500000"),
        ("1.500.000", "1500000"),
        ("12.3450", "12.345"),
        ("0.005", "0.005"),
        ("0,005", "0.005"),
        ("007", "7"),
        ("5.", "5"),
        ("1.0", "1"),
        ("-0", "0"),
        ("100", "100"),
        (1e5, "100000"),
        (5.0, "5"),
        (-3, "-3"),
    ],
)
def test_numbers_as_people_write_them(answer, kept):
    found = example("numeric")
    assert found.item_type.parse(found.frozen, {"value": answer}, SEED) == {"value": kept}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("1,500", "ambiguous_number"),
        ("1.500", "ambiguous_number"),
        ("-12.345", "ambiguous_number"),
        ("five", "not_a_number"),
        ("5 mg", "not_a_number"),
        ("1/2", "not_a_number"),
        ("1e5", "not_a_number"),
        ("0x10", "not_a_number"),
        ("nan", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ("1.5.5", "not_a_number"),
        ("--5", "not_a_number"),
        ("٥", "not_a_number"),
        ("9" * 20, "not_a_number"),
        ("9" * 61, "too_long"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (True, "not_a_number"),
        (10**400, "too_long"),
        ([], None),
        (["5", "6"], "one_only"),
        ({"a": 1}, "not_text"),
    ],
)
def test_numbers_that_are_refused(answer, code):
    found = example("numeric")
    if code is None:
        assert found.item_type.parse(found.frozen, {"value": answer}, SEED) is None
    else:
        assert refusal(found, {"value": answer}) == code


@pytest.mark.parametrize("mark", [".", ","])
def test_an_ambiguous_number_is_answered_with_both_ways_out(mark):
    found = example("numeric")
    with pytest.raises(ResponseError) as caught:
        found.item_type.parse(found.frozen, {"value": f"1{mark}500"}, SEED)
    assert caught.value.params == {"answer": f"1{mark}500", "whole": "1500", "decimal": f"1{mark}5000"}
    assert found.item_type.parse(found.frozen, {"value": f"1{mark}5000"}, SEED) == {"value": "1.5"}
