"""Databases with every migration applied, made once for a run: each process copies one instead of migrating."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SQLITE, POSTGRESQL = "TEST_MIGRATED_SQLITE", "TEST_MIGRATED_POSTGRESQL"


class Migrating:
    """Both databases in the making; they take a core each while something else runs."""

    def __init__(self, folder: Path, postgresql: str) -> None:
        self.file = folder / "migrated.sqlite3"
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute("CREATE DATABASE migrated")
        server = postgresql.rpartition("/")[0]
        urls = [f"sqlite:///{self.file}", f"{server}/migrated"]
        self.running = [_migrate(url, folder / str(number)) for number, url in enumerate(urls)]

    def done(self) -> dict[str, str]:
        """The environment that tells test processes where to copy from, or nothing where migrating failed."""
        codes = [process.wait() for process in self.running]
        if any(codes):
            return {}
        return {SQLITE: str(self.file), POSTGRESQL: "migrated"}


def _migrate(url: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "VAR_ROOT": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
    )


def copy_if_made(target: Path) -> bool:
    """Put a migrated SQLite file there, if this run has made one."""
    if not os.environ.get(SQLITE):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(os.environ[SQLITE], target)
    return True
