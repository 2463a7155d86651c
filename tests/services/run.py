"""Everything that CI runs: linters, the suite on PostgreSQL, the suite with its browser journeys on SQLite."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.elasticsearch.node import running_elasticsearch
from tests.services.chromium import require_chromium
from tests.services.migrated import Migrating
from tests.services.missing import MissingServiceError
from tests.services.postgresql import running_postgresql

ROOT = Path(__file__).resolve().parents[2]
WORKERS = os.environ.get("TEST_WORKERS", "2")


def step(title: str, command: list[str], **environment: str) -> int:
    """Run one command of the run, named in the output; return its exit code."""
    sys.stdout.write(f"\n== {title}\n")
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def suite(*arguments: str) -> list[str]:
    workers = ("-n", WORKERS, "--dist", "loadgroup", "--no-loadscope-reorder")
    return [sys.executable, "-m", "pytest", "-q", *workers, *arguments]


def main() -> int:
    """Lint first because it is quick; the last step's closing line is pytest's own."""
    from config.catalogues import compile_catalogues  # noqa: PLC0415 - `site/` is put on the path by this module

    compile_catalogues(ROOT / "locale")
    chosen = sys.argv[1:]
    with (
        tempfile.TemporaryDirectory(prefix="pops-test-") as var,
        running_postgresql() as postgresql,
        running_elasticsearch() as elasticsearch,
    ):
        migrating = Migrating(Path(var), postgresql)
        common = {
            "CHROMIUM": require_chromium(),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "ELASTICSEARCH_URL": elasticsearch,
        }
        failed = (
            [] if chosen else [title for title in ["lint"] if step("Lint", ["make", "--no-print-directory", "lint"])]
        )
        common |= migrating.done()
        on_postgresql = {**common, "VAR_ROOT": f"{var}/postgresql", "DATABASE_URL": postgresql}
        if step("Suite on PostgreSQL", suite("-m", "not browser", *chosen), **on_postgresql):
            failed.append("suite on PostgreSQL")
        if failed:
            sys.stdout.write(f"\nFailed so far: {', '.join(failed)}\n")
        # What is the same on both has run already.
        on_sqlite = {**common, "VAR_ROOT": f"{var}/sqlite"}
        title = "Suite on SQLite, with the browser journeys"
        if step(title, suite("-m", "database or browser", *chosen), **on_sqlite):
            failed.append("suite on SQLite")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "site"))
    try:
        sys.exit(main())
    except MissingServiceError as missing:
        sys.exit(f"{missing}")
