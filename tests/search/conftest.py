"""A library of its own for every test, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import indexing, registry
from search.curation import log
from search.indexing import outbox
from search.services import knowledge
from tests.factories.search import ArticleRecogniser, Library, library_documents, library_synonyms


@pytest.fixture(autouse=True)
def index_root(settings, tmp_path: Path) -> Path:
    """Every test has an index folder of its own."""
    settings.SEARCH_INDEX_ROOT = tmp_path / "search"
    return settings.SEARCH_INDEX_ROOT


@pytest.fixture(autouse=True)
def empty_registry() -> Iterator[None]:
    """Nothing of the installed apps: tests say what there is to find."""
    with registry.isolated():
        yield


@pytest.fixture(autouse=True)
def no_pruning(monkeypatch) -> None:
    """A test process that lives for long would order the daily forgetting just while somebody counts queries."""
    monkeypatch.setattr(log, "_prune_at", float("inf"))


@pytest.fixture
def library() -> Library:
    found = Library(library_documents())
    registry.register_source(found)
    registry.register_recogniser(ArticleRecogniser())
    registry.register_synonyms("library", library_synonyms)
    return found


@pytest.fixture
def indexed(db, library: Library) -> Library:
    """The library, in the table and in the index."""
    indexing.touch_many(library.name, library.keys())
    outbox.drain()
    knowledge.forget()
    return library
