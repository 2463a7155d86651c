"""What is known of search engines in trouble, from what others found out: no engine is asked, so nobody waits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from search.backends import elasticsearch, embedded, indexed_backends
from search.indexing.outbox import lagging
from search.models import EngineState
from search.services.engines import breaker_of

# As the system, and Elasticsearch above its watermark, say it.
FULL = re.compile(r"no space left|file too large|quota exceeded|read-only / allow delete|flood.stage", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An engine that takes no changes, has left some lying, or does not answer; the one `here` has no reserve."""

    engine: str
    kind: Literal["failing", "lagging", "silent"]
    since: datetime | None = None
    is_full: bool = False
    here: bool = False


def known() -> list[Trouble]:
    """One for each engine, the gravest first."""
    found: dict[str, Trouble] = {}
    for trouble in (*_failing(), *_lagging(), *_silent()):
        found.setdefault(trouble.engine, trouble)
    return list(found.values())


def _failing() -> Iterator[Trouble]:
    names = [backend.name for backend in indexed_backends()]
    for state in EngineState.objects.filter(engine__in=names, failing_since__isnull=False).order_by("engine"):
        yield Trouble(
            state.engine, "failing", state.failing_since, bool(FULL.search(state.error)), _is_here(state.engine)
        )


def _lagging() -> Iterator[Trouble]:
    for engine, since in lagging().items():
        yield Trouble(engine, "lagging", since, here=_is_here(engine))


def _silent() -> Iterator[Trouble]:
    cluster = elasticsearch()
    if cluster is not None and not breaker_of(cluster.name).is_closed():
        yield Trouble(cluster.name, "silent")


def _is_here(engine: str) -> bool:
    return engine == embedded().name
