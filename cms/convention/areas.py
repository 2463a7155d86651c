"""Which of the five key areas of study a provision belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from cms.convention.units import unit_of

INTRODUCTION, POPS, PROVISIONS, NIP, ESM = "introduction", "pops", "provisions", "nip", "esm"

# A topic says more than the place: Article 6 is about wastes, its paragraph 1 (d) about their sound management.
BY_TOPIC = {"nip": NIP, "esm": ESM}
BY_UNIT = {
    **dict.fromkeys(("art_3", "art_4", "art_5", "art_6", "annex_a", "annex_b", "annex_c"), PROVISIONS),
    **dict.fromkeys(("art_8", "annex_d", "annex_e", "annex_f"), POPS),
    **dict.fromkeys(("art_7", "art_15"), NIP),
    **dict.fromkeys(("art_9", "art_10", "art_11", "art_12", "art_13"), ESM),
}


def area_of(eid: str, topics: Iterable[str]) -> str:
    """The key area of a provision; what founds and runs the treaty is its introduction."""
    found = next((BY_TOPIC[topic] for topic in topics if topic in BY_TOPIC), "")
    return found or BY_UNIT.get(unit_of(eid), INTRODUCTION)
