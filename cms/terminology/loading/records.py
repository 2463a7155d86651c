"""Reads a data file as a list of records and says, by file, record and field, whatever is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Check = Callable[[Any], str]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Why a file cannot be loaded; `field` is empty where the record as a whole is wrong."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.field, self.message) if part)


def text(value: Any) -> str:
    """A text that says something, without blanks at its ends."""
    if not isinstance(value, str):
        return "must be text"
    if not value.strip():
        return "is empty"
    return "" if value == value.strip() else "has blanks at its ends"


def flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def number(value: Any) -> str:
    return "" if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else "must be a whole number"


def day(value: Any) -> str:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "must be a date (YYYY-MM-DD)"
    return ""


def slug(value: Any) -> str:
    named = isinstance(value, str) and SLUG.fullmatch(value)
    return "" if named else "must be small letters, figures and hyphens"


def optional(check: Check) -> Check:
    """Null is allowed too."""
    return lambda value: "" if value is None else check(value)


def texts(value: Any) -> str:
    """A list of texts without repeats."""
    if not isinstance(value, list):
        return "must be a list"
    if wrong := next((problem for item in value if (problem := text(item))), ""):
        return f"has an item that {wrong}"
    return "" if len(set(value)) == len(value) else "names something twice"


def one_of(*allowed: str) -> Check:
    return lambda value: "" if value in allowed else f"is {value!r}; it must be one of {', '.join(allowed)}"


def some_of(*allowed: str) -> Check:
    def check(value: Any) -> str:
        wrong = texts(value)
        unknown = [] if wrong else [item for item in value if item not in allowed]
        return wrong or (f"has the unknown value {unknown[0]!r}" if unknown else "")

    return check


def per_language(name: str, check: Check, languages: Iterable[str]) -> dict[str, Check]:
    """One field for each language: heading_en, heading_es."""
    return {f"{name}_{language}": check for language in languages}


@dataclass(slots=True)
class DataFile:
    """The records of one file and the problems found in them."""

    path: Path
    key: str
    fields: Mapping[str, Check]
    problems: list[Problem] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def read(self) -> DataFile:
        content = read_json(self.path, self.problems)
        if content is None:
            return self
        if not isinstance(content, list):
            self.bad("", "", "must be a list of records")
            return self
        self.take(content)
        return self

    def take(self, rows: list[Any]) -> None:
        """Check rows and keep the good ones."""
        for place, record in enumerate(rows, 1):
            self._take(place, record)
        self.unique(self.key)

    def bad(self, record: str, name: str, message: str) -> None:
        self.problems.append(Problem(self.path.name, record, name, message))

    def name(self, record: Record) -> str:
        return str(record[self.key])

    def keys(self) -> set[str]:
        return {self.name(record) for record in self.records}

    def check_keys(self, name: str, known: set[str], kind: str) -> None:
        """Report every key of a list that names nothing."""
        for record in self.records:
            for key in record[name]:
                if key not in known:
                    self.bad(self.name(record), name, f"names the unknown {kind} {key!r}")

    def check_pairs(self, names: Iterable[str], languages: Iterable[str]) -> None:
        """Report a text that one language has and another lacks."""
        for record, name in ((record, name) for record in self.records for name in names):
            given = {language: record[f"{name}_{language}"] for language in languages}
            if any(given.values()):
                for language in (language for language, value in given.items() if not value):
                    self.bad(self.name(record), f"{name}_{language}", "is empty while another language has it")

    def unique(self, name: str) -> None:
        """Report every value that two records share."""
        seen: set[Any] = set()
        for record in self.records:
            if record[name] in seen:
                self.bad(self.name(record), name, f"{record[name]!r} stands twice")
            seen.add(record[name])

    def _take(self, place: int, record: Any) -> None:
        if not isinstance(record, dict):
            self.bad(f"record {place}", "", "must be an object")
            return
        identity = record.get(self.key)
        label = identity if isinstance(identity, str) and identity else f"record {place}"
        wrong = list(self._wrong(record))
        for name, message in wrong:
            self.bad(label, name, message)
        if not wrong:
            self.records.append(record)

    def _wrong(self, record: Record) -> Iterator[tuple[str, str]]:
        for name in record.keys() - self.fields.keys():
            yield name, "is not a field of this file"
        for name, check in self.fields.items():
            message = check(record[name]) if name in record else "is missing"
            if message:
                yield name, message


def read_json(path: Path, problems: list[Problem]) -> Any:
    """The content of a JSON file, or None and a problem."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = "the file is missing"
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start})"
    except json.JSONDecodeError as error:
        message = f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    problems.append(Problem(path.name, "", "", message))
    return None
