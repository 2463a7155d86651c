"""What may be written for a filter, and what documents are filtered by."""

import shutil

import pytest

from search import indexing, registry
from search.indexing import outbox
from search.services import knowledge
from search.services.filter_values import accepted, key_of
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document

TOPICS = {
    "en": {"stockpiles": "Stockpiles", "wastes": "Wastes", "plans": "Implementation plans"},
    "es": {"stockpiles": "Existencias", "wastes": "Desechos", "plans": "Planes de aplicación"},
}


@pytest.fixture
def labelled(indexed):
    registry.register_facet_labels("topic", lambda values, language: TOPICS[language])
    return indexed


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("stockpiles", "stockpiles"),
        ("Stockpiles", "stockpiles"),
        ("existencias", "stockpiles"),
        ("Planes de Aplicacion", "plans"),
        ("planes de aplicación", "plans"),
        ("implementation-plans", "plans"),
        ("Nobody Knows", "nobody-knows"),
        ("", ""),
    ],
)
def test_a_value_may_be_written_as_key_or_label_of_either_language(labelled, written, key):
    assert key_of("topic", written) == key


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "text", ["topic:plans", "tema:plans", 'topic:"Implementation plans"', "tema:«planes de aplicacion»"]
)
def test_a_query_is_narrowed_by_a_label_as_by_its_key(labelled, language, text):
    answer = search(Query(f"{text} Party", language))
    assert [result.family_id for result in answer.results] == ["provision:art_7"]
    assert [value.value for value in answer.facets["topic"] if value.selected] == ["plans"]
    left_out = search(Query(f"-{text} Party", language))
    assert "provision:art_7" not in [result.family_id for result in left_out.results]
    assert left_out.count > 0


def test_a_key_comes_before_a_label(indexed):
    registry.register_facet_labels("topic", lambda values, language: {"wastes": "Stockpiles"})
    assert key_of("topic", "stockpiles") == "stockpiles"


def test_each_facet_has_values_of_its_own(labelled):
    assert key_of("area", "existencias") == "existencias"
    assert key_of("course", "POPS") == "pops"


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Implementation plans", "Stockpiles", "Wastes"]),
        ("es", ["Desechos", "Existencias", "Planes de aplicación"]),
    ],
)
def test_what_something_is_found_by_is_accepted(labelled, language, labels):
    assert accepted("topic", language) == labels


def test_what_is_not_public_is_not_told(labelled):
    key = labelled.put(document("page:secret", "en", "Secret", topics=("mergers",), visibility="private"))
    indexing.touch(labelled.name, key)
    outbox.drain()
    knowledge.forget()
    assert "mergers" not in accepted("topic", "en")


def test_without_an_index_only_keys_are_known(labelled, index_root):
    shutil.rmtree(index_root)
    knowledge.forget()
    assert accepted("topic", "en") == []
    assert key_of("topic", "Stockpiles") == "stockpiles"


def test_labels_are_asked_for_once(labelled, django_assert_num_queries):
    key_of("topic", "existencias")
    with django_assert_num_queries(0):
        assert key_of("topic", "desechos") == "wastes"
