"""The engines, by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.backends.base import Backend, BusyError, RejectedError, UnavailableError
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.elasticsearch.client import Access
from search.backends.embedded.backend import EmbeddedBackend

__all__ = [
    "Backend",
    "BusyError",
    "RejectedError",
    "UnavailableError",
    "elasticsearch",
    "embedded",
    "get_backend",
    "indexed_backends",
]


@lru_cache(maxsize=16)
def _embedded(root: str, languages: tuple[str, ...]) -> EmbeddedBackend:
    return EmbeddedBackend(Path(root), languages)


@lru_cache(maxsize=16)
def _elasticsearch(access: Access, languages: tuple[str, ...], root: str, timeout: float) -> ElasticsearchBackend:
    return ElasticsearchBackend(access, languages, Path(root) / ElasticsearchBackend.name, timeout)


# Whoever asks for one engine by its name has no other to turn to, and waits.
PATIENCE = 30.0


def get_backend(name: str = EmbeddedBackend.name) -> Backend:
    """The engine of that name, one per process and place; LookupError when there is none."""
    for backend in indexed_backends():
        if backend.name == name:
            return backend
    if name == ElasticsearchBackend.name:
        raise LookupError("Elasticsearch is not set up here: set ELASTICSEARCH_URL.")
    names = " and ".join((EmbeddedBackend.name, ElasticsearchBackend.name))
    raise LookupError(f"No search engine is called {name!r}; there are: {names}.")


def embedded() -> EmbeddedBackend:
    """The engine that is always there: it also keeps the vocabulary for suggestions."""
    return _embedded(str(settings.SEARCH_INDEX_ROOT), _languages())


def elasticsearch(timeout: float | None = None) -> ElasticsearchBackend | None:
    """The cluster, where one is set up; readers wait for `timeout` seconds, by default as long as the settings say."""
    if not settings.ELASTICSEARCH_URL:
        return None
    access = Access(
        settings.ELASTICSEARCH_URL,
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_CA_CERTS,
        settings.ELASTICSEARCH_PREFIX,
    )
    wait = settings.ELASTICSEARCH_TIMEOUT if timeout is None else timeout
    return _elasticsearch(access, _languages(), str(settings.SEARCH_INDEX_ROOT), wait)


def indexed_backends() -> list[Backend]:
    """Every engine that changes go to."""
    cluster = elasticsearch(PATIENCE)
    return [embedded(), *([cluster] if cluster else [])]


def _languages() -> tuple[str, ...]:
    return tuple(code for code, _ in settings.LANGUAGES)
