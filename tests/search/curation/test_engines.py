"""The rules act on whichever engine answers, and at once."""

from __future__ import annotations

import pytest
from django.test import override_settings

from search import indexing, registry
from search.curation import effect
from search.indexing import outbox
from search.services import engines, knowledge
from search.services.results import Query
from search.services.search import search
from tests.search.curation.conftest import best_bet, one_way, synonym
from tests.search.curation.test_effect import JUDGED
from tests.search.curation.test_reports import asked
from tests.search.curation.test_rules import NumberRecogniser

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(with_elasticsearch, site):
    """The library in both engines."""
    engines.breaker_of("elasticsearch").reset()
    indexing.touch_many(site.name, site.keys())
    outbox.drain()
    knowledge.forget()
    return site


def found(text: str, language: str = "en") -> tuple[str, list[str]]:
    answer = search(Query(text, language))
    return answer.engine, [result.family_id for result in answer.results]


def test_a_synonym_acts_on_elasticsearch_and_on_its_reserve(both):
    assert found("widget") == ("elasticsearch", [])
    rule = synonym("widget", "guide")
    assert found("widget") == ("elasticsearch", ["page:guide"])
    assert found('"widget"') == ("elasticsearch", [])
    with override_settings(ELASTICSEARCH_URL=""):
        assert found("widget") == ("embedded", ["page:guide"])
    rule.unpublish()
    assert found("widget") == ("elasticsearch", [])


def test_one_way_leads_one_way_on_elasticsearch(both):
    one_way("widget", "guide")
    assert found("widget")[1] == ["page:guide"]
    assert found("guide")[1] == ["page:guide"]
    one_way("capacitors", "guide")
    assert "page:guide" in found("capacitors")[1]
    assert "page:guide" not in found("transformers")[1]
    assert "chemical:pcb" not in found("guide")[1]


def test_a_rule_of_one_language_serves_the_other_where_that_says_nothing_of_its_own(both):
    """Of “NIP” both languages know synonyms, of “capacitors” neither."""
    one_way("capacitors", "guide", language="es")
    one_way("NIP", "guide", language="es")
    assert found("capacitors", "es") == ("elasticsearch", found("capacitors", "en")[1])
    assert "page:guide" in found("capacitors", "en")[1]
    assert "page:guide" in found("NIP", "es")[1]
    assert "page:guide" not in found("NIP", "en")[1]


def test_a_rule_is_tried_on_both_engines_by_their_names(both, monkeypatch):
    """The engine is held back from readers, who are served by the reserve; the trial is not."""
    monkeypatch.setattr(effect, "shipped", lambda: JUDGED[:1])
    breaker = engines.breaker_of("elasticsearch")
    breaker.hold()
    assert found("widget") == ("embedded", [])
    asked("widget")
    rule = synonym("widget", "guide", live=False)
    result = effect.compare(rule, rule)
    changed = {"query": "widget", "language": "en", "before": [], "after": ["page:guide"]}
    assert [(part["engine"], part["unanswered"], part["changed_queries"]) for part in result["engines"]] == [
        ("elasticsearch", 0, [changed]),
        ("embedded", 0, [changed]),
    ]
    assert [part["changed_judgments"][0]["places"] for part in result["engines"]] == [
        [{"family": "page:guide", "grade": 3, "before": None, "after": 1}]
    ] * 2
    assert result["silent"] == []
    breaker.release()


def test_a_best_bet_acts_on_elasticsearch(both):
    before = found("wastes")[1]
    bet = best_bet("wastes", "page:guide")
    assert found("wastes") == ("elasticsearch", ["page:guide", *before])
    bet.unpublish()
    assert found("wastes") == ("elasticsearch", before)


@pytest.mark.parametrize("query", ["Article 6", "143-50-0"])
def test_nothing_comes_before_what_is_cited_on_elasticsearch(both, query):

    registry.register_recogniser(NumberRecogniser())
    engine, before = found(query)
    best_bet(query, "page:guide")
    assert (engine, found(query)[1][:2]) == ("elasticsearch", [before[0], "page:guide"])


def test_what_was_put_first_answers_and_is_not_only_near(both):
    best_bet("zzz stockpiles qqq", "page:guide")
    answer = search(Query("zzz stockpiles qqq", "en"))
    assert (answer.results[0].family_id, answer.nearest) == ("page:guide", False)
