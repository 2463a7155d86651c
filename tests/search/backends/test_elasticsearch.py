"""What is Elasticsearch's own: its analysers' tokens, its strict mapping, its aliases, its refusals."""

from __future__ import annotations

import pytest
from elasticsearch import BadRequestError, Elasticsearch

from search.backends.base import Delete, RejectedError, UnavailableError, Upsert
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.elasticsearch.client import Access
from search.domain.plan import Clause, Identity, Plan
from search.domain.stemming import stems
from search.domain.text import words
from tests.elasticsearch.fixtures import PATIENCE
from tests.factories.search import document

# language, analyser, text, tokens
GOLDEN = [
    ("en", "stemmed", "The Parties' obligations, and a Party's own", "the parti oblig and a parti own"),
    ("en", "stemmed", "Stockpiles and wastes", "stockpil and wast"),
    ("en", "stemmed", "Article 6.1(d)(ii)", "articl 6 1 d ii"),
    ("en", "stemmed", "1336-36-3 PCB-153 c-decaBDE", "1336 36 3 pcb 153 c decabd"),
    ("en", "stemmed", "α-HCH and β‑HCH", "alpha hch and beta hch"),
    ("en", "stemmed", "O'Neil’s co_operation", "o neil co oper"),
    ("en", "stemmed", "ﬁre, naïve", "fire naiv"),
    ("en", "folded", "The Parties’ “Open Burning”", "the parties open burning"),
    ("es", "stemmed", "Eliminación y eliminaciones", "elimin y elimin"),
    ("es", "stemmed", "eliminacion", "elimin"),
    ("es", "stemmed", "Párrafo 1 a) del artículo 5", "parraf 1 a del articul 5"),
    ("es", "stemmed", "toxicología, toxicologías", "toxicolog toxicolog"),
    ("es", "stemmed", "niños y desechos peligrosos", "nin y desech peligr"),
    ("es", "folded", "¿Qué es la quema a cielo abierto?", "que es la quema a cielo abierto"),
]


@pytest.fixture
def client(elasticsearch: ElasticsearchBackend) -> Elasticsearch:
    elasticsearch.promote(elasticsearch.begin_generation())
    return elasticsearch.access.connect()


def tokens(client: Elasticsearch, index: str, analyser: str, text: str) -> list[str]:
    found = client.indices.analyze(index=index, analyzer=analyser, text=text)
    return [token["token"] for token in found["tokens"]]


def test_each_analyser_gives_these_tokens(elasticsearch, client):
    found = [
        (
            language,
            analyser,
            text,
            " ".join(tokens(client, elasticsearch.indices.read_alias(language), analyser, text)),
        )
        for language, analyser, text, _ in GOLDEN
    ]
    assert found == GOLDEN


@pytest.mark.parametrize("language", ["en", "es"])
def test_golden_tokens_are_those_of_the_embedded_engine(language):
    for code, analyser, text, expected in GOLDEN:
        if code == language:
            assert " ".join(stems(text, code) if analyser == "stemmed" else words(text)) == expected


def test_a_field_that_the_mapping_does_not_name_is_refused(elasticsearch, client):
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        client.index(index=elasticsearch.indices.write_alias("en"), id="x", document={"unknown": 1})


def test_a_rejected_document_is_named_and_the_others_are_taken(elasticsearch, client):
    good = document("page:good", "en", "Good")
    bad = document("page:bad", "en", "Bad", ordinal=2**40)
    with pytest.raises(RejectedError) as rejected:
        elasticsearch.apply([Upsert(bad, 1), Upsert(good, 1)])
    assert list(rejected.value.reasons) == ["page:bad:en"]
    assert [state.id for state in elasticsearch.scan()] == ["page:good:en"]


def test_aliases_move_together_and_only_two_generations_stay(elasticsearch, client):
    names = []
    for _ in range(2):
        names.append(elasticsearch.begin_generation())
        elasticsearch.promote(names[-1])
    prefix = elasticsearch.access.prefix
    found = client.indices.get_alias(index=f"{prefix}-*").body
    assert {name: sorted(entry["aliases"]) for name, entry in found.items()} == {
        elasticsearch.indices.name(language, generation): aliases
        for language in ("en", "es")
        for generation, aliases in (
            (names[0], [f"{prefix}-{language}-{elasticsearch.layout}-previous"]),
            (names[1], [f"{prefix}-{language}-{elasticsearch.layout}{role}" for role in ("", "-write")]),
        )
    }


def test_writing_to_a_missing_generation_makes_no_index_of_its_own(elasticsearch, client):
    with pytest.raises(UnavailableError):
        elasticsearch.apply([Delete("page:a:en", "en", 1)], generation="none")
    assert not client.indices.exists(index=elasticsearch.indices.name("en", "none"))


def test_a_tombstone_outlives_the_memory_that_elasticsearch_has_of_deletions(elasticsearch, client):
    elasticsearch.apply([Delete("page:a:en", "en", 5)])
    entry = client.get(index=elasticsearch.indices.write_alias("en"), id="page:a:en")
    assert (entry["_version"], entry["_source"]["deleted"]) == (5, True)


def test_an_index_of_another_layout_is_not_asked(elasticsearch, client, tmp_path):
    newer = ElasticsearchBackend(elasticsearch.access, ("en", "es", "fr"), tmp_path, PATIENCE)
    asked = Plan(language="en", clauses=(Clause("x", identities=(Identity("family", ("a",), 1.0),)),), coverage=1)
    assert "search_rebuild" in newer.health().detail
    for act in (lambda: newer.search_many([asked]), newer.rollback):
        with pytest.raises(UnavailableError):
            act()
    assert elasticsearch.health().ok


def test_a_cluster_that_is_not_there_is_unavailable(tmp_path):
    nobody = ElasticsearchBackend(Access("http://127.0.0.1:9"), ("en", "es"), tmp_path, 0.3)
    asked = Plan(language="en", clauses=(Clause("x", identities=(Identity("family", ("a",), 1.0),)),), coverage=1)
    assert not nobody.health().ok
    for act in (lambda: nobody.search_many([asked]), lambda: nobody.apply([]), lambda: nobody.documents(["a"], "en")):
        with pytest.raises(UnavailableError):
            act()


def test_an_address_that_cannot_be_read_is_unavailable(tmp_path):
    unreadable = ElasticsearchBackend(Access("http://es"), ("en",), tmp_path, 0.3)
    asked = Plan(language="en", clauses=(Clause("x", identities=(Identity("family", ("a",), 1.0),)),), coverage=1)
    with pytest.raises(UnavailableError):
        unreadable.search_many([asked])
    assert not unreadable.health().ok
