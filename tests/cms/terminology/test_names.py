"""Names found in running text."""

import pytest

from cms.terminology.names import Hit, Names

NAMES = Names.of(
    [
        ("action plan", "plan"),
        ("plan", "any-plan"),
        ("α-HCH", "alpha"),
        ("país", "country"),
        ("PCB", "chemical"),
        ("PCB", "term"),
        ("PCB", "term"),
        ("…", "nothing"),
    ]
)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("An ACTION-plan", [Hit(("plan",), 3, 14, "ACTION-plan")]),
        ("a plan, an action", [Hit(("any-plan",), 2, 6, "plan")]),
        ("pais", [Hit(("country",), 0, 4, "pais")]),
        ("alpha HCH and α-hch", [Hit(("alpha",), 0, 9, "alpha HCH"), Hit(("alpha",), 14, 19, "α-hch")]),
        ("planning PCBs", []),
        ("PCB", [Hit(("chemical", "term"), 0, 3, "PCB")]),
        ("", []),
    ],
)
def test_the_longest_name_is_found_whatever_its_case_and_accents(text, hits):
    assert NAMES.find(text) == hits


def test_without_names_nothing_is_found():
    assert Names().find("anything") == []
