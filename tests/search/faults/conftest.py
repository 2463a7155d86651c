"""A site with both engines, whose cluster stands behind a door or on a node of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.backends import get_backend
from search.backends.base import Backend
from search.indexing import generations
from search.models import Delivery, EngineState
from search.services import engines
from tests.disks import Disk, Limited, mounted
from tests.elasticsearch.node import Node, own_node
from tests.elasticsearch.proxy import Proxy, proxy_before

PATIENCE = 20.0
READER = 0.3
# What understanding, the embedded engine and showing take on a busy machine.
WORK = 2.5


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    with own_node() as running:
        yield running


@pytest.fixture
def on_node(indexed, settings, node: Node) -> Node:
    """The library in both engines; the cluster is a node that may be killed."""
    if node.process is None:
        node.start()
    _set_up(settings, node.url)
    return node


@pytest.fixture
def before_node(on_node: Node, settings) -> Iterator[Proxy]:
    """A door before the node, which sees what is asked of it."""
    with proxy_before(on_node.url) as proxy:
        settings.ELASTICSEARCH_URL = proxy.url
        yield proxy


@pytest.fixture
def door(elasticsearch_url: str) -> Iterator[Proxy]:
    with proxy_before(elasticsearch_url) as proxy:
        yield proxy


@pytest.fixture
def behind_door(indexed, settings, with_elasticsearch, door: Proxy) -> Proxy:
    """The library in both engines; the cluster is behind a door."""
    _set_up(settings, door.url, with_elasticsearch.prefix)
    return door


def _on(disk: Disk, settings) -> Disk:
    """Index and uploads share a disk, as the site is deployed; the database has another."""
    settings.SEARCH_INDEX_ROOT, settings.MEDIA_ROOT = disk.root / "search", disk.root / "media"
    return disk


@pytest.fixture
def mounted_disk(settings, tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path / "disk") as disk:
        yield _on(disk, settings)


@pytest.fixture
def limited_disk(settings, tmp_path: Path) -> Disk:
    return _on(Limited(tmp_path / "disk"), settings)


@pytest.fixture(params=["mounted_disk", "limited_disk"])
def disk(request) -> Disk:
    return request.getfixturevalue(request.param)


def _set_up(settings, url: str, prefix: str = "") -> None:
    settings.ELASTICSEARCH_URL = url
    settings.ELASTICSEARCH_PREFIX = prefix or f"test-{uuid.uuid4().hex[:10]}"
    settings.ELASTICSEARCH_TIMEOUT = PATIENCE
    generations.rebuild(cluster())
    engines.breaker_of("elasticsearch").reset()


def cluster() -> Backend:
    return get_backend("elasticsearch")


def both() -> list[Backend]:
    return [get_backend("embedded"), cluster()]


def in_time() -> None:
    """Every pause is over."""
    Delivery.objects.update(retry_at=None)
    EngineState.objects.update(retry_at=None)
