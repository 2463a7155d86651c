"""What people call several chemicals at once, or say when they mean one: PBDEs, drins, agent orange."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

DATA = Path(__file__).with_name("data") / "groups.json"


@dataclass(frozen=True, slots=True)
class Group:
    """Chemicals that are asked for together; what `is_name` of them is no everyday word."""

    members: tuple[str, ...]
    names: tuple[str, ...]
    is_name: bool


@lru_cache(maxsize=1)
def every() -> tuple[Group, ...]:
    """All groups, with their names in all languages."""
    return tuple(
        Group(
            members=tuple(record["members"]),
            names=tuple(dict.fromkeys(name for code, _ in settings.LANGUAGES for name in record[f"names_{code}"])),
            is_name=record["is_name"],
        )
        for record in json.loads(DATA.read_text(encoding="utf-8"))
    )
