"""What editors publish acts at once, what they do not publish does not act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search import registry
from search.curation.models import SynonymRule
from search.curation.search_documents import Published
from search.domain.best_bets import BestBet
from search.domain.grammar import parse
from search.models import DocumentRecord
from search.registry import Recognition
from search.services.curated import called_for, curated
from search.services.knowledge import lexicon
from search.services.results import Query
from search.services.search import rank, search
from tests.search.curation.conftest import best_bet, one_way, synonym

pytestmark = pytest.mark.django_db


def found(text: str, language: str = "en", **filters: tuple[str, ...]) -> list[str]:
    return [result.family_id for result in search(Query(text, language, filters)).results]


@pytest.mark.parametrize(
    ("language", "said", "meant", "family"),
    [
        ("en", "widget", "guide", "page:guide"),
        ("es", "cacharro", "condensadores", "chemical:pcb"),
    ],
)
def test_a_synonym_acts_from_its_publication_to_its_end(site, language, said, meant, family):
    assert found(said, language) == []
    rule = synonym(said, meant, language=language, live=False)
    assert found(said, language) == []
    rule.latest_revision.publish()
    assert family in found(said, language)
    rule.refresh_from_db()
    rule.unpublish()
    assert found(said, language) == []


def test_a_draft_of_a_live_rule_changes_nothing_until_it_is_published(site):
    rule = synonym("widget", "guide")
    rule.expressions = "gadget\nguide"
    rule.save_revision()
    assert (found("widget"), found("gadget")) == (["page:guide"], [])
    rule.latest_revision.publish()
    assert (found("widget"), found("gadget")) == ([], ["page:guide"])


def test_a_version_that_was_saved_over_and_published_again_acts(site):
    rule = synonym("widget", "guide")
    assert found("widget") == ["page:guide"]
    rule.expressions = "gadget\nguide"
    revision = rule.save_revision(overwrite_revision=rule.latest_revision)
    assert revision.pk == rule.live_revision_id
    revision.publish()
    assert (found("widget"), found("gadget")) == ([], ["page:guide"])


def test_a_deleted_rule_acts_no_more(site):
    rule = synonym("widget", "guide")
    assert found("widget") == ["page:guide"]
    rule.delete()
    assert found("widget") == []


def test_a_rule_for_all_languages_serves_both(site):
    synonym("widget", "transformers")
    assert "chemical:pcb" in found("widget", "en")
    assert "chemical:pcb" in found("widget", "es")


def test_one_way_leads_one_way(site):
    before = found("transformers")
    one_way("widget", "transformers")
    assert "chemical:pcb" in found("widget")
    assert found("transformers") == before
    one_way("capacitors", "guide")
    assert "page:guide" not in found("guidebook")
    assert "page:guide" in found("capacitors")
    assert "chemical:pcb" not in found("guide")


def test_what_is_quoted_is_meant_as_it_stands(site):
    synonym("widget", "guide")
    assert found('"widget"') == []
    assert found("widget") == ["page:guide"]


def test_a_synonym_does_not_displace_those_of_the_apps(site):
    before = found("NIP")
    synonym("NIP", "kepone")
    assert before == ["provision:art_7"]
    assert set(found("NIP")) == {"provision:art_7", "chemical:chlordecone"}


def test_every_process_sees_it_without_being_told(site, django_assert_num_queries):
    synonym("widget", "guide")
    with django_assert_num_queries(1):
        Published().stamp()
    # As another process would: the row alone is changed, no signal is sent here.
    assert found("widget") == ["page:guide"]
    SynonymRule.objects.update(live=False)
    assert found("widget") == []


def test_a_curation_that_fails_costs_nothing_but_itself(site):
    class Broken:
        name = "broken"

        def stamp(self):
            raise RuntimeError

        def synonyms(self, language):
            raise RuntimeError

        best_bets = synonyms

    registry.register_curation(Broken())
    synonym("widget", "guide")
    assert found("widget") == ["page:guide"]


class Fails:
    """A curation of which one part fails at first, in both languages."""

    name = "flaky"

    def __init__(self, part: str) -> None:
        self.part = part
        self.left = 1 if part == "stamp" else 2

    def _told(self, part: str, value: object) -> object:
        if part == self.part and self.left:
            self.left -= 1
            raise RuntimeError("the database is away for a moment")
        return value

    def stamp(self):
        return self._told("stamp", id(self))

    def synonyms(self, language):
        return self._told("synonyms", [("widget", "guide")])

    def best_bets(self, language):
        return self._told("best_bets", [BestBet("1", "page:guide", ("zzz",))])


@pytest.mark.parametrize(
    ("part", "text", "first"),
    [("synonyms", "widget", []), ("best_bets", "zzz", []), ("stamp", "widget", ["page:guide"])],
)
def test_a_curation_that_fails_at_first_acts_the_next_time(site, part, text, first):
    registry.register_curation(Fails(part))
    assert found(text) == first
    assert found(text) == ["page:guide"]


def test_a_curation_without_a_stamp_is_read_every_time(site):
    class Stampless:
        name = "stampless"
        groups: list = []

        def stamp(self):
            raise RuntimeError

        def synonyms(self, language):
            return self.groups

        def best_bets(self, language):
            return []

    curation = Stampless()
    registry.register_curation(curation)
    assert found("widget") == []
    curation.groups = [("widget", "guide")]
    assert found("widget") == ["page:guide"]


def test_a_best_bet_is_first_and_stands_once(site):
    before = found("wastes")
    assert before[0] != "lesson:m3-l4"
    bet = best_bet("wastes", "lesson:m3-l4")
    after = found("wastes")
    assert after == ["lesson:m3-l4", *(family for family in before if family != "lesson:m3-l4")]
    bet.unpublish()
    assert found("wastes") == before


def test_what_no_engine_found_is_first_all_the_same_in_the_readers_language(site):
    best_bet("zzz", "chemical:pcb", language="es")
    answer = search(Query("zzz", "es"))
    assert [(hit.family_id, hit.title, hit.language) for hit in answer.results] == [
        ("chemical:pcb", "Bifenilos policlorados", "es")
    ]
    assert answer.count == 1
    assert found("zzz", "en") == []


@pytest.mark.parametrize("query", ["waste", "Wastes", "the wastes", "WASTES"])
def test_case_plural_and_small_words_do_not_matter(site, query):
    best_bet("wastes", "chemical:chlordecone")
    assert found(query)[0] == "chemical:chlordecone"


@pytest.mark.parametrize(
    "query", ['"wastes"', "wastes stockpiles", "stockpiles -wastes", "title:wastes", "kind:lesson wastes"]
)
def test_an_exact_bet_wants_the_whole_query(site, query):
    best_bet("wastes", "chemical:chlordecone")
    assert "chemical:chlordecone" not in found(query)


def test_a_bet_on_words_wants_all_of_them_in_any_order(site):
    best_bet("safe stockpiles", "chemical:chlordecone", match="contains")
    assert found("stockpiles made safe")[0] == "chemical:chlordecone"
    assert "chemical:chlordecone" not in found("stockpiles")
    assert "chemical:chlordecone" not in found('"safe stockpiles"')


def test_what_is_taken_from_the_top_is_still_there(site):
    before = found("wastes")
    best_bet("wastes", before[0], action="demote")
    assert found("wastes") == [*before[1:], before[0]]


class NumberRecogniser:
    """CAS numbers, as the Convention's app finds them."""

    name = "numbers"

    def recognise(self, query, language):
        start = query.find("143-50-0")
        return [Recognition(("chemical:chlordecone",), start, start + 8, "cas", 1.0, "143-50-0")] if start >= 0 else []


