"""Databases with content: filled once in a process and lent to every module of tests that reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection

from cms.publishing.locales import all_locales

Made = TypeVar("Made")


class Databases:
    """Copies of the tests' database, each filled by whoever asked for it first."""

    def __init__(self, blocker: Any) -> None:
        self.blocker = blocker
        self.filled: dict[str, tuple[str, Any]] = {}

    @contextmanager
    def lent(self, name: str, fill: Callable[[], Made]) -> Iterator[Made]:
        """Tests within read the copy that `fill` has filled; what a test changes is rolled back as ever."""
        with self.blocker.unblock():
            if name not in self.filled:
                copy = f"{connection.settings_dict['NAME']}-{name}"
                copy_database(str(connection.settings_dict["NAME"]), copy)
                with connected_to(copy):
                    self.filled[name] = copy, fill()
            copy, made = self.filled[name]
            with connected_to(copy):
                yield made

    @contextmanager
    def thrown_away(self) -> Iterator[None]:
        """Tests within commit to a copy of their own, which nobody sees afterwards.

        Django empties the database after a test that commits; what migrations wrote would be gone for all that follow.
        """
        with self.blocker.unblock():
            copy = f"{connection.settings_dict['NAME']}-thrown-away"
            copy_database(str(connection.settings_dict["NAME"]), copy)
            with connected_to(copy):
                yield
            remove_database(copy)

    def remove(self) -> None:
        with self.blocker.unblock():
            for copy, _made in self.filled.values():
                remove_database(copy)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Another database behind Django's only connection."""
    usual = connection.settings_dict["NAME"]
    _connect_to(name)
    try:
        yield
    finally:
        _connect_to(usual)


def _connect_to(name: Any) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    all_locales.forget()


def copy_database(source: str, target: str) -> None:
    connection.close()
    remove_database(target)
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
        return
    with connection._nodb_cursor() as cursor:
        # PostgreSQL copies no database that a forgotten thread is connected to.
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def remove_database(name: str) -> None:
    if connection.vendor == "sqlite":
        for part in ("", "-wal", "-shm"):
            Path(f"{name}{part}").unlink(missing_ok=True)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
