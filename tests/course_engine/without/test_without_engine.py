"""Both promises: an installation that never had the engine, and one where it is off, or was taken out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.course_engine.processes import copy_database, manage, run

Filled = tuple[Path, dict[str, Any]]
SCRIPTS = "tests.course_engine.without"


@pytest.fixture(scope="module")
def filled(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = copy_database(migrated, tmp_path_factory.mktemp("filled"))
    out = run(folder, "on", "-m", f"{SCRIPTS}.fill")
    return folder, json.loads(out.strip().splitlines()[-1])


def test_an_installation_that_never_had_the_engine(tmp_path: Path):
    manage(tmp_path, "absent", "migrate", "--verbosity=0")
    manage(tmp_path, "absent", "createcachetable")
    assert run(tmp_path, "absent", "-m", f"{SCRIPTS}.absent").endswith("ok\n")


def test_off_on_a_filled_database(filled: Filled, tmp_path: Path):
    folder = copy_database(filled[0], tmp_path)
    assert run(folder, "off", "-m", f"{SCRIPTS}.off", json.dumps(filled[1])).endswith("ok\n")


def test_detach_exports_and_removes(filled: Filled, tmp_path: Path):
    folder = copy_database(filled[0], tmp_path)
    export = tmp_path / "export"
    said = manage(folder, "on", "course_engine_detach", str(export), "--yes")
    assert "4 pages and all tables are gone" in said
    attempts = [json.loads(line) for line in (export / "attempt.jsonl").read_text().splitlines()]
    assert sorted(attempt["fields"]["state"] for attempt in attempts) == ["closed", "open"]
    pages = [json.loads(line) for line in (export / "assessmentpage.jsonl").read_text().splitlines()]
    items = [item["value"]["stem"] for page in pages for item in json.loads(page["fields"]["items"])]
    assert any("Question 1?" in stem for stem in items)
    assert any("¿Pregunta 1?" in stem for stem in items)
    assert run(folder, "absent", "-m", f"{SCRIPTS}.absent").endswith("ok\n")
