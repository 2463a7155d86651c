"""Queries with what should answer them: read, checked, split into tuning and held-out."""

from __future__ import annotations

import json
import zlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("judgments")
NO_ANSWER = "no-answer"
MAX_GRADE = 3


class JudgmentError(ValueError):
    """A judgments file that cannot be used, with the place and the reason."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """One query; `grades` by family, empty when nothing should answer; `reason` says why a grade is doubtful."""

    id: str
    language: str
    stratum: str
    query: str
    grades: Mapping[str, int]
    reason: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(family.partition(":")[0] for family in self.grades)

    @property
    def is_held_out(self) -> bool:
        """A fixed fifth, by the query itself, on which no weight is tuned."""
        return zlib.crc32(f"{self.language}:{self.query}".encode()) % 5 == 0


def shipped() -> list[Judgment]:
    """All judgments of the project; an id or a query that stands in two files is an error."""
    judgments = [judgment for path in sorted(FOLDER.glob("*.json")) for judgment in read(path)]
    _unique(judgments, FOLDER)
    return judgments


def read(path: Path) -> list[Judgment]:
    """A file of the form of the seed; fields that are not known here are passed over."""
    try:
        entries = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise JudgmentError(f"{path}: {error}") from error
    if not isinstance(entries, list):
        raise JudgmentError(f"{path}: a list of queries is expected.")
    judgments = [_judgment(entry, f"{path.name}, entry {number}") for number, entry in enumerate(entries, start=1)]
    _unique(judgments, path)
    return judgments


def _judgment(entry: Any, place: str) -> Judgment:
    try:
        return Judgment(
            id=str(entry["id"]),
            language=str(entry["lang"]),
            stratum=str(entry["kind"]),
            query=str(entry["query"]),
            grades={f"{item['type']}:{item['id']}": _grade(item["grade"], place) for item in entry["relevant"]},
            reason=str(entry.get("reason", "")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise JudgmentError(f"{place}: {error!r}") from error


def _grade(value: Any, place: str) -> int:
    if not isinstance(value, int) or not 0 <= value <= MAX_GRADE:
        raise JudgmentError(f"{place}: a grade goes from 0 to {MAX_GRADE}, not {value!r}.")
    return value


def _unique(judgments: Iterable[Judgment], path: Path) -> None:
    seen: dict[Hashable, str] = {}
    for judgment in judgments:
        query = (judgment.language, judgment.query.casefold().strip())
        if judgment.id in seen:
            raise JudgmentError(f"{path}: the id {judgment.id!r} stands twice.")
        if query in seen:
            raise JudgmentError(f"{path}: {judgment.id!r} asks what {seen[query]!r} asks.")
        seen[judgment.id] = seen[query] = judgment.id
