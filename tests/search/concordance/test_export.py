"""The table for spreadsheets: no cell is a formula, no cell breaks its line."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from search.concordance.concord import concord
from search.concordance.export import DELIMITERS, table
from search.concordance.renderings import Concepts
from search.concordance.segments import segments
from tests.factories.search import document


def one_row(english: str, spanish: str):
    left = document("lesson:m1", "en", "Party", body=english)
    right = document("lesson:m1", "es", "Parte", body=spanish)
    return concord("Party", segments(left, right), concepts=Concepts.of([], "en", "es")).rows


@pytest.mark.parametrize("kind", DELIMITERS)
@settings(deadline=None)  # a busy machine is no failure
@given(text=st.text(alphabet='a=+-@,"\t;| \u2028', max_size=30))
def test_what_is_written_is_read_again_as_rows_of_eight(kind, text):
    made = table(one_row(f"Party {text}", f"={text}"), ["h"] * 8, DELIMITERS[kind], "https://example.org")
    assert made.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=DELIMITERS[kind]))
    assert [len(line) for line in lines] == [8] * len(lines)
    assert not [cell for line in lines[1:] for cell in line if cell.lstrip()[:1] in {*"=+-@|%"}]
    assert lines[1][6] == "https://example.org/en/lesson/m1/"


@pytest.mark.parametrize(("language", "kind"), [("en", "Lessons"), ("es", "Lecciones")])
def test_the_kind_is_said_in_the_language_of_whoever_asks(language, kind):
    with override(language):
        made = table(one_row("Party", "Parte"), ["h"] * 8, ",")
    (_head, line, *_more) = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    assert line[0] == kind
