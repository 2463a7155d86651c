"""How each engine takes changes: its pauses after a failure, and which generation its deliveries vouch for."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from search.backends import elasticsearch, embedded, indexed_backends
from search.backends.base import Backend
from search.backends.breaker import Breaker, Permit
from search.backends.patience import in_time
from search.models import EngineState

logger = logging.getLogger(__name__)

# An engine that comes back is up to date within a minute, so it is tried twice a minute at least.
PAUSES = (2, 5, 10, 20, 30)


def state_of(engine: str) -> EngineState:
    return EngineState.objects.filter(engine=engine).first() or EngineState(engine=engine)


def greet(backend: Backend) -> str:
    """The generation that answers, asked as impatiently as a reader does, who is spared what goes wrong.

    An engine that is out is not found out with a batch in hand: mail and others wait in the same queue.
    """
    cluster = elasticsearch()
    if cluster is None or cluster.name != backend.name:
        return backend.current()
    with Breaker(cluster.name).watched(Permit(True)):
        return in_time(cluster.timeout, cluster.current)


def rest(backend: Backend, error: Exception) -> None:
    """Note that an engine takes nothing now; its entries wait untouched, and readers turn to the reserve."""
    state = state_of(backend.name)
    now = timezone.now()
    note = f"{type(error).__name__}: {error}"[:2000]
    report = logger.warning if state.failures else logger.error
    report("Search engine %r takes no changes: %s", backend.name, note)
    EngineState.objects.update_or_create(
        engine=backend.name,
        defaults={
            "failures": state.failures + 1,
            "failing_since": state.failing_since or now,
            "retry_at": now + timedelta(seconds=PAUSES[min(state.failures, len(PAUSES) - 1)]),
            "error": note,
        },
    )
    keep_readers_away(backend)


def recovered(backend: Backend) -> None:
    """Everything due was taken: readers may come, and the next failure is a first one again."""
    if backend.name != embedded().name:
        Breaker(backend.name).release()
    failing = EngineState.objects.filter(engine=backend.name, failures__gt=0)
    if failing.update(failures=0, failing_since=None, retry_at=None, error=""):
        logger.warning("Search engine %r takes changes again.", backend.name)


def vouch(engine: str, generation: str) -> None:
    """From now on the entries done by this engine are all in this generation."""
    EngineState.objects.update_or_create(engine=engine, defaults={"generation": generation})


def keep_readers_away(backend: Backend) -> None:
    """An engine that lags behind is not asked; the embedded one is, for there is none after it."""
    if backend.name != embedded().name:
        Breaker(backend.name).hold()


def failing() -> dict[str, datetime]:
    """The engines that take no changes, and since when."""
    names = [backend.name for backend in indexed_backends()]
    rows = EngineState.objects.filter(engine__in=names, failing_since__isnull=False)
    return {row.engine: row.failing_since for row in rows if row.failing_since}
