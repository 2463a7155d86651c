"""No cell is a formula, no cell breaks its line."""

import pytest

from search.spreadsheets import safe


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "' =1"),
        ("\r\n=1", "' =1"),
        ("＝1", "'＝1"),
        ("|cmd", "'|cmd"),
        ("a=b", "a=b"),
        ("Uno\ndos\tthree", "Uno dos three"),
        ("", ""),
    ],
)
def test_a_cell_is_text_on_one_line(cell, expected):
    assert safe(cell) == expected