@pytest.mark.parametrize("query", ["Article 6", "143-50-0"])
def test_a_citation_or_number_cannot_be_displaced(site, query):
    registry.register_recogniser(NumberRecogniser())
    (first, *rest) = found(query)
    best_bet(query, "page:guide")
    assert found(query) == [first, "page:guide", *rest]


def test_a_citation_cannot_be_taken_away(site):
    before = found("Article 6")
    best_bet("Article 6", before[0], action="demote")
    answer = search(Query("Article 6", "en"))
    assert [hit.family_id for hit in answer.results] == before
    assert answer.answer.family_id == "provision:art_6"


def test_a_filter_holds_for_best_bets_too(site):
    best_bet("wastes", "chemical:chlordecone")
    assert "chemical:chlordecone" not in found("wastes", kind=("provision",))
    best_bet("stockpiles", "provision:art_6")
    assert found("stockpiles", kind=("provision",))[0] == "provision:art_6"


def test_what_is_not_public_is_not_shown_by_a_bet(site):
    best_bet("zzz", "page:guide")
    assert found("zzz") == ["page:guide"]
    DocumentRecord.objects.filter(family_id="page:guide").update(visibility="private")
    assert found("zzz") == []


@pytest.mark.parametrize(
    "gone",
    [
        lambda records: records.delete(),
        lambda records: records.update(visibility="private"),
        lambda records: records.update(source="gone"),
    ],
    ids=["deleted", "restricted", "of an app that is gone"],
)
def test_a_bet_for_what_is_gone_is_no_result_and_no_answer(site, gone):
    """It would be counted without being shown, and hide that what is shown only comes near."""
    best_bet("insecticide phone", "term:stockpile")
    answer = search(Query("insecticide phone", "en"))
    assert (answer.count, answer.results[0].family_id, answer.nearest) == (3, "term:stockpile", False)
    gone(DocumentRecord.objects.filter(family_id="term:stockpile"))
    answer = search(Query("insecticide phone", "en"))
    assert (answer.count, len(answer.results), answer.nearest, answer.bets) == (2, 2, True, [])
    assert "term:stockpile" not in rank(Query("insecticide phone", "en"))


def test_only_a_bet_that_is_called_for_asks_the_database(site, django_assert_num_queries):
    best_bet("zzz", "page:guide")
    people = curated(lexicon())
    with django_assert_num_queries(0):
        assert called_for(people, parse("wastes"), "en") == []
    with django_assert_num_queries(1):
        assert [bet.family_id for bet in called_for(people, parse("zzz"), "en")] == ["page:guide"]


@pytest.mark.parametrize(("starts", "ends", "acts"), [(0, 0, True), (1, None, False), (None, 0, True), (-3, 2, True)])
def test_a_bet_acts_on_its_days(site, starts, ends, acts):
    def day(offset):
        return None if offset is None else timezone.localdate() + timedelta(days=offset)

    best_bet("zzz", "page:guide", starts_on=day(starts), ends_on=day(ends))
    assert bool(found("zzz")) is acts


def test_a_pinned_result_is_on_the_first_page_only(site):
    best_bet("zzz", "page:guide")
    assert search(Query("zzz", "en", page=2)).results == []


def test_measuring_sees_the_best_bets(site):
    best_bet("zzz", "page:guide")
    assert rank(Query("zzz", "en")) == ["page:guide"]


def test_why_these_results_names_the_best_bet(client, site):
    bet = best_bet("zzz", "page:guide")
    answer = search(Query("zzz", "en"))
    assert [(item.name, item.family_id) for item in answer.bets] == [(str(bet.pk), "page:guide")]
    assert "best bet" not in client.get("/en/search/?q=zzz").content.decode().lower()
