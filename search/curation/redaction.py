"""A query as it may be kept: folded to one form, short, and without what could name a person."""

from __future__ import annotations

import re

from search.domain.text import fold

MAX_LENGTH = 200
EMAIL, LINK, NUMBER = "[e-mail]", "[link]", "[number]"
REDACTED = (EMAIL, LINK, NUMBER)
_EMAIL = re.compile(r"[^\s@<>\"(),;:]+\s?@\s?[^\s@<>\"(),;:]+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
# Seven figures or more, however they are set apart: a telephone, a passport, an account.
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().–-]{0,3}\d){6,}")
_CAS = re.compile(r"\d{2,7}-\d{2}-\d")
_EC = re.compile(r"\d{3}-\d{3}-\d")
_YEARS = re.compile(r"(?:(?:19|20)\d\d[\s–-]*)+")


def kept_form(query: str) -> str:
    """The form under which a query is counted; accents and case do not tell queries apart, as in searching."""
    text = _LINK.sub(LINK, " ".join(query.replace("\x00", " ").split()))
    text = _NUMBER.sub(_number, _EMAIL.sub(EMAIL, text))
    return " ".join(fold(text).split())[:MAX_LENGTH].strip()


def is_redacted(query: str) -> bool:
    """Something was taken out, so the query cannot be asked again."""
    return any(mark in query for mark in REDACTED)


def _number(match: re.Match[str]) -> str:
    """Numbers of chemicals and years say nothing about a person."""
    found = match.group()
    harmless = _YEARS.fullmatch(found) or all(_is_of_chemical(part) for part in found.split())
    return found if harmless else NUMBER


def _is_of_chemical(text: str) -> bool:
    return (_CAS.fullmatch(text) is not None and _cas_checks(text)) or _EC.fullmatch(text) is not None


def _cas_checks(number: str) -> bool:
    """The last figure of a CAS number is made from the others."""
    *figures, check = (int(char) for char in number if char.isdigit())
    return sum(place * figure for place, figure in enumerate(reversed(figures), start=1)) % 10 == check
