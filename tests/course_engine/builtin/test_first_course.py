"""Every item of the first course, in both languages: loaded, frozen, shown, answered and marked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.utils import translation

from course_engine.conformance.examples import as_json, load_example, names, strings
from course_engine.conformance.item_types import KEY_NAMES
from course_engine.plugins.markup import to_plain
from course_engine.plugins.registry import item_types
from course_engine.plugins.values import is_secret

COURSE = settings.ROOT / "courses" / "stockholm-pops-caribbean"


def entries() -> Iterator[Any]:
    for file in sorted([*COURSE.glob("modules/*/*.yaml"), COURSE / "final-test.yaml"]):
        found: dict[str, Any] = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
        for entry in found.get("items") or []:
            yield pytest.param(entry, id=entry["id"])


ALL = list(entries())


def test_the_course_has_84_items_of_12_types():
    assert len(ALL) == 84
    assert {param.values[0]["type"] for param in ALL} == {item_type.slug for item_type in item_types}


@pytest.mark.parametrize("entry", ALL)
def test_item(entry):
    item_type = item_types.get(entry["type"])
    found = load_example(item_type, entry)
    block = item_type.block()
    for language, value in found.values.items():
        block.clean(value)
        assert as_json(item_type.freeze(value)) == found.frozen
        assert as_json(block.get_prep_value(value)) == as_json(found.raw[language])
        with translation.override(language):
            texts = found.texts[language]
            view = as_json(item_type.present(found.frozen, texts, 99))
            secret = {to_plain(text) for text_id, text in texts.items() if is_secret(text_id)}
            assert names(view) & KEY_NAMES == set()
            assert secret & {to_plain(text) for text in strings(view)} == set()
            response = item_type.solution(found.frozen, 99, language)
            if entry["type"] in {"open", "scale"}:
                assert response is None
                continue
            assert item_type.parse(found.frozen, response, 99) == response
            assert item_type.grade(found.frozen, response, 99).fraction == 1.0
            assert item_type.summarise(found.frozen, texts, response, 99)
            assert item_type.worked(found.frozen, texts, 99)["rows"]


@pytest.mark.parametrize("entry", ALL)
def test_the_package_comes_back(entry):
    item_type = item_types.get(entry["type"])
    found = load_example(item_type, entry)
    expected = {name: value for name, value in entry.items() if value not in ([], None)}
    assert item_type.dump(found.values) == expected
