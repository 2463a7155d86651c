"""One value per document says what it is counted by."""

from dataclasses import replace

import pytest

from search.backends.profiles import Counts, count, halves, profile
from tests.factories.search import document

PLAIN = document("page:guide", "en", "A guide")
RICH = document(
    "provision:p1", "en", "Wastes", area="nip", topics=("burning", "wastes"), chemicals=("pcb",), course="c1"
)


def test_families_and_values_come_back_from_the_profiles_of_all_their_documents():
    section = replace(RICH, id="provision:p1:en:two", topics=("wastes", "reporting"), area="")
    profiles = map(profile, [PLAIN, RICH, section])
    counts = count(map(halves, profiles), ("topic", "area", "kind"), complete=True)
    p1 = frozenset({"provision:p1"})
    assert counts == Counts(
        frozenset({"page:guide", "provision:p1"}),
        {
            "topic": {"burning": p1, "wastes": p1, "reporting": p1},
            "area": {"nip": p1},
            "kind": {"page": frozenset({"page:guide"}), "provision": p1},
        },
        True,
    )


def test_nothing_found_is_nothing_counted():
    assert count([], ("kind",), complete=True) == Counts(frozenset(), {"kind": {}}, True)


def test_what_only_readers_filter_by_is_no_facet():
    with pytest.raises(ValueError, match="visibility"):
        count([halves(profile(PLAIN))], ("visibility",), complete=True)
