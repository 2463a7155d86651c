"""The concordance as a table for spreadsheets and translation tools."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import get_language

from search.concordance.concord import Row
from search.concordance.segments import heading_of
from search.documents import kind_label
from search.spreadsheets import safe

DELIMITERS = {"csv": ",", "tsv": "\t"}


def table(rows: Iterable[Row], header: Sequence[str], delimiter: str, base_url: str = "") -> bytes:
    """One line per place; the mark at the beginning lets a spreadsheet know that this is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe(cell) for cell in _cells(row, base_url)])
    return out.getvalue().encode("utf-8-sig")


def _cells(row: Row, base_url: str) -> list[str]:
    segment = row.segment
    document, other = segment.document, segment.counterpart
    return [
        kind_label(document.kind, get_language() or settings.LANGUAGE_CODE),
        document.title,
        heading_of(document),
        segment.text,
        segment.other,
        " | ".join(dict.fromkeys(piece.text for piece in row.target if piece.mark)),
        f"{base_url}{document.url}",
        f"{base_url}{other.url}" if other else "",
    ]
