"""The loaded Convention, once for each module of tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.convention import whole_convention


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with whole_convention(django_db_blocker):
        yield


@pytest.fixture
def convention(loaded: None, db: None) -> None:
    """All provisions, chemicals, topics, terms and countries, in both languages."""
