"""Runs the web server and its workers together, and ends them together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
GRACE_SECONDS = 15


@dataclass(frozen=True)
class Process:
    """A named command line."""

    name: str
    command: Sequence[str]


def site_processes() -> list[Process]:
    """Gunicorn, the worker of the queue that must answer at once, of a search cluster, and of everything else."""
    worker = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--no-startup-delay", "--verbosity", "0"]
    cluster = [Process("cluster worker", [*worker, "--queue-name", "cluster", "--interval", "0.2"])]
    return [
        Process(
            "web",
            [
                sys.executable,
                *("-m", "gunicorn", "--config", str(ROOT / "site/config/gunicorn.conf.py")),
                *("--pythonpath", f"{ROOT},{ROOT / 'site'}", "config.wsgi"),
            ],
        ),
        Process("fast worker", [*worker, "--queue-name", "fast", "--interval", "0.2"]),
        *(cluster if settings.ELASTICSEARCH_URL else []),
        Process("worker", [*worker, "--queue-name", "default", "--interval", "2"]),
    ]


def run_together(processes: Sequence[Process], environment: Mapping[str, str]) -> int:
    """Run until a signal arrives or one process ends; then end the others, each by its own id.

    Returns 0 after a signal, otherwise 1.
    """
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # A session of its own each, so that one Ctrl-C reaches them through us, once and in order.
    running = {
        process.name: subprocess.Popen(process.command, env=dict(environment), start_new_session=True)  # noqa: S603 - our own commands
        for process in processes
    }
    try:
        while not stopping:
            ended = next((name for name, child in running.items() if child.poll() is not None), None)
            if ended is not None:
                code = running[ended].returncode
                sys.stderr.write(f"The {ended} process ended by itself (exit code {code}); stopping.\n")
                return 1
            time.sleep(0.2)
        return 0
    finally:
        _end(list(running.values()))


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
