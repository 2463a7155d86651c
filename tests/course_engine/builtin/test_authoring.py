"""What an author may publish: each mistake is refused with its reason, keys are kept or made."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from wagtail.admin.telepath import JSContext
from wagtail.blocks import StructBlockValidationError

from course_engine.conformance.examples import ids, load_example
from course_engine.plugins.blocks import KeyListBlock
from course_engine.plugins.registry import item_types
from tests.course_engine.builtin.entries import CLOZE, ENTRIES, SCENARIO


def value_of(kind: str, **changes):
    """The authored value of the example with fields of its raw value changed."""
    item_type = item_types.get(kind)
    entry = ENTRIES[kind]
    raw = item_type.load(entry, language="en", new_id=ids(entry))
    for name, change in changes.items():
        raw[name] = change(deepcopy(raw[name])) if callable(change) else change
    block = item_type.block()
    return block, block.normalize(block.to_python(raw))


def codes(kind: str, **changes) -> list[str]:
    """The codes of what is refused when the item is cleaned as a whole."""
    block, value = value_of(kind, **changes)
    found: list[ValidationError] = []
    try:
        block.clean(value)
    except StructBlockValidationError as error:
        found = error.non_block_errors.as_data()
    return [reason.code for reason in found]


def set_all(name, new):
    """Every part of a list gets this value of a field."""

    def change(parts):
        for part in parts:
            part["value"][name] = new
        return parts

    return change


def set_one(index, name, new):
    def change(parts):
        parts[index]["value"][name] = new
        return parts

    return change


def in_scene(index, option, name, new):
    def change(scenes):
        scenes[index]["value"]["options"][option]["value"][name] = new
        return scenes

    return change


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        *[(kind, {}, []) for kind in ENTRIES],
        *[(kind, {"points": 0}, ["points"]) for kind in ("single_choice", "numeric", "scenario")],
        ("scale", {"points": 0}, []),
        ("open", {"points": 5}, ["rubric_points"]),
        ("single_choice", {"options": set_all("correct", False)}, ["one_correct"]),
        ("single_choice", {"options": set_all("correct", True)}, ["one_correct"]),
        ("single_choice", {"options": set_all("text", "Same")}, ["same_text"]),
        ("true_false", {"options": set_all("correct", False)}, ["one_correct"]),
        ("multiple_response", {"options": set_all("correct", False)}, ["some_correct"]),
        ("multiple_response", {"options": set_all("correct", True)}, []),
        ("multiple_response", {"options": set_one(0, "text", " report ")}, ["same_text"]),
        ("matching", {"pairs": set_all("right", "Same")}, ["same_text"]),
        ("matching", {"pairs": set_one(0, "right", "money")}, ["same_text"]),
        ("matching", {"pairs": set_all("left", "Same")}, []),
        ("short_text", {"accepted": set_all("value", " . ")}, []),
        ("short_text", {"accepted": []}, ["no_accepted"]),
        ("cloze", {"stem": "<p>No gap</p>"}, ["gaps_differ"]),
        ("cloze", {"stem": "<p>{{n}} {{w}} {{c}} {{c}}</p>"}, ["gaps_differ"]),
        ("cloze", {"stem": "<p>{{ n }} {{w}} {{c}}</p>"}, []),
        ("cloze", {"blanks": set_all("key", "n")}, ["same_key", "gaps_differ"]),
        ("categorise", {"cards": set_one(0, "group", "nowhere")}, ["no_group"]),
        ("categorise", {"cards": set_all("group", "nowhere")}, ["no_group"] * 4),
        ("categorise", {"groups": set_all("key", "annex-a")}, ["same_key"]),
        ("scenario", {"start": "nowhere"}, ["no_start"]),
        ("scenario", {"scenes": in_scene(0, 0, "to", "nowhere")}, ["no_scene"]),
        ("scenario", {"scenes": in_scene(2, 0, "to", "door")}, ["loop"]),
        ("scenario", {"scenes": in_scene(1, 0, "to", "spill")}, ["loop"]),
        ("scenario", {"scenes": in_scene(0, 1, "to", "list")}, ["unreached"]),
        ("scenario", {"scenes": set_all("key", "door")}, ["same_key"]),
    ],
)
def test_what_is_refused(kind, changes, expected):
    assert codes(kind, **changes) == expected


def test_a_choice_gap_needs_one_right_answer():
    blanks = deepcopy(CLOZE["blanks"])
    blanks[2]["options"][0]["correct"] = False
    found = load_example(item_types.get("cloze"), {**CLOZE, "blanks": blanks})
    assert [reason.code for reason in found.item_type.validate(found.values["en"])] == ["one_correct"]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("single_choice", {"options": lambda options: options[:1]}),
        ("true_false", {"options": lambda options: [*options, {**options[0], "id": "x"}]}),
        ("single_choice", {"stem": ""}),
        ("ordering", {"lines": lambda lines: lines[:1]}),
        ("cloze", {"blanks": []}),
        ("numeric", {"answer": None}),
        ("numeric", {"tolerance": "-1"}),
        ("single_choice", {"points": -1}),
        ("single_choice", {"difficulty": "4"}),
    ],
)
def test_what_the_fields_refuse_themselves(kind, changes):
    block, value = value_of(kind, **changes)
    with pytest.raises(ValidationError):
        block.clean(value)


def test_an_item_without_a_key_gets_one():
    block, value = value_of("single_choice", key="")
    assert len(block.clean(value)["key"]) == 10
    block, value = value_of("single_choice")
    assert block.clean(value)["key"] == "t-single_choice"


def test_a_duplicated_answer_gets_a_key_of_its_own():
    block, value = value_of("multiple_response", options=set_all("key", "a"))
    keys = [child.value["key"] for child in block.clean(value)["options"].bound_blocks]
    assert keys[0] == "a"
    assert len(set(keys)) == 4


def test_keys_that_are_named_elsewhere_are_never_made_up():
    _block, value = value_of("categorise", groups=set_all("key", "annex-a"))
    assert {child.value["key"] for child in value["groups"].bound_blocks} == {"annex-a"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(ENTRIES))
def test_the_editor_can_be_drawn(kind):
    block = item_types.get(kind).block()
    block.set_name(kind)
    packed = str(JSContext().pack(block))
    assert "stem" in packed


def test_a_list_of_keys_keeps_what_it_is_given():
    block = KeyListBlock(target="provision")
    assert block.get_default() == []
    assert block.to_python(None) == []
    assert block.get_prep_value(block.to_python(["art_5", "art_6"])) == ["art_5", "art_6"]
    assert block.get_translatable_segments(["art_5"]) == []
    assert block.get_searchable_content(["art_5"]) == []


def test_the_links_of_an_item_are_no_part_of_what_is_marked():
    item_type = item_types.get("scenario")
    found = load_example(item_type, SCENARIO)
    links = item_type.links(found.values["es"])
    assert links.provisions == ("art_5", "art_6__para_1")
    assert (links.chemicals, links.objective, links.difficulty) == (("ddt",), "m1-l1/o1", 2)
    bare = load_example(item_type, {**SCENARIO, "provisions": [], "difficulty": 1, "objective": "m2-l1/o2"})
    assert bare.frozen == found.frozen
