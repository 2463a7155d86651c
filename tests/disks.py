"""Disks that are full when a test says so: a real small one, or files that may not grow."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from config.storage import MediaStorage
from search.backends.embedded.backend import EmbeddedBackend

ROOM = "2m"


class Mounted:
    """A disk of two megabytes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def full(self) -> Iterator[None]:
        filler = self.root / "filler"
        with filler.open("wb", buffering=0) as handle:
            try:
                while True:
                    handle.write(os.urandom(4096))
            except OSError:
                pass
        try:
            yield
        finally:
            filler.unlink()


class Limited:
    """A folder whose writers get no byte into a file, by the system's own limit; the database has none.

    The limit is the process's, so it is set only while the index or an upload is being written.
    """

    writers = ((EmbeddedBackend, "apply"), (EmbeddedBackend, "begin_generation"), (MediaStorage, "_save"))

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def full(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in self.writers:
                patch.setattr(owner, name, _without_growth(getattr(owner, name)))
            yield


Disk = Mounted | Limited


def _without_growth(step: Callable[..., Any]) -> Callable[..., Any]:
    def limited(*arguments: Any, **keywords: Any) -> Any:
        usual = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
        try:
            return step(*arguments, **keywords)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    return limited


@contextmanager
def mounted(folder: Path) -> Iterator[Mounted]:
    """Needs root, or a system that lets anyone mount in a world of their own."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    if os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0:
        try:
            yield Mounted(folder)
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        return
    with _world(command) as process:
        yield Mounted(Path(f"/proc/{process}/root{folder}"))


@contextmanager
def _world(command: list[str]) -> Iterator[int]:
    """A process that sees the mount, through which others see it too."""
    wait = ["unshare", "-rm", "sh", "-c", '"$@" && echo ready && exec sleep 600', "sh", *command]
    with subprocess.Popen(wait, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                pytest.skip("no small disk: neither root nor a user's own namespace may mount one here")
            yield process.pid
        finally:
            process.terminate()
