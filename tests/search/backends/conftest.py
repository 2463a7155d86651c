"""Engines under the contract; each test runs on every one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.backends.base import Backend
from search.backends.embedded.backend import EmbeddedBackend

LANGUAGES = ("en", "es")
ENGINES = ("embedded", "elasticsearch")


@pytest.fixture(params=ENGINES)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    if request.param == "elasticsearch":
        engine: Backend = request.getfixturevalue("elasticsearch")
        return engine
    return EmbeddedBackend(tmp_path / "index", LANGUAGES)
