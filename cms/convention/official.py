"""Import of the official text: a file that the operator supplies becomes quotable words of provisions.

The project ships no official text. The file is JSON (a list of objects) or CSV (a header line), UTF-8, with the
fields eid, language, text, source and edition.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from cms.convention.models import OfficialText
from search.indexing import touch_many

FIELDS = ("eid", "language", "text", "source", "edition")
LIMITS = {"source": 500, "edition": 120, "text": 50_000}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with the file, and in which line or record."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass(frozen=True, slots=True)
class Outcome:
    created: int
    updated: int
    unchanged: int


Row = dict[str, str]


def read(path: Path) -> tuple[list[tuple[str, Any]], list[Refusal]]:
    """The records of a file with their places, or why it cannot be read."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Refusal("", f"is not UTF-8 (byte {error.start})")]
    if path.suffix.lower() == ".csv":
        return _read_csv(content)
    if path.suffix.lower() == ".json":
        return _read_json(content)
    return [], [Refusal("", "must end in .json or .csv")]


def _read_csv(content: str) -> tuple[list[tuple[str, Any]], list[Refusal]]:
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    if set(reader.fieldnames or ()) != set(FIELDS):
        return [], [Refusal("line 1", f"must name exactly these columns: {', '.join(FIELDS)}")]
    try:
        return [(f"line {reader.line_num}", row) for row in reader], []
    except csv.Error as error:
        return [], [Refusal(f"line {reader.line_num}", str(error))]


def _read_json(content: str) -> tuple[list[tuple[str, Any]], list[Refusal]]:
    try:
        rows = json.loads(content)
    except json.JSONDecodeError as error:
        return [], [Refusal(f"line {error.lineno}", f"is not JSON: {error.msg}")]
    if not isinstance(rows, list):
        return [], [Refusal("", "must be a list of objects")]
    return [(f"record {place}", row) for place, row in enumerate(rows, 1)], []


def check(
    found: list[tuple[str, Any]], known: Collection[str], languages: Collection[str]
) -> tuple[list[Row], list[Refusal]]:
    """The rows that may be imported and everything that speaks against the others."""
    rows: list[Row] = []
    refusals: list[Refusal] = []
    seen: dict[tuple[str, str], str] = {}
    for place, record in found:
        message = _wrong(record, known, languages)
        if not message:
            key = (record["eid"], record["language"])
            message = f"{key[0]} in {key[1]!r} stands in {seen[key]} already" if key in seen else ""
            seen.setdefault(key, place)
        if message:
            refusals.append(Refusal(place, message))
        else:
            rows.append({name: record[name].strip() for name in FIELDS})
    if not found:
        refusals.append(Refusal("", "holds no text"))
    return rows, refusals


def _wrong(record: Any, known: Collection[str], languages: Collection[str]) -> str:
    if not isinstance(record, dict) or set(record) != set(FIELDS):
        return f"must have exactly these fields: {', '.join(FIELDS)}"
    for name in FIELDS:
        if not isinstance(record[name], str) or not record[name].strip():
            return f"{name} is empty"
        if len(record[name]) > LIMITS.get(name, 120):
            return f"{name} is longer than {LIMITS.get(name, 120)} characters"
    if record["eid"] not in known:
        return f"there is no provision {record['eid']!r}"
    return "" if record["language"] in languages else f"there is no language {record['language']!r}"


@transaction.atomic
def store(rows: list[Row]) -> Outcome:
    """Keep the texts; what is there already in the same words is not touched."""
    stored = {(text.eid, text.language): text for text in OfficialText.objects.all()}
    created = [OfficialText(**row) for row in rows if (row["eid"], row["language"]) not in stored]
    updated = []
    for row in rows:
        text = stored.get((row["eid"], row["language"]))
        if text and any(getattr(text, name) != row[name] for name in FIELDS):
            for name in FIELDS:
                setattr(text, name, row[name])
            updated.append(text)
    OfficialText.objects.bulk_create(created)
    for text in updated:
        text.save()
    touch_many("provisions", sorted({text.eid for text in (*created, *updated)}))
    return Outcome(len(created), len(updated), len(rows) - len(created) - len(updated))
