"""Queries with what should answer them: read, checked, split into tuning and held-out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("judgments")
NO_ANSWER = "no-answer"
MAX_GRADE = 3
# Under which of these a file may keep its list, when it says other things beside it.
LISTS = ("queries", "judgments")
UNSORTED = "unsorted"


class JudgmentError(ValueError):
    """A judgments file that cannot be used: where, why, and what to do."""


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
    def has_answer(self) -> bool:
        return any(self.grades.values())

    @property
    def twin(self) -> str:
        """The same for all queries that the same thing answers best, in whatever language and words they ask.

        What nothing answers has its twin in the other language by its id: `z01en` and `z01es`.
        """
        if not self.has_answer:
            return self.id.removesuffix(self.language)
        best = max(self.grades.values())
        return min(family for family, grade in self.grades.items() if grade == best)

    @property
    def is_held_out(self) -> bool:
        """A fixed fifth on which no weight is tuned; twins are on the same side, or it would be known already."""
        return int(sha256(self.twin.encode()).hexdigest(), 16) % 5 == 0


def shipped() -> list[Judgment]:
    """All judgments of the project; an id or a query that stands twice in them is an error."""
    judgments = [judgment for path in sorted(FOLDER.glob("*.json")) for judgment in read(path)]
    _unique(judgments, _by_id, f"{FOLDER}: give each query an id of its own")
    _unique(judgments, _by_query, f"{FOLDER}: ask each query once in a language")
    return judgments


def read(path: Path) -> list[Judgment]:
    """A file of the form of the seed; kinds, types and fields that are not known here are taken as they are."""
    judgments = [
        _judgment(entry, number, f"{path}, entry {number}") for number, entry in enumerate(_entries(path), start=1)
    ]
    _unique(judgments, _by_id, f"{path}: give each query an id of its own")
    return judgments


def _entries(path: Path) -> list[Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise JudgmentError(f"{path}: {error.strerror}; name a file that can be read.") from error
    except ValueError as error:
        raise JudgmentError(f"{path} is no JSON: {error}") from error
    if isinstance(found, dict):
        found = next((found[name] for name in LISTS if name in found), found)
    if not isinstance(found, list):
        raise JudgmentError(f'{path}: a list of queries is expected, or an object with that list as "{LISTS[0]}".')
    return found


def _judgment(entry: Any, number: int, place: str) -> Judgment:
    if not isinstance(entry, dict):
        raise JudgmentError(f'{place}: {entry!r} is no query; write {{"id": …, "lang": …, "kind": …, "query": …}}.')
    return Judgment(
        id=_text(entry, "id", place, str(number)),
        language=_text(entry, "lang", place),
        stratum=_stratum(_text(entry, "kind", place, UNSORTED)),
        query=_text(entry, "query", place),
        grades=_grades(entry.get("relevant") or [], place),
        reason=_text(entry, "reason", place, ""),
    )


def _text(entry: Mapping[str, Any], name: str, place: str, otherwise: str | None = None) -> str:
    value = entry.get(name)
    if value is None and otherwise is not None:
        return otherwise
    if not isinstance(value, str | int | float):
        raise JudgmentError(f'{place}: "{name}" is {value!r}; write it as text.')
    return str(value)


def _stratum(kind: str) -> str:
    """As it is written, but what has no answer has one name, whatever stands between its words."""
    plain = "".join(filter(str.isalpha, kind.casefold()))
    return NO_ANSWER if plain == "noanswer" else kind


def _grades(relevant: Any, place: str) -> dict[str, int]:
    if not isinstance(relevant, list):
        raise JudgmentError(f'{place}: "relevant" is {relevant!r}; write a list, an empty one when nothing answers.')
    grades = {}
    for item in relevant:
        try:
            family, grade = f"{item['type']}:{item['id']}", item["grade"]
        except (KeyError, TypeError) as error:
            raise JudgmentError(f'{place}: {item!r} needs a "type", an "id" and a "grade".') from error
        if grade not in range(MAX_GRADE + 1) or isinstance(grade, bool):
            raise JudgmentError(f"{place}: a grade goes from 0 to {MAX_GRADE}, not {grade!r}.")
        grades[family] = int(grade)
    return grades


def _unique(judgments: Iterable[Judgment], name: Callable[[Judgment], str], wish: str) -> None:
    seen: dict[str, Judgment] = {}
    for judgment in judgments:
        first = seen.setdefault(name(judgment), judgment)
        if first is not judgment:
            raise JudgmentError(f"{wish}; {first.id!r} ({first.query!r}) comes back as {judgment.id!r}.")


def _by_id(judgment: Judgment) -> str:
    return judgment.id


def _by_query(judgment: Judgment) -> str:
    return f"{judgment.language}:{judgment.query.casefold().strip()}"
