"""System checks of what plugins brought."""

import pytest
from wagtail import blocks

from course_engine.builtin.items.choice import SingleChoice
from course_engine.plugins.checks import badly_nested, check_plugins
from course_engine.plugins.registry import activities, item_types

TEXTS = blocks.ListBlock(blocks.CharBlock())


def struct(**fields):
    return blocks.StructBlock(list(fields.items()))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (struct(a=TEXTS), []),
        (struct(a=struct(b=blocks.CharBlock())), []),
        (struct(a=struct(b=TEXTS)), ["a.b"]),
        (struct(a=blocks.ListBlock(struct(b=TEXTS))), []),
        (struct(a=blocks.ListBlock(struct(b=struct(c=TEXTS)))), ["a.b.c"]),
        (struct(a=blocks.StreamBlock([("b", struct(c=TEXTS))])), []),
        (struct(a=struct(b=blocks.StreamBlock([("c", struct(d=TEXTS))]))), []),
        (struct(a=blocks.RawHTMLBlock()), ["a"]),
    ],
)
def test_lists_that_translators_never_see(block, expected):
    assert list(badly_nested(block)) == expected


class Hidden(SingleChoice):
    slug = "hidden"
    template = "course_engine/items/none.html"

    def block(self):
        return struct(a=struct(b=TEXTS))


def test_what_ships_has_nothing_to_find():
    assert check_plugins(None) == []


def test_a_bad_item_type_is_named():
    with item_types.temporarily(Hidden, "calm"):
        found = check_plugins(None)
    assert [error.id for error in found] == ["course_engine.E001", "course_engine.E002", "course_engine.E003"]
    assert all(error.msg.startswith("Plugin 'calm', item_types 'hidden': ") for error in found)


def test_an_activity_whose_rule_is_gone(monkeypatch):
    lesson = activities.get("lesson")
    monkeypatch.setattr(lesson, "rules", ("gone",), raising=False)
    assert [error.id for error in check_plugins(None)] == ["course_engine.E004"]
