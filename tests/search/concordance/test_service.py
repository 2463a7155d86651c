"""Asking the engine that answers for a phrase, with what stands beside it."""

from __future__ import annotations

import shutil

import pytest

from search import indexing, registry
from search.concordance.service import MAX_DOCUMENTS, Answer, Question, consult
from search.indexing import outbox
from search.models import DocumentRecord
from search.registry import Concept
from search.services import engines
from tests.factories.search import Library, both, document

CONCEPTS = [
    Concept("term:stockpile", {"en": ("stockpile", "stockpiles"), "es": ("existencias",)}),
    Concept("chemical:pcb", {"en": ("Polychlorinated biphenyls", "PCB"), "es": ("Bifenilos policlorados", "PCB")}),
]


@pytest.fixture
def library(library: Library) -> Library:
    registry.register_concepts("library", lambda: CONCEPTS)
    return library


def ask(phrase: str, **options) -> Answer:
    return consult(Question(phrase=phrase, **options))


def rows(answer: Answer) -> list[tuple[str, str, str]]:
    return [(row.segment.document.id, row.segment.text, row.segment.other) for row in answer.concord.rows]


def test_a_phrase_from_english(indexed):
    answer = ask("cielo abierto", source="es")
    assert (answer.source, answer.target, answer.kinds) == ("es", "en", {"lesson": 2})
    assert rows(answer) == [
        ("lesson:m3-l4:es:burning", "Quema a cielo abierto", "Open burning"),
        (
            "lesson:m3-l4:es:burning",
            "Quemar cables a cielo abierto para obtener cobre libera dioxinas.",
            "Burning cables in the open to get copper releases dioxins.",
        ),
    ]


def test_the_language_is_found_by_the_phrase(indexed):
    english, spanish = ask("stockpiles"), ask("EXISTENCIAS")
    assert (english.source, english.target) == ("en", "es")
    assert (spanish.source, spanish.target) == ("es", "en")
    assert [(group.label, group.count, group.kind) for group in english.concord.groups] == [("existencias", 4, "term")]
    assert [(group.label, group.count, group.kind) for group in spanish.concord.groups] == [("stockpiles", 4, "term")]


def test_kinds_are_counted_whichever_was_asked_for(indexed):
    answer = ask("stockpiles", kinds=("term",))
    assert answer.kinds == {"provision": 3, "term": 1}
    assert rows(answer) == [("term:stockpile:en", "stockpile", "existencias")]


def test_the_exact_form(indexed):
    assert [row[1] for row in rows(ask("stockpile", exact=True))] == ["stockpile"]
    assert len(rows(ask("stockpile"))) == 4


def test_a_page_without_translation(indexed):
    answer = ask("poor connection")
    assert [(row.segment.document.id, row.segment.other) for row in answer.concord.rows] == [("page:guide:en", "")]


@pytest.mark.parametrize("phrase", ["", " ", "?!", "«»", "\x00", "()[]{}*+?|\\^$", "—"])
def test_no_words_find_nothing_and_ask_nobody(phrase, library):
    answer = ask(phrase)
    assert (len(answer.concord.rows), answer.kinds, answer.degraded) == (0, {}, False)


HOSTILE = [
    "<script>alert(1)</script>",
    "title:pcb",
    "pcb OR ddt",
    "(b+)+$",
    "pcb AND NOT (",
    "'; DROP TABLE x; --",
    "x " * 100,
    "z" * 10_000,
    "*",
    "\ud800",
    "٣٤",
    "\u202epcb stock",
]


@pytest.mark.parametrize("phrase", HOSTILE)
def test_a_hostile_phrase_is_only_words(phrase, indexed):
    answer = ask(phrase)
    assert (answer.degraded, len(answer.concord.rows)) == (False, 0)


