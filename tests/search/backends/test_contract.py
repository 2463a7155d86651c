"""What every engine promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.backends.base import Delete, UnavailableError, Upsert
from search.domain.plan import Clause, Identity, Match
from tests.factories.search import both, document
from tests.search.backends.conftest import BODIES, TITLES, clause, found, plan


class TestSearching:
    def test_a_word_of_the_title_weighs_more_than_one_of_the_body(self, filled):
        assert found(filled, plan(clause("waste"), filters={"kind": ("provision",)})) == [
            "provision:p1:en",
            "provision:p2:en",
        ]

    def test_each_language_has_its_own_index(self, filled):
        assert found(filled, plan(clause("desechos", "es"), language="es")) == ["provision:p1:es", "provision:p2:es"]
        assert found(filled, plan(clause("desechos"))) == []

    def test_coverage_asks_for_enough_of_the_important_words(self, filled):
        words = (clause("landfills", importance=2), clause("drums", importance=1), clause("waste", importance=1))
        assert found(filled, plan(*words, coverage=3)) == ["provision:p1:en"]
        assert found(filled, plan(*words, coverage=4)) == []
        assert set(found(filled, plan(*words, coverage=2))) == {"provision:p1:en", "provision:p2:en"}

    def test_meeting_more_of_what_is_asked_is_worth_what_the_plan_says(self, backend):
        backend.apply(
            [
                Upsert(document("page:loud", "en", "Waste waste", body="Waste, waste and once more waste."), 1),
                Upsert(document("page:both", "en", "A guide", body="In a text waste is named and so are drums."), 1),
            ]
        )
        asked = plan(clause("waste"), clause("drums", importance=2))
        scores = {}
        for coordination in (0.0, 10.0):
            hits = backend.search(replace(asked, coordination=coordination)).hits
            scores[coordination] = {hit.id: hit.score for hit in hits}
        gained = {identity: round(scores[10.0][identity] - scores[0.0][identity], 2) for identity in scores[0.0]}
        assert gained == {"page:loud:en": 10.0, "page:both:en": 30.0}

    def test_a_phrase_is_met_only_in_a_row(self, filled):
        assert found(filled, plan(clause("open burning", exact=True))) == ["provision:p1:en"]
        assert found(filled, plan(clause("burning open", exact=True))) == []

    def test_letters_that_are_written_in_two_ways_are_the_same(self, backend):
        text = "CO₂, the nai\u0308ve Parties’ ﬁre and α-HCH"
        backend.apply([Upsert(document("page:a", "en", "Letters", body=text), 1)])
        for word in ("co2", "naive", "party", "fire", "alpha"):
            assert found(backend, plan(clause(word))) == ["page:a:en"], word

    def test_no_phrase_runs_from_the_title_into_the_body(self, filled):
        assert found(filled, plan(clause("waste fires", exact=True))) == []

    def test_a_demand_and_an_exclusion_hold(self, filled):
        asked = plan(clause("waste"), clause("landfills", occur="must"))
        assert found(filled, asked) == ["provision:p1:en"]
        asked = plan(clause("waste"), clause("landfills", occur="not"), filters={"kind": ("provision",)})
        assert found(filled, asked) == ["provision:p2:en"]

    def test_a_clause_may_ask_one_field_only(self, filled):
        assert found(filled, plan(clause("burning", fields=("title",)))) == ["provision:p1:en"]

    def test_ways_of_one_clause_may_ask_fields_of_their_own(self, filled):
        either = (Match(("burn",), fields=("title",)), Match(("oil",)))
        asked = plan(Clause("title:burning OR oils", either, occur="must"))
        assert set(found(filled, asked)) == {"provision:p1:en", "chemical:pcb:en"}
        asked = plan(Clause("oils OR title:drums", (Match(("oil",)), Match(("drum",), fields=("title",)))))
        assert found(filled, asked) == ["chemical:pcb:en"]

    def test_a_synonym_is_another_way_to_meet_a_clause(self, filled):
        either = Clause("garbage", (Match(("garbag",)), Match(("stockpil",), boost=0.5, origin="synonym")))
        assert found(filled, plan(either)) == ["provision:p2:en"]

    def test_an_identity_finds_what_no_word_does_and_its_score_decides(self, filled):
        named = Clause(
            "PCB",
            identities=(Identity("family", ("chemical:pcb",), 100.0), Identity("topic", ("wastes",), 7.0)),
            importance=3,
        )
        results = filled.search(plan(named, coverage=3)).hits
        assert [(hit.document.id, hit.score) for hit in results] == [
            ("chemical:pcb:en", 100.0),
            ("provision:p1:en", 7.0),
            ("provision:p2:en", 7.0),
        ]

    def test_equal_scores_follow_the_order_of_the_documents(self, filled):
        asked = plan(filters={"kind": ("provision",)})
        assert found(filled, asked) == ["provision:p1:en", "provision:p2:en"]

    def test_filters_within_one_facet_widen_and_across_facets_narrow(self, filled):
        asked = plan(filters={"area": ("understanding", "nip"), "topic": ("burning",)})
        assert found(filled, asked) == ["provision:p1:en"]

    def test_facets_count_under_all_filters_but_their_own(self, filled):
        asked = plan(
            clause("waste"),
            filters={"topic": ("burning",), "visibility": ("public",)},
            facets=("topic", "area", "kind"),
        )
        facets = filled.search(asked).facets
        assert facets == {
            "topic": {
                "burning": frozenset({"provision:p1"}),
                "wastes": frozenset({"provision:p1", "provision:p2"}),
            },
            "area": {"understanding": frozenset({"provision:p1"})},
            "kind": {"provision": frozenset({"provision:p1"})},
        }

    def test_families_are_all_that_match_and_not_only_the_best(self, filled):
        results = filled.search(replace(plan(clause("waste")), limit=1))
        assert len(results.hits) == 1
        assert results.families == {"provision:p1", "provision:p2", "page:guide"}

    def test_nothing_asked_is_nothing_found(self, filled):
        results = filled.search(plan())
        assert (list(results.hits), results.families) == ([], frozenset())

    def test_the_document_comes_back_whole(self, filled):
        original = next(
            both("provision:p1", TITLES, BODIES, topics=("burning", "wastes"), area="understanding", ordinal=1)
        )
        assert filled.search(plan(clause("landfills"))).hits[0].document == original
        assert filled.documents([original.id, "provision:none:en"], "en") == {original.id: original}


class TestWriting:
    first = document("page:a", "en", "First version")
    second = document("page:a", "en", "Second version")

    def test_a_newer_version_replaces_an_older_one(self, backend):
        backend.apply([Upsert(self.first, 1)])
        backend.apply([Upsert(self.second, 2)])
        assert found(backend, plan(clause("second"))) == ["page:a:en"]
        assert found(backend, plan(clause("first"))) == []
        assert len(list(backend.scan())) == 1

    def test_an_older_version_that_arrives_late_changes_nothing(self, backend):
        backend.apply([Upsert(self.second, 2)])
        backend.apply([Upsert(self.first, 1)])
        assert found(backend, plan(clause("second"))) == ["page:a:en"]

    def test_within_one_batch_the_newest_wins_in_any_order(self, backend):
        backend.apply([Upsert(self.second, 2), Upsert(self.first, 1)])
        assert found(backend, plan(clause("version"))) == ["page:a:en"]
        assert [state.version for state in backend.scan()] == [2]

    def test_a_deleted_document_is_not_found(self, backend):
        backend.apply([Upsert(self.first, 1)])
        backend.apply([Delete("page:a:en", "en", 2)])
        assert found(backend, plan(clause("first"))) == []
        assert list(backend.scan()) == []
        assert backend.documents(["page:a:en"], "en") == {}

    def test_a_late_write_does_not_bring_a_deleted_document_back(self, backend):
        backend.apply([Delete("page:a:en", "en", 2)])
        backend.apply([Upsert(self.first, 1)])
        assert list(backend.scan()) == []

    def test_a_late_deletion_does_not_take_away_a_newer_document(self, backend):
        backend.apply([Upsert(self.second, 3)])
        backend.apply([Delete("page:a:en", "en", 2)])
        assert found(backend, plan(clause("second"))) == ["page:a:en"]

    def test_applying_again_changes_nothing(self, backend):
        for _ in range(2):
            backend.apply([Upsert(self.first, 1)])
        assert [(state.id, state.version, state.hash) for state in backend.scan()] == [
            ("page:a:en", 1, self.first.hash)
        ]

    def test_a_language_without_an_index_is_passed_over(self, backend):
        backend.apply([Upsert(document("page:a", "en", "One"), 1)])
        backend.apply([Delete("page:a:fr", "fr", 2)])
        assert len(list(backend.scan())) == 1

    def test_the_scan_tells_id_language_version_and_hash(self, filled):
        states = {state.id: state for state in filled.scan()}
        assert len(states) == 7
        assert states["chemical:pcb:es"].language == "es"


class TestGenerations:
    old = document("page:a", "en", "Old text")
    new = document("page:a", "en", "New text")

    def test_without_an_index_search_says_so(self, backend):
        assert not backend.health().ok
        with pytest.raises(UnavailableError, match="search_rebuild"):
            backend.search(plan(clause("old")))

    def test_a_new_generation_answers_only_when_promoted(self, backend):
        backend.apply([Upsert(self.old, 1)])
        generation = backend.begin_generation()
        backend.load(generation, [Upsert(self.new, 2)])
        assert found(backend, plan(clause("new"))) == []
        assert found(backend, plan(clause("new")), generation) == ["page:a:en"]
        backend.promote(generation)
        assert found(backend, plan(clause("new"))) == ["page:a:en"]
        assert backend.health().generation == generation
        assert backend.health().documents == {"en": 1, "es": 0}

    def test_rolling_back_brings_the_earlier_generation(self, backend):
        backend.promote(backend.begin_generation())
        backend.apply([Upsert(self.old, 1)])
        before = backend.current()
        backend.promote(backend.begin_generation())
        assert found(backend, plan(clause("old"))) == []
        assert backend.earlier() == before
        backend.rollback()
        assert found(backend, plan(clause("old"))) == ["page:a:en"]

    def test_without_an_earlier_generation_there_is_no_way_back(self, backend):
        backend.apply([Upsert(self.old, 1)])
        for way in (backend.earlier, backend.rollback):
            with pytest.raises(UnavailableError):
                way()

    def test_a_discarded_generation_is_gone_and_the_one_that_answers_stays(self, backend):
        backend.apply([Upsert(self.old, 1)])
        generation = backend.begin_generation()
        backend.discard(generation)
        backend.discard(backend.health().generation)
        with pytest.raises(UnavailableError):
            backend.search(plan(clause("old")), generation)
        assert found(backend, plan(clause("old"))) == ["page:a:en"]

    def test_a_write_that_finds_no_index_leaves_a_rebuild_that_makes_one_alone(self, backend):
        with backend.rebuilding():
            generation = backend.begin_generation()
            with pytest.raises(UnavailableError):
                backend.apply([Upsert(self.old, 1)])
            backend.load(generation, [Upsert(self.new, 2)])
            backend.promote(generation)
        assert found(backend, plan(clause("new"))) == ["page:a:en"]

    def test_nothing_is_loaded_into_a_generation_that_is_gone(self, backend):
        generation = backend.begin_generation()
        backend.discard(generation)
        with pytest.raises(UnavailableError):
            backend.load(generation, [Upsert(self.new, 2)])
