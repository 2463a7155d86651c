"""Generations of an index as folders, and the file that says which one answers."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search.backends.base import UnavailableError


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which generation answers, and which did before."""

    current: str = ""
    previous: str = ""


class Generations:
    """The folder of one engine: `generations/<name>/` and `current.json`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "generations"
        self._pointer_file = root / "current.json"

    def stamp(self) -> int:
        """Changes whenever another generation is promoted."""
        try:
            return self._pointer_file.stat().st_mtime_ns
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise UnavailableError(f"{self._pointer_file} cannot be read: {error}") from error

    def pointer(self) -> Pointer:
        try:
            return Pointer(**json.loads(self._pointer_file.read_text()))
        except FileNotFoundError:
            return Pointer()
        except (OSError, ValueError, TypeError) as error:
            raise UnavailableError(f"{self._pointer_file} cannot be read: {error}") from error

    def path(self, name: str) -> Path:
        return self.folder / name

    def create(self, fingerprint: str) -> str:
        name = datetime.now(tz=UTC).strftime("%Y%m%dT%H%M%S%f")
        self.path(name).mkdir(parents=True)
        self._write(self.path(name) / "meta.json", json.dumps({"fingerprint": fingerprint}))
        return name

    def fingerprint(self, name: str) -> str:
        return str(self._meta(name)["fingerprint"])

    def promote(self, name: str) -> None:
        self._point(Pointer(current=name, previous=self.pointer().current))
        self.sweep()

    def previous(self) -> str:
        name = self.pointer().previous
        if not name or not self.path(name).is_dir():
            raise UnavailableError("There is no earlier generation to go back to.")
        return name

    def roll_back(self) -> str:
        previous = self.previous()
        self._point(Pointer(current=previous, previous=self.pointer().current))
        return previous

    def discard(self, name: str) -> None:
        if name not in (self.pointer().current, self.pointer().previous):
            shutil.rmtree(self.path(name), ignore_errors=True)

    def sweep(self) -> None:
        """Remove generations that neither answer nor serve for going back."""
        if self.folder.is_dir():
            for folder in self.folder.iterdir():
                self.discard(folder.name)

    def _meta(self, name: str) -> dict[str, Any]:
        try:
            meta: dict[str, Any] = json.loads((self.path(name) / "meta.json").read_text())
        except (OSError, ValueError) as error:
            raise UnavailableError(f"Generation {name!r} cannot be read: {error}") from error
        return meta

    def _point(self, pointer: Pointer) -> None:
        self._write(self._pointer_file, json.dumps(asdict(pointer)))

    @staticmethod
    def _write(path: Path, text: str) -> None:
        """All or nothing, whenever the process dies."""
        draft = path.with_suffix(f".{os.getpid()}.new")
        draft.write_text(text)
        draft.replace(path)
