"""An example of each type, answered and marked in one line."""

from typing import Any

import pytest

from course_engine.conformance.examples import Example, load_example
from course_engine.plugins.registry import item_types
from course_engine.plugins.values import ResponseError
from tests.course_engine.builtin.entries import ENTRIES

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


def steps(found: Example, *path: str) -> list[list[str]]:
    """ "door/a" → the ids of the scene and of the choice."""
    pairs = []
    for step in path:
        scene_key, option_key = step.split("/")
        scene = next(c for c in found.values["en"]["scenes"].bound_blocks if c.value["key"] == scene_key)
        choice = next(c for c in scene.value["options"].bound_blocks if c.value["key"] == option_key)
        pairs.append([scene.id, choice.id])
    return pairs
