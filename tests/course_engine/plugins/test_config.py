"""What a plugin must say of itself before it comes in."""

import sys

import pytest
from django.apps import apps

from course_engine.plugins import config
from course_engine.plugins.config import PluginConfig, installed
from course_engine.plugins.registry import PluginError
from course_engine.plugins.version import ENGINE_VERSION, VersionError, in_range, parse_version


def declared(**attributes) -> PluginConfig:
    """A plugin's config with these attributes and, where not given, good ones."""
    good = {
        "slug": "calm",
        "version": "1.0",
        "engine_from": "1.0",
        "engine_below": "2.0",
        "stores_personal_data": False,
    }
    found = {name: value for name, value in (good | attributes).items() if value is not None}
    cls = type("CalmConfig", (PluginConfig,), found)
    return cls("tests.course_engine.plugins", sys.modules["tests.course_engine.plugins"])


WHO = "The plugin 'tests.course_engine.plugins'"


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        ({"slug": None}, f"{WHO} does not state its slug."),
        ({"version": None}, f"{WHO} does not state its version."),
        ({"engine_from": None}, f"{WHO} does not state its engine_from."),
        ({"engine_below": None}, f"{WHO} does not state its engine_below."),
        ({"stores_personal_data": None}, f"{WHO} does not state its stores_personal_data."),
        ({"slug": "Calm!"}, f"{WHO}: its slug must be like_this, not 'Calm!'."),
        ({"slug": "builtin"}, f"{WHO} calls itself 'builtin', and so does 'course_engine.builtin'."),
        ({"version": "new"}, f"{WHO}: 'new' is not a version such as 1.0."),
        ({"engine_from": "one"}, f"{WHO}: 'one' is not a version such as 1.0."),
        (
            {"engine_from": "2.0", "engine_below": "3.0"},
            f"{WHO} 1.0 works with a course engine from 2.0 and below 3.0; this is 1.0.",
        ),
        (
            {"engine_from": "0.5", "engine_below": "1.0"},
            f"{WHO} 1.0 works with a course engine from 0.5 and below 1.0; this is 1.0.",
        ),
        (
            {"stores_personal_data": True},
            f"{WHO} stores personal data but has no function privacy.export(user_id).",
        ),
    ],
)
def test_a_wrong_plugin_stops_the_start_with_a_sentence(attributes, sentence):
    with pytest.raises(PluginError) as caught:
        declared(**attributes).install()
    assert str(caught.value) == sentence
    assert "calm" not in installed


def test_a_good_plugin_comes_in():
    found = declared()
    try:
        found.install()
        assert installed["calm"] is found
    finally:
        installed.pop("calm", None)


def test_an_engine_that_is_off_takes_nothing_in(settings):
    settings.COURSE_ENGINE = "off"
    declared(slug="Calm!").ready()
    assert "calm" not in installed


def test_an_engine_that_is_off_still_knows_who_holds_personal_data(settings):
    settings.COURSE_ENGINE = "off"
    try:
        declared(stores_personal_data=True).ready()
        assert installed["calm"].stores_personal_data
    finally:
        installed.pop("calm", None)


def test_the_built_in_plugin_is_a_plugin_like_any_other():
    builtin = apps.get_app_config("course_engine_builtin")
    assert isinstance(builtin, PluginConfig)
    assert config.installed["builtin"] is builtin


@pytest.mark.parametrize(
    ("version", "low", "below", "expected"),
    [
        ((1, 0), "1.0", "2.0", True),
        ((1, 0), "1", "2", True),
        ((1, 0), "1.0.0", "1.0.1", True),
        ((1, 0), "1.1", "2.0", False),
        ((2, 0), "1.0", "2.0", False),
        ((1, 10), "1.9", "2.0", True),
        ((1, 0), "0.9", "1.0", False),
    ],
)
def test_ranges(version, low, below, expected):
    assert in_range(version, low, below) is expected


@pytest.mark.parametrize("text", ["", "1.", "v1", "1.2.3.4", "1-2", None, 1.0])
def test_what_is_no_version(text):
    with pytest.raises(VersionError):
        parse_version(text)


def test_the_engine_states_its_version():
    assert ENGINE_VERSION == (1, 0)
