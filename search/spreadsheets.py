"""Cells of the tables that editors and translators download."""

from __future__ import annotations

import re

# A spreadsheet takes a cell that begins so for a formula; an apostrophe makes it text again.
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x00\u2028\u2029]+")


def safe(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    flat = _BREAKS.sub(" ", cell)
    return f"'{flat}" if _FORMULA.match(flat) else flat
