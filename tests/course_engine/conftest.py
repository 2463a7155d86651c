"""A migrated database file, made once for all tests that run processes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.course_engine.processes import manage
from tests.services.migrated import copy_if_made


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    if not copy_if_made(folder / "db.sqlite3"):
        manage(folder, "on", "migrate", "--verbosity=0")
    manage(folder, "on", "createcachetable")
    return folder
