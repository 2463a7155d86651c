"""Marks of every type in dense tables: what is answered, what it earns."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from course_engine.conformance.examples import Example, load_example
from course_engine.plugins.registry import item_types
from course_engine.plugins.seeding import token
from course_engine.plugins.values import ResponseError
from tests.course_engine.builtin.entries import ENTRIES, SCENARIO, item

SEED = 11


def example(kind: str) -> Example:
    return load_example(item_types.get(kind), ENTRIES[kind])


def part(found: Example, list_name: str, key: str) -> str:
    """The id of the part that a package calls by this key."""
    value = found.values["en"]
    return next(child.id for child in value[list_name].bound_blocks if child.value["key"] == key)


def mark(found: Example, data: dict[str, Any]) -> tuple[float | None, str]:
    response = found.item_type.parse(found.frozen, data, SEED)
    outcome = found.item_type.grade(found.frozen, response, SEED)
    return (None if outcome.fraction is None else round(outcome.fraction, 4)), outcome.state


def refusal(found: Example, data: Any) -> str:
    with pytest.raises(ResponseError) as caught:
        found.item_type.parse(found.frozen, data, SEED)
    return caught.value.code


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


def test_a_gap_that_cannot_be_read_names_itself():
    found = example("cloze")
    gap = next(child.id for child in found.values["en"]["blanks"] if child.value["key"] == "n")
    with pytest.raises(ResponseError) as caught:
        found.item_type.parse(found.frozen, {"gaps": {gap: "five"}}, SEED)
    assert (caught.value.code, caught.value.field) == ("not_a_number", f"gap-{gap}")


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


def steps(found: Example, *path: str) -> list[list[str]]:
    """ "door/a" → the ids of the scene and of the choice."""
    pairs = []
    for step in path:
        scene_key, option_key = step.split("/")
        scene = next(c for c in found.values["en"]["scenes"].bound_blocks if c.value["key"] == scene_key)
        choice = next(c for c in scene.value["options"].bound_blocks if c.value["key"] == option_key)
        pairs.append([scene.id, choice.id])
    return pairs


@pytest.mark.parametrize(
    ("path", "expected"),
    [  # the best path collects 4 points
        ((), (0.0, "unanswered")),
        (("door/a", "list/b"), (1.0, "correct")),
        (("door/a", "list/c"), (0.75, "partial")),
        (("door/a", "list/a"), (0.5, "partial")),
        (("door/a",), (0.5, "partial")),
        (("door/b",), (0.0, "incorrect")),
        (("door/b", "spill/a", "list/b"), (0.5, "partial")),
        (("door/b", "spill/a", "list/c"), (0.25, "partial")),
        (("door/b", "spill/a", "list/a"), (0.0, "incorrect")),
    ],
)
def test_scenario(path, expected):
    found = example("scenario")
    assert mark(found, {"path": steps(found, *path)}) == expected


@pytest.mark.parametrize(
    "path",
    [("list/b",), ("door/a", "door/a"), ("door/a", "spill/a"), ("door/a", "list/b", "list/b"), ("spill/a", "list/b")],
)
def test_a_path_that_does_not_follow_is_refused(path):
    found = example("scenario")
    assert refusal(found, {"path": steps(found, *path)}) == "no_such_path"


def test_a_scenario_goes_step_by_step_without_a_script():
    found = example("scenario")
    kind, frozen, texts = found.item_type, found.frozen, found.texts["es"]
    view = kind.present(frozen, texts, SEED)
    assert (view["scene"]["text"], view["steps"], view["finished"]) == ("<p>Un suelo mojado.</p>", [], False)
    assert "Cuarenta bidones" not in str(view)

    [[_door, close], [_list, pack]] = steps(found, "door/a", "list/b")
    first = kind.parse(frozen, QueryDict(f"path={view['path']}&option={close}&go=1"), SEED)
    view = kind.present(frozen, texts, SEED, first)
    assert view["scene"]["text"] == "<p>Cuarenta bidones.</p>"
    assert view["steps"] == [{"scene": "<p>Un suelo mojado.</p>", "choice": "Cerrar el almacén"}]
    assert "final" not in str(view)

    stay = kind.parse(frozen, QueryDict(f"path={view['path']}&go=1"), SEED)
    assert stay == first
    second = kind.parse(frozen, QueryDict(f"path={view['path']}&option={pack}"), SEED)
    view = kind.present(frozen, texts, SEED, second)
    assert (view["finished"], view["scene"]["options"]) == (True, [])
    assert kind.grade(frozen, second, SEED).fraction == 1.0

    back = kind.parse(frozen, QueryDict(f"path={view['path']}&back=1"), SEED)
    assert back == first
    assert kind.parse(frozen, QueryDict(f"path={kind.present(frozen, texts, SEED, back)['path']}&back=1"), SEED) is None


def test_a_path_that_a_correction_cut_off_counts_as_far_as_it_leads():
    found = example("scenario")
    response = {"path": steps(found, "door/a", "list/b")}
    cut = {**found.frozen, "scenes": [dict(scene) for scene in found.frozen["scenes"]]}
    cut["scenes"][2]["options"] = [cut["scenes"][2]["options"][0]]
    outcome = found.item_type.grade(cut, response, SEED)
    assert (outcome.fraction, outcome.state) == (1.0, "correct")  # 2 points of the 2 that are left
    assert len(found.item_type.rows(cut, found.texts["en"], response, SEED)) == 1


def test_where_nothing_is_decided_nothing_is_right_or_wrong():
    found = example("scenario")
    response = {"path": steps(found, "door/b", "spill/a", "list/c")}
    rows = found.item_type.rows(found.frozen, found.texts["en"], response, SEED)
    assert [(row.label, row.answer, row.state, row.right) for row in rows] == [
        ("A wet floor.", "Hose it down", "incorrect", "Close the store"),
        ("Now it is worse.", "Go on", "", ""),
        ("Forty drums.", "Count them", "incorrect", "Pack them"),
    ]


def test_a_big_scenario_is_measured_at_once():
    scenes = {
        f"s{number}": {
            "text": {"en": "Where?", "es": "¿Dónde?"},
            "options": [
                {"id": key, "text": {"en": key, "es": key}, "to": f"s{number + step}", "points": 1}
                for key, step in (("a", 1), ("b", 2), ("c", 3))
                if number + step <= 55
            ],
        }
        for number in range(56)
    }
    del scenes["s55"]["options"]
    entry = item("scenario", points=4, start="s0", scenes=scenes)
    found = load_example(item_types.get("scenario"), entry)
    path = found.item_type.solution(found.frozen, SEED, "en")
    assert len(path["path"]) == 55
    assert found.item_type.grade(found.frozen, path, SEED).fraction == 1.0


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


def test_points_of_scenes_need_not_be_those_of_the_item():
    found = load_example(item_types.get("scenario"), {**SCENARIO, "points": 1})
    response = {"path": steps(found, "door/a", "list/b")}
    outcome = found.item_type.grade(found.frozen, response, SEED)
    assert found.item_type.score(found.frozen, outcome) == 1.0
