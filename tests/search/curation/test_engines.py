"""The rules act on whichever engine answers, and at once."""

from __future__ import annotations

import pytest
from django.test import override_settings

from search import indexing, registry
from search.indexing import outbox
from search.services import engines, knowledge
from search.services.results import Query
from search.services.search import search
from tests.search.curation.conftest import best_bet, one_way, synonym
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
    one_way("capacitors", "guide", language="es")
    assert "page:guide" not in found("transformers")[1]


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
