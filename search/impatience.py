"""Writing what may be lost rather than make a reader wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# An import may hold SQLite's lock for long: a small note is not worth a thread that waits for it.
LOCK_MILLISECONDS = 200


@contextmanager
def impatient(milliseconds: int = LOCK_MILLISECONDS) -> Iterator[None]:
    """Wait for the database no longer than this; only SQLite makes a single row wait."""
    connection.ensure_connection()
    raw = connection.connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    patience = raw.execute("PRAGMA busy_timeout").fetchone()[0]
    raw.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(patience)}")
