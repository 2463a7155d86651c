"""An item of a course package made into the values that the engine works with."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import StructValue

from course_engine.plugins.item_types import Frozen, ItemType

NAMESPACE = uuid.UUID("6f1f3a0e-5b1c-4a55-9d0e-4f8a4c0c8a11")


@dataclass(frozen=True)
class Example:
    """One item in every language of its entry."""

    item_type: ItemType
    raw: dict[str, dict[str, Any]]
    values: dict[str, StructValue]
    frozen: Frozen
    texts: dict[str, dict[str, str]]

    @property
    def languages(self) -> list[str]:
        return list(self.values)


def load_example(item_type: ItemType, entry: Mapping[str, Any]) -> Example:
    """Load, freeze and read the texts, as importing and starting an attempt do."""
    raw = {language: item_type.load(entry, language=language, new_id=ids(entry)) for language in entry["stem"]}
    block = item_type.block()
    values = {language: block.normalize(block.to_python(found)) for language, found in raw.items()}
    texts = {language: item_type.texts(value) for language, value in values.items()}
    return Example(item_type, raw, values, item_type.freeze(next(iter(values.values()))), texts)


def ids(entry: Mapping[str, Any]) -> Any:
    """Ids of parts as a package import gives them: from the item's id and the part's place in it."""
    return lambda part: str(uuid.uuid5(NAMESPACE, f"{entry['id']}/{part}"))


def as_json(value: Any) -> Any:
    """The value after a turn through the database; raises TypeError for what JSON cannot hold."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, allow_nan=False, ensure_ascii=False))


def strings(value: Any) -> list[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in strings(part)]
    return []


def names(value: Any) -> set[str]:
    """Every key of every mapping in a JSON value."""
    if isinstance(value, Mapping):
        return set(value) | {name for part in value.values() for name in names(part)}
    if isinstance(value, list | tuple):
        return {name for part in value for name in names(part)}
    return set()