def test_what_is_restricted_is_not_shown(indexed):
    indexed.put(document("lesson:secret", "en", "Hidden fees", body="The hidden fees.", visibility="private"))
    indexed.put(document("lesson:secret", "es", "Tasas ocultas", body="Las tasas ocultas."))
    indexing.touch(indexed.name, "lesson:secret")
    outbox.drain()
    assert rows(ask("hidden fees")) == []
    assert rows(ask("tasas ocultas")) == [
        ("lesson:secret:es", "Tasas ocultas", ""),
        ("lesson:secret:es", "Las tasas ocultas.", ""),
    ]
    assert len(rows(consult(Question(phrase="hidden fees"), list))) == 2


def test_what_the_engine_has_not_heard_of_yet_is_not_shown(indexed, django_assert_num_queries):
    """Nothing is drained: the engine still has each text as public."""
    assert len(rows(ask("stockpiles"))) == 4
    indexed.put(document("term:stockpile", "en", "stockpile", names=("stockpile",), visibility="private"))
    del indexed.shelf["provision:art_6__para_1"]
    indexing.touch_many(indexed.name, ["term:stockpile", "provision:art_6__para_1"])
    with django_assert_num_queries(1):
        answer = ask("stockpiles")
    assert (answer.kinds, {row[0] for row in rows(answer)}) == ({"provision": 2}, {"provision:art_6:en"})


def test_a_counterpart_that_the_engine_has_not_heard_of_yet_is_not_shown(indexed):
    indexed.put(document("chemical:pcb", "es", "Bifenilos policlorados", visibility="private"))
    indexing.touch(indexed.name, "chemical:pcb")
    assert rows(ask("transformers and capacitors")) == [
        ("chemical:pcb:en", "Oils in transformers and capacitors.", ""),
    ]


def test_who_may_see_what_is_asked_about_documents_as_the_database_has_them(indexed):
    indexed.put(document("chemical:pcb", "es", "Bifenilos policlorados", visibility="private"))
    indexing.touch(indexed.name, "chemical:pcb")
    asked = {}

    def every(documents):
        asked.update((each.id, each.visibility) for each in documents)
        return documents

    consult(Question(phrase="transformers and capacitors"), every)
    assert asked == {"chemical:pcb:en": "public", "chemical:pcb:es": "private"}


def test_what_an_app_that_is_gone_left_behind_is_not_shown(indexed):
    DocumentRecord.objects.filter(family_id="term:stockpile").update(source="gone")
    assert ask("stockpiles").kinds == {"provision": 3}


def test_more_texts_than_are_compared_are_told_of(db, library):
    for number in range(MAX_DOCUMENTS + 1):
        for each in both(f"page:p{number}", ("Wide seas", "Mares anchos"), ("Ships.", "Barcos.")):
            library.put(each)
    indexing.touch_many(library.name, library.keys())
    outbox.drain()
    answer = ask("wide seas")
    assert (answer.concord.count, answer.truncated) == (MAX_DOCUMENTS, True)
    assert not ask("stockpiles").truncated


def test_an_app_that_fails_costs_its_concepts_alone(indexed, caplog):
    def broken():
        raise RuntimeError("no concepts today")

    registry.register_concepts("broken", broken)
    assert ask("stockpiles").concord.of_terms
    assert "Concept list 'broken' failed" in caplog.text


def test_without_any_index_the_answer_is_empty_and_says_so(indexed, index_root):
    shutil.rmtree(index_root)
    answer = ask("stockpiles")
    assert (answer.degraded, len(answer.concord.rows)) == (True, 0)


def test_a_look_up_leaves_the_cluster_to_readers(indexed, settings):
    """Nobody is at that address: whoever asked there would be told so, and the breaker would open."""
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    answer = ask("stockpiles")
    assert (answer.degraded, len(rows(answer))) == (False, 4)
    assert engines.breaker_of("elasticsearch").is_closed()


def test_without_the_other_language_there_is_what_was_found(indexed, index_root):
    """The index goes while the look-up is on its way."""

    def last_sight(documents):
        shutil.rmtree(index_root, ignore_errors=True)
        return documents

    whole = rows(ask("stockpiles", source="en"))
    answer = consult(Question(phrase="stockpiles", source="en"), last_sight)
    assert (answer.degraded, rows(answer)) == (True, [(*row[:2], "") for row in whole])
