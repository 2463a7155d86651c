"""Small facts that every page asks for and that hardly ever change, kept in each process for a minute."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Generic, TypeVar

T = TypeVar("T")
SECONDS = 60
_all: "list[Remembered[object]]" = []


class Remembered(Generic[T]):
    """A function without arguments whose answer is kept; `forget()` when what it reads has changed."""

    def __init__(self, function: Callable[[], T]) -> None:
        wraps(function)(self)
        self._function = function
        self._kept: tuple[float, T] | None = None
        _all.append(self)  # type: ignore[arg-type]

    def __call__(self) -> T:
        now = time.monotonic()
        if self._kept is None or self._kept[0] < now:
            # Other processes see a change after a minute at the latest.
            self._kept = (now + SECONDS, self._function())
        return self._kept[1]

    def forget(self) -> None:
        self._kept = None


def forget_all() -> None:
    """Drop everything that is remembered; between tests, each of which has a database of its own."""
    for remembered in _all:
        remembered.forget()
