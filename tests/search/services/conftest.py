"""A site with both engines, whose cluster stands behind a door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.backends import get_backend
from search.indexing import generations
from search.services import engines
from search.services.results import Query
from search.services.search import search
from tests.elasticsearch.proxy import Proxy, proxy_before


@pytest.fixture
def door(elasticsearch_url: str) -> Iterator[Proxy]:
    with proxy_before(elasticsearch_url) as proxy:
        yield proxy


@pytest.fixture
def cluster(indexed, settings, with_elasticsearch, door: Proxy) -> Proxy:
    """Both engines full, Elasticsearch behind a door, and readers who wait as long as they do in earnest."""
    settings.ELASTICSEARCH_URL = door.url
    generations.rebuild(get_backend("elasticsearch"))
    engines.breaker_of("elasticsearch").reset()
    search(Query("wastes", "en"))
    engines.breaker_of("elasticsearch").reset()
    return door
