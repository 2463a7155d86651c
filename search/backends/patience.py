"""A question that is waited for so long and no longer, from the look-up of the name to the last byte of the answer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import lru_cache
from threading import BoundedSemaphore, Thread
from typing import TypeVar

from search.backends.base import UnavailableError

T = TypeVar("T")

# As many as a process has threads for requests, and some that still wait for an answer nobody wants any more.
MAX_QUESTIONS = 16


class SlowError(UnavailableError):
    """No answer in time, which may be a busy machine as well as an engine that hangs."""


def in_time(seconds: float, question: Callable[[], T]) -> T:
    """The answer, or SlowError; a connection's own timeout counts only between two bytes, and no name's look-up."""
    deadline = time.monotonic() + seconds
    free = _questions(os.getpid())
    if not free.acquire(timeout=seconds):
        raise SlowError(f"{MAX_QUESTIONS} questions have no answer yet.")
    answer: Future[T] = Future()
    try:
        # A process that ends does not wait for a daemon.
        Thread(target=_ask, args=(question, answer, free), name="search", daemon=True).start()
    except RuntimeError as error:
        free.release()
        raise UnavailableError("There is no thread to ask with.") from error
    try:
        return answer.result(max(0.0, deadline - time.monotonic()))
    except TimeoutError as error:
        raise SlowError(f"No answer within {seconds} s.") from error


def _ask(question: Callable[[], T], answer: Future[T], free: BoundedSemaphore) -> None:
    try:
        found = question()
    except BaseException as error:  # noqa: BLE001, RUF100 - whoever asked is told
        answer.set_exception(error)
    else:
        answer.set_result(found)
    finally:
        free.release()


@lru_cache(maxsize=1)
def _questions(_process: int) -> BoundedSemaphore:
    """Those of this process; what a parent waits for does not survive a fork."""
    return BoundedSemaphore(MAX_QUESTIONS)
