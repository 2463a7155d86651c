"""Database and indices compared by themselves, once a day, and put right."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.utils import timezone

from search.backends.base import Backend, UnavailableError
from search.indexing import engines, outbox
from search.indexing.gate import settled
from search.indexing.table import refresh_records
from search.models import EngineState

logger = logging.getLogger(__name__)

# The sweep comes every hour, and not always to the minute.
EVERY = timedelta(hours=23)
# Sentences in the log; search_check prints all.
TOLD = 20


def audit(backends: Iterable[Backend]) -> int:
    """Compare what has not been compared for a day; returns the differences, each of which is an error of ours."""
    waiting = [backend for backend in backends if _is_due(backend.name)]
    if not waiting:
        return 0
    drifted = refresh_records()
    if drifted:
        logger.error("%s objects were not in search's table as they are; they are now.", drifted)
    return drifted + sum(_audit(backend) for backend in waiting)


def _is_due(engine: str) -> bool:
    """Not while it takes no changes: that is known, and nobody knows what it will hold afterwards."""
    state = engines.state_of(engine)
    return state.failing_since is None and (state.compared_at is None or state.compared_at < timezone.now() - EVERY)


def _audit(backend: Backend) -> int:
    try:
        found = settled(backend, settle=partial(outbox.drain, [backend]))
    except UnavailableError as error:
        logger.warning("Search engine %r could not be compared with the database: %s", backend.name, error)
        return 0
    if engines.state_of(backend.name).failing_since:
        return 0  # it went meanwhile, with changes that it has not taken
    if found:
        told = "; ".join(difference.sentence for difference in list(found.values())[:TOLD])
        logger.error("Search engine %r differed in %s documents: %s", backend.name, len(found), told)
        # As any generation that nobody vouches for it is compared whole by the delivery, and has no readers until then.
        engines.vouch(backend.name, "")
        outbox.drain([backend])
    EngineState.objects.update_or_create(engine=backend.name, defaults={"compared_at": timezone.now()})
    return len(found)
