"""The engines, by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.backends.base import Backend, BusyError, UnavailableError
from search.backends.embedded.backend import EmbeddedBackend

__all__ = ["Backend", "BusyError", "UnavailableError", "embedded", "get_backend", "indexed_backends"]


@lru_cache(maxsize=16)
def _embedded(root: str, languages: tuple[str, ...]) -> EmbeddedBackend:
    return EmbeddedBackend(Path(root), languages)


def get_backend(name: str = "embedded") -> Backend:
    """The engine of that name, one per process and folder."""
    if name != EmbeddedBackend.name:
        raise LookupError(f"No search engine is called {name!r}; there is: {EmbeddedBackend.name}.")
    return embedded()


def embedded() -> EmbeddedBackend:
    """The engine that is always there: it also keeps the vocabulary for suggestions."""
    return _embedded(str(settings.SEARCH_INDEX_ROOT), tuple(code for code, _ in settings.LANGUAGES))


def indexed_backends() -> list[Backend]:
    """Every engine that changes go to."""
    return [embedded()]
