"""The loaded Convention, as every test of it finds it."""

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.factories.convention import load_convention


@pytest.fixture(scope="module")
def loaded(databases: Databases) -> Iterator[None]:
    with databases.lent("convention", load_convention):
        yield


@pytest.fixture
def convention(loaded: None, db: None) -> None:
    """All provisions, chemicals, topics, terms and countries, in both languages."""
