"""Where sentences begin and end, in legal English and Spanish. Pure.

A full stop ends a sentence when white space and a capital, figure or opening mark follow, save after an abbreviation.
A single capital letter does end one ("Annex A. The …"): annexes are common here and initials of people are not.
"""

from __future__ import annotations

import itertools
import re

# Never the end of a sentence: something always follows.
_LEADING = re.compile(
    r"arts?|párrs?|parr|apdo|inc|sr(?:es|a)?|dra?|mrs?|ms|prof|figs?|cap|vol|e\.g|i\.e|p\. ?ej|v\.gr|cf|vs|st|ee|eds?"
)
# No end where a number follows: "No. 5", but "No. They may not."
_BEFORE_NUMBER = re.compile(r"nos?|n[úu]ms?|n|n\.?º|pp?|págs?|paras?|secs?|ch|chap|tel|approx|aprox|ca|ref")
# "1. The plan", "(iv). The plan": the number of a line belongs to what it numbers.
_NUMBERING = re.compile(r"\s{0,8}\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-z])\)?", re.IGNORECASE)
# Possessive throughout: a text of nothing but dots or brackets is read once.
_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++)(?P<after>[\"'”’»)\]]*+)(?=\s++(?P<next>[¿¡«\"'“‘(\[]*+[^\W_]))")
_WORD_BEFORE = re.compile(r"(?:\bp\. ?ej|[^\W\d_]+(?:\.[^\W\d_º]+)*º?)$")
_LONGEST_ABBREVIATION = 12

Span = tuple[int, int]


def sentences(text: str) -> list[Span]:
    """The sentences of a text as (start, end), without the white space around them; a line ends one."""
    found: list[Span] = []
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        found += _of_line(text, line.start(), line.end())
    return found


def _of_line(text: str, start: int, end: int) -> list[Span]:
    cuts = [match.end() for match in _END.finditer(text, start, end) if _ends(text, start, match)]
    bounds = [start, *cuts, end]
    trimmed = (_trim(text, left, right) for left, right in itertools.pairwise(bounds))
    return [span for span in trimmed if span[0] < span[1]]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = match["next"][-1]
    if not (following.isupper() or following.isdigit() or len(match["next"]) > 1):
        return False
    if match["mark"] != "." or match["after"]:
        return True
    if _NUMBERING.fullmatch(text, start, match.start()):
        return False
    before = text[max(start, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    word = _WORD_BEFORE.search(before)
    said = word.group().lower() if word else ""
    return not (_LEADING.fullmatch(said) or (following.isdigit() and _BEFORE_NUMBER.fullmatch(said)))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
