"""A cluster that takes no changes is not asked, the site says so, and it comes back by itself."""

from __future__ import annotations

import pytest
from elasticsearch import Elasticsearch

from search import indexing
from search.backends import get_backend
from search.indexing import generations, outbox
from search.indexing.gate import problems
from search.models import Delivery, EngineState
from search.services import engines
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document

BLOCKED = "index.blocks.write"


def asked(text: str):
    answer = search(Query(text, "en"))
    return answer.engine, answer.degraded, [result.family_id for result in answer.results][:1]


def publish(library, family: str, title: str) -> None:
    indexing.touch("library", library.put(document(family, "en", title)))


def block(client: Elasticsearch, names: list[str]) -> None:
    client.indices.put_settings(index=names, settings={BLOCKED: True})


def unblock(client: Elasticsearch, names: list[str]) -> None:
    client.indices.put_settings(index=names, settings={BLOCKED: None})


def close(client: Elasticsearch, names: list[str]) -> None:
    client.indices.close(index=names)


def reopen(client: Elasticsearch, names: list[str]) -> None:
    client.indices.open(index=names)


@pytest.mark.parametrize(("stall", "mend"), [(block, unblock), (close, reopen)], ids=["blocked", "closed"])
def test_an_index_that_takes_nothing_refuses_no_document(
    cluster, indexed, elasticsearch_url, with_elasticsearch, stall, mend
):
    outbox.drain()
    client = Elasticsearch(elasticsearch_url)
    names = list(client.indices.get(index=f"{with_elasticsearch.prefix}-*", features="aliases"))
    stall(client, names)
    publish(indexed, "page:fresh", "Fresh from the press")
    outbox.drain()
    assert list(Delivery.objects.filter(entry__key="page:fresh").values_list("engine", "error")) == [("embedded", "")]
    assert engines.troubles()["elasticsearch"].startswith("takes no changes since ")
    assert not engines.breaker_of("elasticsearch").is_closed()
    assert asked("fresh press") == ("embedded", True, ["page:fresh"])
    mend(client, names)
    EngineState.objects.update(retry_at=None)
    outbox.drain()
    assert problems(get_backend("elasticsearch")) == []
    assert engines.troubles() == {}
    assert asked("fresh press") == ("elasticsearch", False, ["page:fresh"])


def test_a_language_without_its_index_is_told_of_until_the_rebuild(
    cluster, indexed, elasticsearch_url, with_elasticsearch
):
    outbox.drain()
    client = Elasticsearch(elasticsearch_url)
    (lost,) = client.indices.get(index=f"{with_elasticsearch.prefix}-es-*", features="aliases")
    client.indices.delete(index=lost)
    publish(indexed, "page:fresh", "Fresh from the press")
    outbox.drain()
    assert "A language has no index" in EngineState.objects.get(engine="elasticsearch").error
    assert list(engines.troubles()) == ["elasticsearch"]
    assert asked("fresh press") == ("embedded", True, ["page:fresh"])
    rebuilt = generations.rebuild(get_backend("elasticsearch"))
    EngineState.objects.update(retry_at=None)
    outbox.drain()
    assert (engines.troubles(), rebuilt.generation) == ({}, get_backend("elasticsearch").current())
    assert asked("fresh press") == ("elasticsearch", False, ["page:fresh"])
