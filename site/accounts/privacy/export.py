"""One zip with everything the site holds about a person: JSON for machines, CSV for people."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from accounts.privacy.registry import providers

Row = Mapping[str, Any]
# A spreadsheet takes a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def collect(user: Any) -> dict[str, list[Row]]:
    """Table name → rows, from every provider. Raises ValueError if two providers use one name."""
    tables: dict[str, list[Row]] = {}
    for provider in providers():
        for name, rows in provider.export(user).items():
            if name in tables:
                raise ValueError(f"Two privacy providers export a table named {name}.")
            tables[name] = list(rows)
    return tables


def export_zip(user: Any) -> bytes:
    """The archive that a person downloads."""
    tables = collect(user)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(tables, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for name, rows in tables.items():
            archive.writestr(f"{name}.csv", to_csv(rows))
    return buffer.getvalue()


def to_csv(rows: Iterable[Row]) -> str:
    """Rows as CSV that no spreadsheet runs; with a byte order mark, so that it reads the accents."""
    table = list(rows)
    columns = list(dict.fromkeys(column for row in table for column in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in table)
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).strip('"')
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
