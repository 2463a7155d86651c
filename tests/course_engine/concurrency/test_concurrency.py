"""The scenarios on a SQLite file, and on PostgreSQL when the suite runs there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.course_engine.concurrency.scenarios import SCENARIOS
from tests.course_engine.processes import copy_database, run

NAMES = [scenario.__name__ for scenario in SCENARIOS]


@pytest.mark.parametrize("name", NAMES)
def test_on_a_sqlite_file(migrated: Path, tmp_path: Path, name: str):
    folder = copy_database(migrated, tmp_path)
    assert run(folder, "on", "-m", "tests.course_engine.concurrency.scenarios", name).endswith("ok\n")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="this run is on SQLite; the file is tested above")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=NAMES)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_on_postgresql(scenario: Any):
    scenario()
