"""Whether an engine is worth asking: one opinion for all processes, kept in Django's cache."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.cache import cache

from search.backends.base import QueryError
from search.backends.patience import SlowError
from search.impatience import impatient

logger = logging.getLogger(__name__)

# A single failure opens: the reserve answers as well, so that a moment without the engine costs next to nothing,
# while every further question to a dead engine costs a reader the whole timeout.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A single slow answer is a busy machine; the second in a row, this soon after the first and whichever process it
# befalls, is an engine that hangs.
SLOW_SECONDS = 10
# An engine that fails again this soon after it came back goes on where it was with its pauses.
PROBATION = 60.0
# Long enough for a question, short enough when the one who asks dies.
PROBE_SECONDS = 5
# Whoever holds an engine releases it when it has caught up, however long that takes. This is for an engine whose
# worker never comes back; until then the reserve answers everybody, and the site's health says why.
HOLD_SECONDS = 24 * 3600.0
# Readers wait for these writes, up to three of them at a probe that fails.
LOCK_MILLISECONDS = 50


@dataclass(frozen=True, slots=True)
class State:
    """Closed when `until` is zero."""

    until: float = 0.0
    pause: float = 0.0
    closed_at: float = 0.0

    @property
    def since(self) -> float:
        return self.until - self.pause if self.until else self.closed_at


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to ask the engine, or not; what became of the question is told with it."""

    granted: bool
    is_probe: bool = False
    pause: float = 0.0
    began: float = field(default_factory=lambda: time.time())

    def __bool__(self) -> bool:
        return self.granted


class Breaker:
    """Open after a failure, tried by one reader at a time after a growing pause, closed by the answer to that.

    `hold` keeps readers away from an engine that answers but lags behind the database.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._state_key = f"search:breaker:{name}"
        self._hold_key = f"search:behind:{name}"
        self._probe_key = f"search:probe:{name}"
        self._slow_key = f"search:slow:{name}"
        # What this process knows itself, for when the cache is out or does not take what it is told.
        self._own = State()
        self._slow_at = 0.0

    def allows(self) -> Permit:
        """Whether to ask the engine; one read of the cache while it is well."""
        state, held = self._read()
        if held:
            return Permit(False)
        if not state.until:
            return Permit(True)
        is_due = time.time() >= state.until
        return Permit(is_due and self._claims_probe(), is_probe=True, pause=state.pause)

    def is_closed(self) -> bool:
        state, held = self._read()
        return not held and not state.until

    def failed(self, permit: Permit, reason: str) -> None:
        now = time.time()
        state, _ = self._read()
        if not permit.is_probe and (state.until or permit.began < state.closed_at):
            return  # several readers were on their way when it went; that is one failure
        recent = bool(state.until) or now - state.closed_at < PROBATION
        pause = min(max(FIRST_PAUSE, state.pause * 2), LONGEST_PAUSE) if recent else FIRST_PAUSE
        if not state.until:
            logger.error("Search engine %r is out, the reserve answers: %s", self.name, reason)
        self._write(permit, State(now + pause, pause))

    def slow(self, permit: Permit, reason: str) -> None:
        """No answer in time: at a probe, and the second time in a row, a failure."""
        if permit.is_probe or self._slow_before():
            self.failed(permit, reason)
        self._slow_at = time.time()

    def worked(self, permit: Permit) -> None:
        """An answer: nothing to write while all is well, and the end of the pause after a probe."""
        if self._slow_at and permit.began >= self._slow_at:
            self._slow_at = 0.0
            self._impatiently("delete", self._slow_key)
        if permit.is_probe:
            logger.warning("Search engine %r answers again.", self.name)
            self._write(permit, State(0.0, permit.pause, time.time()))

    @contextmanager
    def watched(self, permit: Permit) -> Iterator[None]:
        """What goes wrong within is told, unless it is the query's own fault; it goes on to whoever asked."""
        try:
            yield
        except QueryError:
            raise
        except SlowError as error:
            self.slow(permit, kind(error))
            raise
        except Exception as error:
            self.failed(permit, kind(error))
            raise

    def hold(self) -> None:
        self._quietly("set", self._hold_key, time.time(), None)

    def release(self) -> None:
        self._quietly("delete", self._hold_key)

    def reset(self) -> None:
        """Forget everything, as a new process with an empty cache."""
        self._own, self._slow_at = State(), 0.0
        self._quietly("delete_many", [self._state_key, self._hold_key, self._probe_key, self._slow_key])

    def _read(self) -> tuple[State, bool]:
        """The newer of what this process knows and what all know; no key expires, for that would be a write."""
        found = self._quietly("get_many", [self._state_key, self._hold_key])
        if found is None:
            return self._own, False
        kept = found.get(self._state_key)
        self._own = max(self._own, State(**kept) if kept else State(), key=lambda state: state.since)
        return self._own, time.time() - found.get(self._hold_key, 0.0) < HOLD_SECONDS

    def _write(self, permit: Permit, state: State) -> None:
        self._own = state
        self._impatiently("set", self._state_key, asdict(state), None)
        if permit.is_probe:
            self._impatiently("delete", self._probe_key)

    def _slow_before(self) -> bool:
        """Whether it was slow a moment ago; if not, everybody knows from now on."""
        is_first = self._impatiently("add", self._slow_key, True, SLOW_SECONDS)
        return time.time() - self._slow_at < SLOW_SECONDS if is_first is None else not is_first

    def _claims_probe(self) -> bool:
        claimed = self._impatiently("add", self._probe_key, True, PROBE_SECONDS)
        return claimed is None or bool(claimed)

    def _impatiently(self, operation: str, *arguments: Any) -> Any:
        """A reader waits for this: with a database as the cache it may meet a writer that takes its time."""
        try:
            with impatient(LOCK_MILLISECONDS):
                return self._quietly(operation, *arguments)
        except Exception:
            logger.exception("The cache was not asked about search engine %r", self.name)
            return None

    def _quietly(self, operation: str, *arguments: Any) -> Any:
        """None when the cache is out: then every process judges for itself."""
        try:
            return getattr(cache, operation)(*arguments)
        except Exception:
            logger.exception("The cache did not keep the state of search engine %r", self.name)
            return None


def kind(error: BaseException) -> str:
    """An error by its type alone: its text may quote the reader."""
    cause = f" from {type(error.__cause__).__name__}" if error.__cause__ else ""
    return f"{type(error).__name__}{cause}"
