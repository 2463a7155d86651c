"""When two written answers are the same: capitals, accents, spaces and punctuation do not count."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language

Accepted = Sequence[Mapping[str, str]]


def normalise(text: str) -> str:
    """ "El Convenio de  Basiléa." → "el convenio de basilea"; what has no letter or digit is left as it is."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = re.sub(r"[\W_]+", " ", plain).strip()
    return words or " ".join(text.casefold().split())


def matches(answer: str, accepted: Accepted) -> bool:
    """Whether it is among the accepted forms of any language: a learner may change language at any moment."""
    return normalise(answer) in {normalise(row["value"]) for row in accepted}


def freeze_accepted(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{"language": row["language"], "value": row["value"]} for row in rows]


def preferred(accepted: Accepted, language: str | None = None) -> str:
    """The form to show a reader of this language: its first, else the first of all."""
    language = language or get_language() or ""
    own = [row["value"] for row in accepted if row["language"] == language.split("-")[0]]
    return (own or [row["value"] for row in accepted] or [""])[0]


def load_accepted(accepted: Mapping[str, Sequence[str]], folder: str, new_id: Any) -> list[dict[str, Any]]:
    """Rows of a language and a form, as a StreamField stores them."""
    return [
        {
            "type": "item",
            "id": new_id(f"{folder}/{language}/{number}"),
            "value": {"language": language, "value": str(form)},
        }
        for language, forms in accepted.items()
        for number, form in enumerate(forms, start=1)
    ]


def dump_accepted(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["language"], []).append(row["value"])
    return found
