"""A PostgreSQL of the tests' own: a fresh cluster on a free loopback port, ended by its own process id."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.missing import MissingServiceError, install_system_packages

START_SECONDS = 30


def find_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest version first."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((path for path in [*versions, *on_path] if (path / "initdb").exists()), None)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The URL of a running, empty server; installed from the system's packages where missing."""
    if find_binaries() is None:
        install_system_packages("postgresql", purpose="PostgreSQL")
    binaries = find_binaries()
    if binaries is None:
        raise MissingServiceError("PostgreSQL was installed, but no initdb was found below /usr/lib/postgresql.")
    with tempfile.TemporaryDirectory(prefix="pops-postgresql-") as folder:
        run_as = _unprivileged(Path(folder))
        data = Path(folder) / "data"
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            check=True,
            capture_output=True,
            **run_as,
        )
        port = free_port()
        # Durability is switched off: the cluster lives for one test run.
        # No statistics are gathered inside a test's transaction: the planner would take every table for an empty one
        # and read it from end to end for each foreign key. With such prices it would compile every query first.
        settings = [
            *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
            *("max_connections=120", "enable_seqscan=off", "jit=off"),
        ]
        server = subprocess.Popen(
            [
                *(binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder),
                *(part for setting in settings for part in ("-c", setting)),
            ],
            stdout=(Path(folder) / "log").open("wb"),
            stderr=subprocess.STDOUT,
            **run_as,
        )
        try:
            _wait(server, binaries, port, Path(folder) / "log")
            yield f"postgres://tests@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root, so root lends the folder to another user."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "cwd": folder}


def _wait(server: subprocess.Popen[bytes], binaries: Path, port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        ready = subprocess.run(
            [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False, capture_output=True
        )
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise MissingServiceError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-800:]}")
