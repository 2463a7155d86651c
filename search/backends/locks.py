"""Locks between the processes of one machine, as files."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.backends.base import BusyError


@contextmanager
def locked(folder: Path, purpose: str, timeout: float) -> Iterator[None]:
    """Hold a lock that the system gives back if this process dies; `timeout` in seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + timeout
    with (folder / f"{purpose}.lock").open("w") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise BusyError(f"Another process holds the {purpose} lock of {folder}.") from error
                time.sleep(0.02)
        yield
