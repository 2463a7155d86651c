"""Lists of short texts, written one per line in the admin."""

from __future__ import annotations

from collections.abc import Iterable


def lines(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(texts: Iterable[str]) -> str:
    """The text whose lines these are."""
    return "\n".join(texts)
