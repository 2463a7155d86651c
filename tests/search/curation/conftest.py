"""The library of search's own tests, with the rules of editors acting on it."""

from __future__ import annotations

import pytest

from search import registry
from search.curation.search_documents import Published


@pytest.fixture
def site(indexed):
    """Something to find, and the editors' rules."""
    registry.register_curation(Published())
    return indexed
