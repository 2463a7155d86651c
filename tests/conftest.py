"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections
from django.utils import translation

from tests.databases import Databases
from tests.elasticsearch.fixtures import (  # noqa: F401 - fixtures are found by being here
    elasticsearch,
    elasticsearch_access,
    elasticsearch_url,
    with_elasticsearch,
)
from tests.services import migrated
from tests.services.chromium import require_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Minutes each: begun first, so that no process is left alone with one of them at the end.
LONGEST = ("journeys", "test_permission_matrix.py", "test_canary.py", "faults", "test_gate.py")

# What these show does not hang on the run's database, and they take minutes: they run beside PostgreSQL alone, as a
# site is deployed. Some bring a database of their own.
ONCE = (
    "tests/cms/concordance/",
    "tests/cms/pages/packages/test_first_course.py",
    "tests/course_engine/concurrency/",
    "tests/course_engine/without/",
    "tests/plugins/",
    "tests/search/evaluation/test_gate.py",
    "tests/test_canary.py",
    "tests/test_permission_matrix.py",
)

# Tests of other places that read the same filled database.
TOGETHER = {"test_gate.py": "course", "concordance": "course"}
COMMITTING = pytest.StashKey[set[Path]]()
USING_DATABASE = {"db", "transactional_db", "databases"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests share its fixtures, so they run in one process; the journeys have a group of their own."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONGEST) if part in item.path.parts), len(LONGEST)))
    for item in items:
        if "journeys" not in item.path.parts:
            shared = next((TOGETHER[part] for part in item.path.parts if part in TOGETHER), str(item.path))
            item.add_marker(pytest.mark.xdist_group(shared))
        if _uses_database(item) and not item.nodeid.startswith(ONCE):
            item.add_marker(pytest.mark.database)
        if _commits(item):
            item.config.stash.setdefault(COMMITTING, set()).add(item.path)


def _uses_database(item: pytest.Item) -> bool:
    return bool(USING_DATABASE.intersection(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"))


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="module", autouse=True)
def _database_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A module with tests that commit has a database that is thrown away."""
    if request.node.path in request.config.stash.get(COMMITTING, set()):
        with request.getfixturevalue("databases").thrown_away():
            yield
    else:
        yield


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool) -> bool:
    """The database is a copy of the one that `make test` migrated; a bare `pytest` migrates its own."""
    test = connections["default"].settings_dict["TEST"]
    if connections["default"].vendor == "postgresql":
        test["TEMPLATE"] = os.environ.get(migrated.POSTGRESQL)
        return django_db_keepdb
    return migrated.copy_if_made(Path(test["NAME"])) or django_db_keepdb


@pytest.fixture(scope="session")
def databases(django_db_setup: None, django_db_blocker: Any) -> Iterator[Databases]:
    """Databases with content, for all modules of a process."""
    made = Databases(django_db_blocker)
    yield made
    made.remove()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; one for all browser tests of a process."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only browser tests pay for it

    # Playwright's loop runs in this thread; the ORM would take it for an asynchronous program.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or require_chromium(), args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Each test begins in the source language and knows nothing of what processes remember for a minute."""
    from cms.publishing.remembered import forget_all  # noqa: PLC0415 - the settings are ready only now
    from search.services import engines  # noqa: PLC0415

    translation.activate("en")
    forget_all()
    engines.breaker_of.cache_clear()
