"""Fixtures of an Elasticsearch that many tests share, each with indices of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.elasticsearch.client import Access
from tests.elasticsearch.node import running_elasticsearch

# Tests measure nothing: what is slow on a busy machine is not down.
PATIENCE = 20.0


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of a real node: the run's own where it has one, else one for this session."""
    with running_elasticsearch() as url:
        yield url


@pytest.fixture
def elasticsearch_access(elasticsearch_url: str) -> Iterator[Access]:
    """A way in with a prefix that nobody else has; its indices are removed afterwards."""
    access = Access(elasticsearch_url, prefix=f"test-{uuid.uuid4().hex[:10]}")
    yield access
    client = Elasticsearch(elasticsearch_url)
    names = list(client.indices.get(index=f"{access.prefix}-*", features="aliases", expand_wildcards="all"))
    if names:
        client.indices.delete(index=names, ignore_unavailable=True)
    client.close()


@pytest.fixture
def elasticsearch(elasticsearch_access: Access, tmp_path: Path) -> ElasticsearchBackend:
    return ElasticsearchBackend(elasticsearch_access, ("en", "es"), tmp_path / "elasticsearch", PATIENCE)


@pytest.fixture
def with_elasticsearch(settings, elasticsearch_access: Access) -> Access:
    """The site is set up with a cluster beside its embedded engine."""
    settings.ELASTICSEARCH_URL = elasticsearch_access.url
    settings.ELASTICSEARCH_PREFIX = elasticsearch_access.prefix
    settings.ELASTICSEARCH_TIMEOUT = PATIENCE
    return elasticsearch_access
