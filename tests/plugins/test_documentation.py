"""The plugin guide says what the code does."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from course_engine import conformance
from course_engine.plugins.config import PluginConfig
from course_engine.plugins.item_types import ItemType
from course_engine.plugins.registry import REGISTRIES, item_types
from course_engine.plugins.values import SECRET_PREFIXES

GUIDE = (Path(settings.ROOT) / "docs" / "plugins.md").read_text(encoding="utf-8")
PLUGIN = Path(__file__).parent / "third_party" / "estimate_plugin"


def test_every_kind_is_described_with_its_class():
    for kind, registry in REGISTRIES.items():
        assert f"| `{kind}` | `{registry.base.__module__}.{registry.base.__name__}`" in GUIDE


def test_every_attribute_and_method_is_described():
    for name in PluginConfig.__annotations__:
        assert f"`{name}`" in GUIDE or name in {"description", "default"}
    for name in ItemType.__abstractmethods__:
        assert f"`{name}(" in GUIDE
    for prefix in SECRET_PREFIXES:
        assert f"`{prefix}`" in GUIDE


def test_every_type_that_ships_says_how_it_marks():
    for item_type in item_types:
        assert f"`{item_type.slug}`" in GUIDE


def test_every_case_of_the_suite_is_named():
    for name in conformance.__all__:
        assert f"`{name}`" in GUIDE


@pytest.mark.parametrize("path", re.findall(r"`(course_engine\.plugins\.[\w.]+)`", GUIDE))
def test_every_path_exists(path):
    module, _dot, name = path.rpartition(".")
    try:
        import_module(path)
    except ModuleNotFoundError:
        assert hasattr(import_module(module), name)


def test_the_example_is_the_plugin_that_is_tested():
    example = GUIDE.split("# estimate_plugin/apps.py\n")[1].split("```")[0]
    assert example.strip() == (PLUGIN / "apps.py").read_text(encoding="utf-8").strip()
