"""What goes wrong in Elasticsearch: the fault of one document, of one query, or of an engine that cannot answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.backends.base import QueryError, UnavailableError, Upsert
from search.backends.elasticsearch.backend import BRIEF, ElasticsearchBackend
from search.backends.elasticsearch.client import Access, document_is_wrong
from search.backends.elasticsearch.indices import NAMED
from search.backends.elasticsearch.mapping import index
from search.backends.patience import SlowError
from search.domain.plan import Clause, Identity, Plan
from tests.elasticsearch.proxy import Says, proxy_before
from tests.factories.search import document

PAGE = Upsert(document("page:a", "en", "A page"), 1)


def named(*families: str) -> Plan:
    return Plan(language="en", clauses=(Clause("x", identities=(Identity("family", families, 1.0),)),), coverage=1)


@pytest.fixture
def client(elasticsearch: ElasticsearchBackend) -> Elasticsearch:
    elasticsearch.promote(elasticsearch.begin_generation())
    return elasticsearch.access.connect()


@pytest.fixture
def names(elasticsearch: ElasticsearchBackend, client: Elasticsearch) -> list[str]:
    """The indices that answer."""
    return [elasticsearch.indices.name(language, elasticsearch.current()) for language in ("en", "es")]


def set_up(client: Elasticsearch, names: list[str], setting: str, value: object) -> None:
    client.indices.put_settings(index=names, settings={setting: value})


NOWHERE = {"index.routing.allocation.require.box": "none"}


def red_generation(backend: ElasticsearchBackend, client: Elasticsearch) -> list[str]:
    """A generation that answers, of which no node may hold a part."""
    generation = datetime.now(tz=UTC).strftime(NAMED)
    names = [backend.indices.name(language, generation) for language in ("en", "es")]
    for language, name in zip(("en", "es"), names, strict=True):
        made = index(name, language)
        made.settings(**NOWHERE)
        made.create(using=client, wait_for_active_shards=0)
    backend.indices.promote(generation)
    return names


BLOCKS = ("index.blocks.write", "index.blocks.read_only", "index.blocks.read_only_allow_delete")


@pytest.mark.parametrize("block", BLOCKS)
def test_an_index_that_takes_nothing_refuses_no_document(elasticsearch, client, names, block):
    set_up(client, names, block, value=True)
    with pytest.raises(UnavailableError, match="cluster_block_exception"):
        elasticsearch.apply([PAGE])
    set_up(client, names, block, value=None)
    elasticsearch.apply([PAGE])
    assert [state.id for state in elasticsearch.scan()] == ["page:a:en"]


def test_a_closed_index_refuses_neither_documents_nor_queries(elasticsearch, client, names):
    elasticsearch.apply([PAGE])
    client.indices.close(index=names)
    with pytest.raises(UnavailableError, match="index_closed_exception"):
        elasticsearch.apply([PAGE])
    with pytest.raises(UnavailableError, match="index_closed_exception") as unanswered:
        elasticsearch.search_many([named("page:a")])
    assert not isinstance(unanswered.value, QueryError)
    with pytest.raises(UnavailableError):
        elasticsearch.documents(["page:a:en"], "en")
    assert not elasticsearch.health().ok
    client.indices.open(index=names)
    elasticsearch.apply([PAGE])
    assert list(elasticsearch.documents(["page:a:en"], "en")) == ["page:a:en"]


def test_an_alias_with_two_indices_has_none_to_write_to(elasticsearch, client, names):
    client.indices.put_alias(index=names[1], name=elasticsearch.indices.write_alias("en"))
    with pytest.raises(UnavailableError, match="no write index is defined"):
        elasticsearch.apply([PAGE])


def test_what_can_be_wrong_with_a_document(elasticsearch_access):
    client = elasticsearch_access.connect()
    name = f"{elasticsearch_access.prefix}-strict"
    fields = {"number": {"type": "integer"}, "word": {"type": "keyword"}, "text": {"type": "text"}}
    fields["text"]["analyzer"] = "keyword"
    client.indices.create(index=name, mappings={"dynamic": "strict", "properties": fields})
    sources: list[dict[str, Any]] = [{"number": "many"}, {"other": 1}, {"word": "w" * 40_000}, {"text": "w" * 40_000}]
    found = client.bulk(index=name, operations=[part for source in sources for part in ({"index": {}}, source)])
    errors = [item["index"]["error"] for item in found["items"]]
    assert [(error["type"], document_is_wrong(error)) for error in errors] == [
        ("document_parsing_exception", True),
        ("strict_dynamic_mapping_exception", True),
        ("document_parsing_exception", True),
        ("illegal_argument_exception", True),
    ]


@pytest.mark.parametrize("error", [None, "broken", {}, {"type": "security_exception"}])
def test_what_is_no_documents_fault(error):
    assert not document_is_wrong(error)


def test_a_query_that_is_too_much_is_told_from_an_engine_that_is_out(elasticsearch, client):
    with pytest.raises(QueryError, match="query_shard_exception"):
        elasticsearch.search_many([named(*(f"page:{number}" for number in range(70_000)))])


def missing_es(backend: ElasticsearchBackend, client: Elasticsearch) -> None:
    client.indices.delete(index=backend.indices.name("es", backend.current()))


def missing_en(backend: ElasticsearchBackend, client: Elasticsearch) -> None:
    client.indices.delete(index=backend.indices.name("en", backend.current()))


def indices_of(access: Access) -> list[str]:
    return sorted(access.connect().indices.get(index=f"{access.prefix}-*", expand_wildcards="all"))


@pytest.mark.parametrize("lose", [missing_en, missing_es])
def test_a_language_without_its_index_is_an_engine_that_is_out_until_the_rebuild(elasticsearch, client, lose):
    lose(elasticsearch, client)
    left = indices_of(elasticsearch.access)
    changes = [PAGE, Upsert(document("page:a", "es", "Una página"), 1)]
    for act in (lambda: elasticsearch.apply(changes), elasticsearch.current, lambda: list(elasticsearch.scan())):
        with pytest.raises(UnavailableError, match="A language has no index; run search_rebuild"):
            act()
    assert (elasticsearch.health().ok, len(left), indices_of(elasticsearch.access)) == (False, 1, left)
    generation = elasticsearch.begin_generation()
    elasticsearch.load(generation, changes)
    elasticsearch.promote(generation)
    assert elasticsearch.health().documents == {"en": 1, "es": 1}
    assert indices_of(elasticsearch.access) == [elasticsearch.indices.name(code, generation) for code in ("en", "es")]


def test_an_index_that_goes_just_before_the_write_is_not_made_anew(elasticsearch, client):
    def changes() -> Iterator[Upsert]:
        missing_en(elasticsearch, client)
        yield PAGE

    with pytest.raises(UnavailableError, match="index_not_found_exception"):
        elasticsearch.apply(changes())
    assert not client.indices.exists(index=elasticsearch.indices.write_alias("en"))


def test_an_index_in_the_name_of_an_alias_goes_with_the_rebuild(elasticsearch, client):
    missing_es(elasticsearch, client)
    client.indices.create(index=elasticsearch.indices.write_alias("es"))
    elasticsearch.promote(elasticsearch.begin_generation())
    elasticsearch.apply([PAGE])
    assert elasticsearch.health().documents == {"en": 1, "es": 0}


def test_a_red_index_is_told_of_and_holds_nobody_up(elasticsearch, client):
    names = red_generation(elasticsearch, client)
    assert elasticsearch.health().detail == "The index is red: a part of it is on no node."
    began = time.monotonic()
    with pytest.raises(UnavailableError, match="unavailable_shards_exception"):
        elasticsearch.apply([PAGE])
    with pytest.raises(UnavailableError, match="The index is red"):
        list(elasticsearch.scan())
    assert time.monotonic() - began < BRIEF.seconds
    with pytest.raises(UnavailableError) as unanswered:
        elasticsearch.search_many([named("page:a")])
    assert not isinstance(unanswered.value, QueryError)
    set_up(client, names, "index.routing.allocation.require.box", value=None)
    client.cluster.health(index=names, wait_for_status="yellow", timeout="20s")
    elasticsearch.apply([PAGE])
    assert elasticsearch.health().documents == {"en": 1, "es": 0}


def test_what_is_red_elsewhere_is_not_ours(elasticsearch, client):
    elsewhere = f"{elasticsearch.access.prefix}-elsewhere"
    client.indices.create(index=elsewhere, settings=NOWHERE, wait_for_active_shards=0)
    assert client.cluster.health()["status"] == "red"
    assert elasticsearch.health().ok


ANSWER = '{"took": 1, "responses": [%s]}'
LATE = '{"took": 240, "timed_out": true, "_shards": {"failed": 0}, "hits": {"hits": []}, "status": 200}'
IN_PART = '{"took": 1, "timed_out": false, "_shards": {"failed": 1}, "hits": {"hits": []}, "status": 200}'
SAID: dict[str, tuple[str, type[UnavailableError]]] = {
    "did not finish": (ANSWER % LATE, SlowError),
    "in part": (ANSWER % IN_PART, UnavailableError),
    "fewer answers than questions": (ANSWER % "", UnavailableError),
    "an answer too many": (ANSWER % f"{LATE}, {LATE}", UnavailableError),
    "a list": ("[]", UnavailableError),
    "a word": ('"yes"', UnavailableError),
    "a list of words": (ANSWER % '"yes"', UnavailableError),
}


@pytest.mark.parametrize("kind", SAID)
def test_an_answer_that_is_none(elasticsearch, client, tmp_path, kind):
    body, expected = SAID[kind]
    with proxy_before(elasticsearch.access.url) as door:
        behind = ElasticsearchBackend(Access(door.url, prefix=elasticsearch.access.prefix), ("en", "es"), tmp_path, 5)
        door.fault = Says(200, body)
        with pytest.raises(UnavailableError) as unanswered:
            behind.search_many([named("page:a")])
        assert type(unanswered.value) is expected


@pytest.mark.parametrize("body", ["[]", "{", '"yes"', '{"items": 5}'])
def test_a_listing_that_is_none_is_an_engine_that_is_out(elasticsearch, client, tmp_path, body):
    acts: list[Callable[[ElasticsearchBackend], object]] = [
        lambda backend: backend.examine(),
        lambda backend: backend.apply([PAGE]),
        lambda backend: backend.documents(["page:a:en"], "en"),
    ]
    with proxy_before(elasticsearch.access.url) as door:
        behind = ElasticsearchBackend(Access(door.url, prefix=elasticsearch.access.prefix), ("en", "es"), tmp_path, 5)
        door.fault = Says(200, body)
        for act in acts:
            with pytest.raises(UnavailableError):
                act(behind)
        assert not behind.health().ok
