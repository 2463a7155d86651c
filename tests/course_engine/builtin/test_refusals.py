"""Hostile and mistaken answers are refused, each with its own reason."""

import pytest
from django.http import QueryDict

from course_engine.plugins.seeding import token
from course_engine.plugins.values import ResponseError
from tests.course_engine.builtin.entries import ENTRIES
from tests.course_engine.builtin.marking import SEED, example, part, refusal, steps

HOSTILE = [
    ("single_choice", {"choice": "nobody"}, "unknown_choice"),
    ("single_choice", {"choice": 1}, "not_text"),
    ("single_choice", {"choice": {"id": "a"}}, "not_text"),
    ("single_choice", {"choice": ["a", "b"]}, "one_only"),
    ("single_choice", {"choice": "x" * 501}, "too_long"),
    ("single_choice", {"choice": "a\0b"}, "bad_characters"),
    ("single_choice", {"choice": "\ud800"}, "bad_characters"),
    ("single_choice", {"answer": "a"}, "unknown_field"),
    ("single_choice", QueryDict("choice=a&choice=b"), "one_only"),
    ("multiple_response", {"choices": "a"}, "not_a_list"),
    ("multiple_response", {"choices": {"a": 1}}, "not_a_list"),
    ("multiple_response", {"choices": ["nobody"]}, "unknown_choice"),
    ("multiple_response", {"choices": [1]}, "not_text"),
    ("multiple_response", {"choices": ["a"] * 2}, "given_twice"),
    ("multiple_response", {"choices": [str(n) for n in range(201)]}, "too_many"),
    ("matching", {"pairs": []}, "not_a_map"),
    ("matching", {"pairs": {"nobody": "x"}}, "unknown_part"),
    ("ordering", {"order": ["nobody"]}, "unknown_choice"),
    ("ordering", {"order": "abcd"}, "not_a_list"),
    ("short_text", {"text": 5}, "not_text"),
    ("short_text", {"text": "x" * 501}, "too_long"),
    ("cloze", {"gaps": "x"}, "not_a_map"),
    ("cloze", {"gaps": {"nobody": "x"}}, "unknown_part"),
    ("categorise", {"groups": {"nobody": "x"}}, "unknown_part"),
    ("scenario", {"path": "door"}, "not_a_path"),
    ("scenario", {"path": [["a"]]}, "not_a_path"),
    ("scenario", {"path": [[1, 2]]}, "not_text"),
    ("scenario", {"path": [["a", "b"]]}, "no_such_path"),
    ("scenario", {"path": [["a", "b"]] * 61}, "too_many"),
    ("scenario", QueryDict("path=a:b,c"), "not_a_path"),
    ("open", {"text": ["a", "b"]}, "one_only"),
    ("scale", {"choice": "nobody"}, "unknown_choice"),
]


@pytest.mark.parametrize(("kind", "data", "code"), HOSTILE)
def test_hostile_answers_are_refused_precisely(kind, data, code):
    assert refusal(example(kind), data) == code


@pytest.mark.parametrize("kind", list(ENTRIES))
@pytest.mark.parametrize("data", [None, [], "text", 5])
def test_an_answer_that_is_no_object(kind, data):
    assert refusal(example(kind), data) == "not_a_map"


def test_incomplete_order_and_wrong_group_or_token():
    found = example("ordering")
    assert refusal(found, {"order": [part(found, "lines", "one")]}) == "incomplete_order"
    found = example("categorise")
    assert refusal(found, {"groups": {part(found, "cards", "1"): "nowhere"}}) == "unknown_choice"
    found = example("matching")
    left = part(found, "pairs", "a")
    assert refusal(found, {"pairs": {left: left}}) == "unknown_choice"
    assert refusal(found, {"pairs": {left: token(SEED + 1, left)}}) == "unknown_choice"


@pytest.mark.parametrize(
    ("places", "code", "field"),
    [
        ({"one": "1"}, "incomplete_order", "position-two"),
        ({"one": "1", "two": "1", "three": "2", "four": "3"}, "place_twice", "order"),
        ({"one": "0", "two": "1", "three": "2", "four": "3"}, "unknown_choice", "position-one"),
        ({"one": "5", "two": "1", "three": "2", "four": "3"}, "unknown_choice", "position-one"),
        ({"one": "x", "two": "1", "three": "2", "four": "3"}, "unknown_choice", "position-one"),
    ],
)
def test_places_that_make_no_order(places, code, field):
    found = example("ordering")
    form = QueryDict(mutable=True)
    for key, place in places.items():
        form[f"position-{part(found, 'lines', key)}"] = place
    with pytest.raises(ResponseError) as caught:
        found.item_type.parse(found.frozen, form, SEED)
    assert caught.value.code == code
    prefix, _dash, key = field.partition("-")
    assert caught.value.field == (f"position-{part(found, 'lines', key)}" if key else prefix)


def test_a_gap_that_cannot_be_read_names_itself():
    found = example("cloze")
    gap = next(child.id for child in found.values["en"]["blanks"] if child.value["key"] == "n")
    with pytest.raises(ResponseError) as caught:
        found.item_type.parse(found.frozen, {"gaps": {gap: "five"}}, SEED)
    assert (caught.value.code, caught.value.field) == ("not_a_number", f"gap-{gap}")


@pytest.mark.parametrize(
    "path",
    [("list/b",), ("door/a", "door/a"), ("door/a", "spill/a"), ("door/a", "list/b", "list/b"), ("spill/a", "list/b")],
)
def test_a_path_that_does_not_follow_is_refused(path):
    found = example("scenario")
    assert refusal(found, {"path": steps(found, *path)}) == "no_such_path"
