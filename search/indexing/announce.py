"""Telling the worker, once per transaction, that the outbox has something."""

from __future__ import annotations

from weakref import WeakSet

from django.db import transaction

from search.backends import elasticsearch


class _Announced:
    """Stands in a transaction's list of callbacks as a mark that its tasks are enqueued.

    A rolled-back savepoint drops the mark together with the task, so the next change enqueues again.
    """

    def __init__(self) -> None:
        self.taken = False

    def __call__(self) -> None:
        self.taken = True


_open_marks: WeakSet[_Announced] = WeakSet()


def announce() -> None:
    """Enqueue the tasks that empty the outbox, in the caller's transaction."""
    from search.indexing import tasks  # noqa: PLC0415 - tasks register on import, after apps are ready

    callbacks = [entry[1] for entry in transaction.get_connection().run_on_commit]
    if any(isinstance(callback, _Announced) and not callback.taken for callback in callbacks):
        return
    mark = _Announced()
    _open_marks.add(mark)
    transaction.on_commit(mark)
    tasks.apply_outbox.enqueue()
    if elasticsearch() is not None:
        tasks.apply_outbox_to_clusters.enqueue()


def taken() -> None:
    """The outbox is being emptied: changes from here on need a task of their own."""
    for mark in _open_marks:
        mark.taken = True
    _open_marks.clear()
