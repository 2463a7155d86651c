"""Engines under the contract; each test runs on every one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.backends.base import Backend
from search.backends.embedded.backend import EmbeddedBackend

LANGUAGES = ("en", "es")


def embedded(folder: Path) -> EmbeddedBackend:
    return EmbeddedBackend(folder, LANGUAGES)


ENGINES: dict[str, Callable[[Path], Backend]] = {"embedded": embedded}


@pytest.fixture(params=ENGINES)
def backend(request, tmp_path: Path) -> Iterator[Backend]:
    return ENGINES[request.param](tmp_path / "index")
