"""Synonyms, vocabulary, fusion and metrics, each by small cases."""

import math

import pytest

from search.domain.fusion import fuse
from search.domain.metrics import ndcg, reciprocal_rank, success
from search.domain.synonyms import Expansion, OneWay, Synonyms
from search.domain.vocabulary import Spelling, Vocabulary

LANGUAGES = ["en", "es"]


class TestSynonyms:
    groups = (("COP", "Conference of the Parties"), ("stockpile", "existencias"), ("PCB", "bifenilos policlorados"))

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (["cop"], [Expansion(0, 1, (("conference", "of", "the", "parties"),))]),
            (
                ["conference", "parties", "decides"],
                [Expansion(0, 2, (("cop",), ("conference", "of", "the", "parties")))],
            ),
            (["stockpiles"], [Expansion(0, 1, (("stockpile",), ("existencias",)))]),
            (["bifenilos", "policlorados"], [Expansion(0, 2, (("pcb",),))]),
            (["bifenilos"], []),
            (["waste"], []),
        ],
    )
    def test_every_stretch_that_is_an_expression_is_expanded(self, query, expected):
        assert Synonyms(self.groups, LANGUAGES).expand(query) == expected

    @pytest.mark.parametrize(
        ("query", "found"),
        [("cas", True), ("cass", False), ("casa", False), ("casos", False), ("pops", True), ("pop", True)],
    )
    def test_an_acronym_is_no_stem(self, query, found):
        synonyms = Synonyms([("CAS", "número CAS", "CAS No."), ("POPs", "contaminantes")], LANGUAGES)
        assert bool(synonyms.expand([query])) is found

    def test_a_one_way_group_is_found_from_one_side(self):
        synonyms = Synonyms([OneWay(("drins",), ("aldrin", "endrin"))], LANGUAGES)
        assert synonyms.expand(["drins"]) == [Expansion(0, 1, (("aldrin",), ("endrin",)))]
        assert synonyms.expand(["aldrin"]) == []

    def test_an_expression_of_small_words_is_no_synonym(self):
        assert Synonyms([("of the", "COP")], LANGUAGES).expand(["of", "the"]) == []


class TestVocabulary:
    words = {"stockholm": 40, "convention": 90, "dioxins": 5, "dioxin": 3, "existencias": 20, "waste": 30, "paste": 1}
    vocabulary = Vocabulary("en", words, 100)

    def test_frequency_counts_all_forms(self):
        assert self.vocabulary.frequency("dioxins") == 8
        assert self.vocabulary.frequency("unheard") == 0

    def test_frequency_counts_forms_of_short_words_too(self):
        vocabulary = Vocabulary("en", {"use": 5, "using": 4, "used": 2, "user": 9, "it": 7, "its": 1}, 100)
        assert [vocabulary.frequency(word) for word in ("use", "using", "it", "us")] == [11, 11, 8, 0]

    def test_no_word_is_in_more_documents_than_there_are(self):
        assert Vocabulary("en", {"dioxin": 8, "dioxins": 7}, 10).frequency("dioxin") == 10

    @pytest.mark.parametrize(
        ("word", "meant"),
        [
            ("stokholm", "stockholm"),
            ("convetion", "convention"),
            ("existensias", "existencias"),
            ("wsate", "waste"),
        ],
    )
    def test_the_nearest_word_is_meant(self, word, meant):
        assert self.vocabulary.spellings(word)[0].word == meant

    @pytest.mark.parametrize("word", ["pcx", "2026", "photosynthesis", "wxyze"])
    def test_short_words_numbers_and_far_words_are_not_guessed(self, word):
        assert self.vocabulary.spellings(word) == []

    def test_the_commoner_of_two_equally_near_words_comes_first(self):
        assert [spelling.word for spelling in self.vocabulary.spellings("xaste")] == []
        assert [spelling.word for spelling in self.vocabulary.spellings("waaste")] == ["waste"]

    @pytest.mark.parametrize(
        ("word", "near"),
        [
            ("klordane", [Spelling("chlordane", 0.5, 3)]),
            ("chlordana", [Spelling("chlordane", 1, 3)]),
            ("klordana", [Spelling("chlordane", 1.5, 3)]),
            ("kain", [Spelling("cain", 0.5, 1)]),
            ("cha", []),
            ("chlordane", []),
            ("rubish", [Spelling("rubbish", 0.5, 0)]),
        ],
    )
    def test_what_sounds_the_same_is_nearest(self, word, near):
        vocabulary = Vocabulary("en", {"chlordane": 3, "cain": 1, "chain": 2}, 10, {"rubbish"})
        assert vocabulary.near(word) == near

    def test_what_people_say_is_known_in_any_form_but_in_no_document(self):
        vocabulary = Vocabulary("en", {"waste": 3}, 10, {"rubbish", "tyre"})
        assert [vocabulary.knows(word) for word in ("wastes", "rubbish", "tyres", "tire")] == [True, True, True, False]
        assert [vocabulary.frequency(word) for word in ("waste", "rubbish")] == [3, 0]

    def test_an_empty_vocabulary_knows_nothing(self):
        assert Vocabulary("en", {}, 0).near("chlordane") == []


class TestFusion:
    def test_one_ranking_keeps_its_order(self):
        assert [item for item, _ in fuse([(1.0, ["a", "b", "c"])], 10)] == ["a", "b", "c"]

    def test_what_both_rank_high_comes_first(self):
        assert [item for item, _ in fuse([(1.0, ["a", "b"]), (1.0, ["b", "c"])], 10)] == ["b", "a", "c"]

    def test_the_heavier_ranking_wins(self):
        assert [item for item, _ in fuse([(1.0, ["a"]), (0.3, ["b"])], 10)] == ["a", "b"]

    def test_the_score_is_the_sum_of_reciprocal_ranks(self):
        assert fuse([(1.0, ["a"]), (0.5, ["b", "a"])], 10)[0] == ("a", pytest.approx(1 / 11 + 0.5 / 12))


class TestMetrics:
    grades = {"a": 3, "b": 2, "c": 1}

    def test_the_best_order_is_one(self):
        assert ndcg(["a", "b", "c"], self.grades) == 1.0

    def test_a_known_value(self):
        ideal = 7 + 3 / math.log2(3) + 1 / 2
        assert ndcg(["x", "a"], self.grades) == pytest.approx(7 / math.log2(3) / ideal)

    def test_what_comes_after_ten_does_not_count(self):
        assert ndcg([*"0123456789", "a"], self.grades) == 0.0

    @pytest.mark.parametrize(
        ("ranking", "expected"), [(["a"], 1.0), (["c", "b"], 0.5), (["x", "y", "a"], 1 / 3), (["c"], 0.0), ([], 0.0)]
    )
    def test_reciprocal_rank(self, ranking, expected):
        assert reciprocal_rank(ranking, self.grades) == pytest.approx(expected)

    @pytest.mark.parametrize(("ranking", "expected"), [(["a"], 1.0), (["b", "a"], 0.0), ([], 0.0)])
    def test_success(self, ranking, expected):
        assert success(ranking, self.grades) == expected
