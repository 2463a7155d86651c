"""Acronyms as people write them: for one and for many, and those that a term has besides its own."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "other_acronyms.json"


def numbers(acronym: str) -> list[str]:
    """An acronym for one and for many, itself first: PCB, PCBs; LDCs, LDC."""
    capitals = sum(letter.isupper() for letter in acronym)
    if capitals < 2 or " " in acronym or not acronym[-1].isalpha():
        return [acronym]
    return [acronym, acronym[:-1] if acronym.endswith("s") else f"{acronym}s"]


@lru_cache(maxsize=1)
def _read() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def others(term_id: str, language: str) -> list[str]:
    """What is said beside the acronym of the record and is not for texts of our own: PNI."""
    return _read().get(term_id, {}).get(language, [])
