"""A second engine beside the embedded one, and shorthand for what happens to both."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.utils import timezone

from search import indexing, registry
from search.backends import embedded
from search.backends.base import RejectedError, UnavailableError, Upsert
from search.backends.embedded.backend import EmbeddedBackend
from search.models import Delivery, EngineState, OutboxEntry
from tests.factories.search import Library, document


class Second(EmbeddedBackend):
    """A second engine, in a folder of its own, which may be out or refuse a document."""

    name = "second"
    out = False
    refused = ""
    tries = 0

    def apply(self, changes, generation=""):
        self.tries += 1
        if self.out:
            raise UnavailableError("no answer")
        changes = list(changes)
        taken = [
            change for change in changes if not (isinstance(change, Upsert) and change.document.id == self.refused)
        ]
        super().apply(taken, generation)
        if len(taken) < len(changes):
            raise RejectedError({self.refused: "mapper_parsing_exception"})


@pytest.fixture
def second(tmp_path: Path) -> Second:
    return Second(tmp_path / "second", tuple(code for code, _ in site.LANGUAGES))


class Moody(Library):
    """A library that cannot read some of its objects for a while."""

    broken: set[str] = set()

    def documents(self, key):
        if key in self.broken:
            raise OSError("the shelf is stuck")
        return super().documents(key)


@pytest.fixture
def moody(db) -> Moody:
    library = Moody([document("page:a", "en", "Alpha"), document("page:b", "en", "Beta")])
    registry.register_source(library)
    indexing.touch_many(library.name, library.keys())
    library.broken = {"page:a"}
    return library


def found(backend=None) -> set[str]:
    return {state.id for state in (backend or embedded()).scan()}


def publish(library: Library, *families: str) -> None:
    for family in families:
        indexing.touch("library", library.put(document(family, "en", family.title())))


def in_time() -> None:
    """Every pause is over."""
    Delivery.objects.update(retry_at=None)
    EngineState.objects.update(retry_at=None)


def aged(**times) -> None:
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(**times))
