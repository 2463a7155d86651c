"""A query as it may be kept: folded to one form, short, and without what could name a person."""

from __future__ import annotations

import re
import unicodedata

from search.domain.text import fold

MAX_LENGTH = 200
EMAIL, LINK, NUMBER = "[e-mail]", "[link]", "[number]"
REDACTED = (EMAIL, LINK, NUMBER)
_DASH = "\\-\u2010-\u2015\u2212"
_YEAR = r"(?:19|20)\d\d"
_EMAIL = re.compile(r"[^\s@<>\"(),;:]+\s?@\s?[^\s@<>\"(),;:]+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|\b(?:[\w-]+\.)+[^\W\d_]{2,}/\S+", re.IGNORECASE)
# Seven figures or more, however they are set apart: a telephone, a passport, an account.
_NUMBER = re.compile(rf"\+?\(?\d(?:[\s()./{_DASH}]{{0,3}}\d){{6,}}")
_YEARS = re.compile(rf"[\s()]*(?:{_YEAR}[\s()/{_DASH}]*)+")
_ALONE = rf"(?![{_DASH}./]?\d)"
_WORDS = r"(?:art(?:icles?|[ií]culos?|s)?|para(?:graph)?s?|p[aá]rr(?:afo)?s?|decisi[oó]n(?:e?s)?)"
_ENDS_IN_FIGURE = re.compile(r"\d\)?\s*$")
# Numbers that say nothing about a person; of some the form is not enough.
_HARMLESS = re.compile(
    "|".join(
        (
            rf"(?<!\d)(?<!\d[{_DASH}])(?P<cas>\d{{2,7}}[{_DASH}]\d\d[{_DASH}]\d)(?![{_DASH}]?\d)",
            rf"(?<!\d)(?<!\d[{_DASH}])(?P<ec>\d{{3}}[{_DASH}]\d{{3}}[{_DASH}]\d)(?![{_DASH}]?\d)",
            rf"(?P<act>(?<![\w{_DASH}./])(?:{_YEAR}/\d{{1,4}}|\d{{1,4}}/{_YEAR}){_ALONE})",
            rf"\b[a-z]{{2,6}}[{_DASH}.]\d{{1,2}}/\d{{1,2}}{_ALONE}",
            rf"\b{_WORDS}\.?\s?\d{{1,2}}(?:[./]\d{{1,2}})*{_ALONE}",
            rf"\b(?:pcbs?|p?bdes?)[\s{_DASH}]?[12]?\d{{1,2}}(?:/[12]?\d{{1,2}})+{_ALONE}",
        )
    ),
    re.IGNORECASE,
)


def kept_form(query: str) -> str:
    """The form under which a query is counted; accents and case do not tell queries apart, as in searching."""
    text = _LINK.sub(LINK, " ".join(_plain(query).split()))
    text = _without_numbers(_EMAIL.sub(EMAIL, text))
    return " ".join(fold(text).split())[:MAX_LENGTH].strip()


def is_redacted(query: str) -> bool:
    """Something was taken out, so the query cannot be asked again."""
    return any(mark in query for mark in REDACTED)


def _plain(query: str) -> str:
    """Wide forms as the usual ones, and nothing between the signs that cannot be seen."""
    text = unicodedata.normalize("NFKC", query.replace("\x00", " "))
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def _without_numbers(text: str) -> str:
    """Numbers of chemicals, decisions, articles and acts stay; what is between them is looked at without them."""
    parts, at = [], 0
    for match in _HARMLESS.finditer(text):
        before = text[at : match.start()]
        if _is_harmless(match, before):
            parts += [_NUMBER.sub(_number, before), match.group()]
            at = match.end()
    return "".join([*parts, _NUMBER.sub(_number, text[at:])])


def _is_harmless(match: re.Match[str], before: str) -> bool:
    if match["cas"]:
        return _cas_checks(match["cas"])
    if match["ec"]:
        return _ec_checks(match["ec"])
    # Behind other figures an act of a year is the end of a telephone number.
    return not match["act"] or not _ENDS_IN_FIGURE.search(before)


def _number(match: re.Match[str]) -> str:
    """Years say nothing about a person."""
    return match.group() if _YEARS.fullmatch(match.group()) else NUMBER


def _figures(number: str) -> list[int]:
    return [int(char) for char in number if char.isdigit()]


def _cas_checks(number: str) -> bool:
    """The last figure of a CAS number is made from the others."""
    *figures, check = _figures(number)
    return sum(place * figure for place, figure in enumerate(reversed(figures), start=1)) % 10 == check


def _ec_checks(number: str) -> bool:
    """The last figure of an EC number, too."""
    *figures, check = _figures(number)
    return sum(place * figure for place, figure in enumerate(figures, start=1)) % 11 == check
