"""Whether an engine is worth asking: one opinion for all processes, kept in Django's cache."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.core.cache import cache

logger = logging.getLogger(__name__)

# A single failure opens: the reserve answers as well, so that a moment without the engine costs next to nothing,
# while every further question to a dead engine costs a reader the whole timeout.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# An engine that fails again this soon after it came back goes on where it was with its pauses.
PROBATION = 60.0
# Long enough for a question, short enough when the one who asks dies.
PROBE_SECONDS = 5
# A writer that is behind says so again at every attempt, which come closer than this.
HOLD_SECONDS = 120
KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class State:
    """Closed when `until` is zero."""

    until: float = 0.0
    pause: float = 0.0
    closed_at: float = 0.0


class Breaker:
    """Open after a failure, tried by one reader at a time after a growing pause, closed by an answer.

    `hold` keeps readers away from an engine that answers but lags behind the database.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._state_key = f"search:breaker:{name}"
        self._hold_key = f"search:behind:{name}"
        self._probe_key = f"search:probe:{name}"
        # What this process knows itself, for when the cache is out.
        self._own = State()

    def allows(self) -> bool:
        """Whether to ask the engine; one read of the cache while it is well."""
        state, held = self._read()
        if held:
            return False
        if not state.until:
            return True
        return time.time() >= state.until and self._claims_probe()

    def is_closed(self) -> bool:
        state, held = self._read()
        return not held and not state.until

    def failed(self, reason: object) -> None:
        now = time.time()
        state, _ = self._read()
        recent = bool(state.until) or now - state.closed_at < PROBATION
        pause = min(max(FIRST_PAUSE, state.pause * 2), LONGEST_PAUSE) if recent else FIRST_PAUSE
        if state.until > now:
            return  # several readers were on their way when it went; that is one failure
        if not state.until:
            logger.error("Search engine %r is out, the reserve answers: %s", self.name, reason)
        self._write(State(now + pause, pause))

    def worked(self) -> None:
        """An answer: nothing to write while all is well, and the end of the pause after a probe."""
        if self._own.until:
            logger.warning("Search engine %r answers again.", self.name)
            self._write(State(0.0, self._own.pause, time.time()))

    def hold(self) -> None:
        self._quietly("set", self._hold_key, True, HOLD_SECONDS)

    def release(self) -> None:
        self._quietly("delete", self._hold_key)

    def reset(self) -> None:
        self._own = State()
        self._quietly("delete_many", [self._state_key, self._hold_key, self._probe_key])

    def _read(self) -> tuple[State, bool]:
        found = self._quietly("get_many", [self._state_key, self._hold_key])
        if found is None:
            return self._own, False
        kept = found.get(self._state_key)
        self._own = State(**kept) if kept else State()
        return self._own, bool(found.get(self._hold_key))

    def _write(self, state: State) -> None:
        self._own = state
        self._quietly("set", self._state_key, asdict(state), KEPT_SECONDS)
        self._quietly("delete", self._probe_key)

    def _claims_probe(self) -> bool:
        claimed = self._quietly("add", self._probe_key, True, PROBE_SECONDS)
        return claimed is None or bool(claimed)

    def _quietly(self, operation: str, *arguments: Any) -> Any:
        """None when the cache is out: then every process judges for itself."""
        try:
            return getattr(cache, operation)(*arguments)
        except Exception:
            logger.exception("The cache did not keep the state of search engine %r", self.name)
            return None
