"""How types come in, who may use them, and what is refused with which sentence."""

import pytest

from course_engine.plugins.modes import InteractionMode
from course_engine.plugins.registry import PluginError, Registry, Unavailable, item_types, modes
from course_engine.plugins.values import YES, Answer, AttemptState, ItemState, Reveals


class Quiet(InteractionMode):
    slug = "quiet"
    label = "Quiet"

    def reveals(self, attempt: AttemptState, item: ItemState) -> Reveals:
        return Reveals()

    def may_answer(self, attempt: AttemptState, item: ItemState) -> Answer:
        return YES


class Half(InteractionMode):
    slug = "half"
    label = "Half"

    def reveals(self, attempt: AttemptState, item: ItemState) -> Reveals:
        return Reveals()


class BadSlug(Quiet):
    slug = "Bad-Slug"


class NoLabel(Quiet):
    slug = "no_label"
    label = ""


@pytest.fixture
def registry():
    return Registry(InteractionMode)


def test_a_type_knows_the_plugin_it_came_with(registry):
    found = registry.register(Quiet, "calm")
    assert (found.plugin, found.slug, str(found)) == ("calm", "quiet", "modes 'quiet'")
    assert registry.get("quiet") is found
    assert "quiet" in registry


@pytest.mark.parametrize(
    ("cls", "sentence"),
    [
        (Half, "Plugin 'calm': Half does not define may_answer."),
        (BadSlug, "Plugin 'calm': the slug of BadSlug must be like_this, not 'Bad-Slug'."),
        (NoLabel, "Plugin 'calm': NoLabel has no label."),
        (dict, "Plugin 'calm': dict is not a subclass of InteractionMode."),
        ("text", "Plugin 'calm': 'text' is not a subclass of InteractionMode."),
    ],
)
def test_a_wrong_type_is_refused(registry, cls, sentence):
    with pytest.raises(PluginError) as caught:
        registry.register(cls, "calm")
    assert str(caught.value) == sentence


def test_a_second_type_of_a_name_is_refused(registry):
    registry.register(Quiet, "calm")
    with pytest.raises(PluginError) as caught:
        registry.register(Quiet, "loud")
    assert str(caught.value) == (
        "Plugin 'loud' brings the modes 'quiet', but plugin 'calm' already brings one of that name."
    )
    assert registry.get("quiet").plugin == "calm"


def test_a_course_uses_its_plugins_and_always_the_built_in_one():
    with modes.temporarily(Quiet, "calm"):
        assert modes.get("quiet").plugin == "calm"
        assert modes.get("quiet", ["calm"]).plugin == "calm"
        assert modes.find("quiet", ["other"]) is None
        assert [mode.slug for mode in modes.all(["other"])] == ["deferred", "immediate"]
        assert [mode.slug for mode in modes.all(["other", "calm"])] == ["deferred", "immediate", "quiet"]
        assert [mode.slug for mode in modes] == ["deferred", "immediate", "quiet"]
        with pytest.raises(Unavailable) as caught:
            modes.get("quiet", ["other"])
    assert caught.value.reason.code == "unavailable"
    assert modes.find("quiet") is None


def test_what_ships():
    assert [item_type.slug for item_type in item_types] == [
        "single_choice",
        "multiple_response",
        "true_false",
        "matching",
        "ordering",
        "numeric",
        "short_text",
        "cloze",
        "categorise",
        "scenario",
        "open",
        "scale",
    ]
