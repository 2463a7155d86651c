"""The content of the demo with its index, filled once: the Convention and the first course in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, override_settings

from cms.pages.admin_setup import EDITORS, MANAGERS, REVIEWERS
from search.indexing import outbox
from search.services.knowledge import forget
from tests.databases import Databases
from tests.factories import demo
from tests.factories.accounts import AdministratorFactory, UserFactory, signed_in

GROUPS = {"editor": EDITORS, "reviewer": REVIEWERS, "translator": "Translators (Spanish)", "manager": MANAGERS}


@pytest.fixture(scope="session")
def content_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content")


@pytest.fixture(scope="module")
def filled(databases: Databases, content_root: Path) -> Iterator[None]:
    with (
        override_settings(SEARCH_INDEX_ROOT=content_root / "search", MEDIA_ROOT=content_root / "media"),
        databases.lent(demo.NAME, demo.fill),
    ):
        call_command("search_rebuild", stdout=StringIO())
        outbox.drain()
        yield


@pytest.fixture
def content(filled: None, db: None) -> None:
    """Everything that learners of the demo can read."""
    forget()


@pytest.fixture
def client_of(content: None):
    def client(role: str) -> Client:
        if role == "admin":
            return signed_in(AdministratorFactory())
        user = UserFactory()
        if role in GROUPS:
            user.groups.add(Group.objects.get(name=GROUPS[role]))
        return signed_in(user)

    return client
