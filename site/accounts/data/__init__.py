"""Countries and sectors that a profile may name, in every language of the site."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path

LAST = {"ZZ", "other"}


@cache
def countries(language: str) -> list[tuple[str, str]]:
    """Code and name, by name in this language, "another country" last."""
    return _choices("countries.json", language)


@cache
def sectors(language: str) -> list[tuple[str, str]]:
    """Code and name in the order of the file, which groups them."""
    return _rows("sectors.json", language)


def country_name(code: str, language: str) -> str:
    """The name of a country, or its code where the list does not have it."""
    return dict(countries(language)).get(code, code)


def sector_name(code: str, language: str) -> str:
    """The name of a sector, or its code where the list does not have it."""
    return dict(sectors(language)).get(code, code)


def _choices(file: str, language: str) -> list[tuple[str, str]]:
    return sorted(_rows(file, language), key=lambda row: (row[0] in LAST, _plain(row[1])))


def _rows(file: str, language: str) -> list[tuple[str, str]]:
    rows = json.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))
    short = language.split("-")[0]
    return [(row["code"], row.get(short, row["en"])) for row in rows]


def _plain(text: str) -> str:
    """Letters without accents, so that Á sorts with A."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
