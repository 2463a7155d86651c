"""Python processes of their own on a database file: what is registered is settled when Django starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, state: str, *arguments: str) -> str:
    """Run Python with the database of this folder and COURSE_ENGINE as given; what it printed comes back."""
    environment = {
        **os.environ,
        "COURSE_ENGINE": state,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "VAR_ROOT": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def manage(folder: Path, state: str, *arguments: str) -> str:
    return run(folder, state, "manage.py", *arguments)


def copy_database(source: Path, target: Path) -> Path:
    for name in ("db.sqlite3", "db.sqlite3-wal"):
        if (source / name).exists():
            (target / name).write_bytes((source / name).read_bytes())
    return target
