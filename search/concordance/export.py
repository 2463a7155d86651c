"""The concordance as a table for spreadsheets and translation tools."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from search.concordance.concord import Row
from search.concordance.segments import heading_of

DELIMITERS = {"csv": ",", "tsv": "\t"}
# A spreadsheet takes a cell that begins so for a formula; an apostrophe makes it text again.
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x00\u2028\u2029]+")


def table(rows: Iterable[Row], header: Sequence[str], delimiter: str, base_url: str = "") -> bytes:
    """One line per place; the mark at the beginning lets a spreadsheet know that this is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe(cell) for cell in _cells(row, base_url)])
    return out.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    flat = _BREAKS.sub(" ", cell)
    return f"'{flat}" if _FORMULA.match(flat) else flat


def _cells(row: Row, base_url: str) -> list[str]:
    segment = row.segment
    document, other = segment.document, segment.counterpart
    return [
        document.kind,
        document.title,
        heading_of(document),
        segment.text,
        segment.other,
        " | ".join(dict.fromkeys(piece.text for piece in row.target if piece.mark)),
        f"{base_url}{document.url}",
        f"{base_url}{other.url}" if other else "",
    ]
