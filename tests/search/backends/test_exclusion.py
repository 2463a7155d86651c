"""What every engine leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.search.backends.conftest import clause, found, plan


@pytest.mark.parametrize(
    ("excluded", "left"),
    [
        ({"topic": ("burning",)}, ["provision:p2:en"]),
        ({"topic": ("burning", "plans"), "kind": ("page",)}, ["provision:p2:en"]),
        ({"area": ("understanding", "nip")}, []),
        ({"chemical": ("pcb",)}, ["provision:p1:en", "provision:p2:en"]),
    ],
)
def test_what_is_excluded_by_a_filter_is_not_found(filled, excluded, left):
    asked = plan(clause("waste"), filters={"visibility": ("public",)}, excluded=excluded)
    assert found(filled, asked) == left


def test_an_exclusion_by_filter_holds_in_every_language(filled):
    asked = plan(clause("desechos", "es"), language="es", excluded={"area": ("nip",)})
    assert found(filled, asked) == ["provision:p1:es"]


def test_a_filter_with_nothing_but_exclusions_lists_the_rest(filled):
    everything = plan(filters={"visibility": ("public",)})
    assert found(filled, everything) == ["provision:p1:en", "provision:p2:en", "chemical:pcb:en"]
    for text in ("dioxins", "landfills"):
        asked = replace(everything, clauses=(clause(text, occur="not"),), coverage=0)
        assert found(filled, asked) == ["provision:p2:en", "chemical:pcb:en"]
    phrase = replace(everything, clauses=(clause("transformer oils", exact=True, occur="not"),), coverage=0)
    assert found(filled, phrase) == ["provision:p1:en", "provision:p2:en"]
    assert found(filled, replace(everything, excluded={"kind": ("chemical",)})) == found(filled, phrase)


def test_exclusions_alone_find_nothing(filled):
    asked = plan(clause("landfills", occur="not"), excluded={"kind": ("chemical",)}, facets=("kind",))
    results = filled.search(asked)
    assert (list(results.hits), results.families, results.facets) == ([], frozenset(), {})


def test_facets_and_counts_are_without_what_is_excluded(filled):
    asked = plan(
        clause("waste"),
        clause("landfills", occur="not"),
        filters={"area": ("nip",), "visibility": ("public",)},
        excluded={"topic": ("burning",)},
        facets=("topic", "area", "kind"),
    )
    only = frozenset({"provision:p2"})
    results = filled.search(asked)
    assert results.families == only
    assert results.facets == {"topic": {"wastes": only}, "area": {"nip": only}, "kind": {"provision": only}}
    results = filled.search(replace(asked, clauses=asked.clauses[:1], filters={"kind": ("provision",)}))
    assert results.facets["kind"] == {"provision": only, "page": frozenset({"page:guide"})}
