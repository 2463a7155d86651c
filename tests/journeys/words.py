"""What the interface says, from the message catalogues."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]


@cache
def catalogue(language: str) -> dict[str, str]:
    entries = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    return {entry.msgid: entry.msgstr for entry in entries}


def say(language: str, message: str) -> str:
    """A message in a language; an untranslated one fails the journey."""
    if language == "en":
        return message
    said = catalogue(language).get(message, "")
    assert said, f"“{message}” is not translated into {language}"
    return said
