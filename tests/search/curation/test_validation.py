from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from search import indexing
from search.curation.models import BestBet, SynonymRule
from search.documents import PRIVATE
from search.indexing import outbox
from search.models import DocumentRecord
from search.services import knowledge
from tests.factories.search import document
from tests.search.curation.conftest import best_bet, synonym

pytestmark = pytest.mark.django_db


def problems(rule) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        rule.full_clean()
    return caught.value.message_dict


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"expressions": ""}, "expressions", "This field cannot be blank."),
        ({"expressions": "waste"}, "expressions", "Give at least two expressions that mean the same."),
        ({"expressions": "waste\nWáste"}, "expressions", "“Wáste” stands twice."),
        (
            {"expressions": "waste\nof the"},
            "expressions",
            "“of the” is too general: searches pass over such words.",
        ),
        ({"expressions": "waste\n…"}, "expressions", "“…” has no word in it."),
        (
            {"expressions": "waste\none two three four five six seven eight nine"},
            "expressions",
            "“one two three four five six seven eight nine” has more than 8 words.",
        ),
        (
            {"expressions": "\n".join(f"word{number}" for number in range(13))},
            "expressions",
            "At most 12 expressions: split the rule.",
        ),
        (
            {"expressions": "waste", "direction": "one-way"},
            "also_found",
            "Say what the expressions above also find.",
        ),
        (
            {"expressions": "waste\nrubbish", "also_found": "scrap"},
            "also_found",
            "Only one-way rules have this; empty it or change the relation.",
        ),
        (
            {"expressions": "waste", "direction": "one-way", "also_found": "waste"},
            "expressions",
            "“waste” stands twice.",
        ),
    ],
)
def test_what_a_synonym_rule_must_not_be(indexed, values, field, message):
    assert problems(SynonymRule(**values))[field] == [message]


def test_a_word_that_stands_everywhere_would_touch_every_search(indexed):
    for number in range(40):
        indexed.put(document(f"page:n{number}", "en", f"Page {number}", body="A treaty of the region."))
    indexing.touch_many(indexed.name, indexed.keys())
    outbox.drain()
    knowledge.forget()
    (message,) = problems(SynonymRule(expressions="treaty\nwidget"))["expressions"]
    assert message == "“treaty” stands in more than half of all texts; the rule would touch nearly every search."
    SynonymRule(expressions="treaty on wastes\nwidget").full_clean()


def test_the_same_rule_twice_is_refused(indexed):
    rule = synonym("widget", "guide")
    again = SynonymRule(expressions="Guides\nwidget", language="en")
    again.full_clean()
    again.expressions = "Guide\n widget "
    assert problems(again) == {"expressions": [f"Another rule says the same: {rule}."]}
    rule.full_clean()


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"queries": "\n \n"}, "queries", "Give at least one query."),
        ({"queries": "the"}, "queries", "“the” is too general: searches pass over such words."),
        ({"queries": "waste\nWASTE"}, "queries", "“WASTE” stands twice."),
        ({"family": "page:none"}, "family", "Readers find nothing of this name: page:none."),
        ({"family": ""}, "family", "This field cannot be blank."),
        ({"language": ""}, "language", "This field cannot be blank."),
        ({"ends_on": timezone.localdate() - timedelta(days=1)}, "ends_on", "That day has passed."),
        (
            {"starts_on": timezone.localdate() + timedelta(days=9), "ends_on": timezone.localdate()},
            "ends_on",
            "The last day is before the first.",
        ),
    ],
)
def test_what_a_best_bet_must_not_be(indexed, values, field, message):
    good = {"language": "en", "queries": "waste", "family": "page:guide"}
    assert problems(BestBet(**(good | values)))[field] == [message]


@pytest.mark.parametrize("change", [{"visibility": PRIVATE}, {"source": "gone"}])
def test_a_bet_leads_to_what_readers_find(indexed, change):
    DocumentRecord.objects.filter(family_id="page:guide").update(**change)
    bet = BestBet(language="en", queries="waste", family="page:guide")
    assert problems(bet) == {"family": ["Readers find nothing of this name: page:guide."]}


def test_the_same_bet_twice_is_refused(indexed):
    bet = best_bet("waste\nrubbish", "page:guide")
    again = BestBet(language="en", queries="Rubbish", family="page:guide")
    assert problems(again) == {"queries": [f"Another best bet does this already: {bet}."]}
    BestBet(language="es", queries="Rubbish", family="page:guide").full_clean()


def test_what_is_wrong_is_said_in_the_language_of_whoever_writes_the_rule(indexed):
    tomorrow, yesterday = (timezone.localdate() + timedelta(days=days) for days in (1, -1))
    bet = {"language": "en", "queries": "waste\nWASTE", "family": "page:none", "ends_on": yesterday}
    with override("es"):
        assert problems(SynonymRule(expressions="waste")) == {
            "expressions": ["Indique al menos dos expresiones que signifiquen lo mismo."]
        }
        assert problems(SynonymRule(expressions="waste\nrubbish", also_found="scrap")) == {
            "also_found": ["Solo las reglas en un sentido lo llevan; déjelo vacío o cambie la relación."]
        }
        assert problems(BestBet(**bet)) == {
            "queries": ["«WASTE» aparece dos veces."],
            "family": ["Los lectores no encuentran nada con este nombre: page:none."],
            "ends_on": ["Ese día ya ha pasado."],
        }
        assert problems(BestBet(**{**bet, "queries": "waste", "family": "page:guide", "starts_on": tomorrow})) == {
            "ends_on": ["El último día es anterior al primero."]
        }
