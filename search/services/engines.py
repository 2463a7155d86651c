"""Who answers a reader: Elasticsearch while it is well, else the embedded engine, and nobody waits long to learn it."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from search.backends import Backend, UnavailableError, elasticsearch, embedded, get_backend
from search.backends.base import QueryError, Results
from search.backends.breaker import Breaker
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.domain.plan import Plan
from search.indexing.engines import failing

logger = logging.getLogger(__name__)

# As many as a process has threads for requests, and some that still wait for an answer nobody wants any more.
MAX_QUESTIONS = 16


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine said, which one it was (none: nobody could), and whether it stood in for another."""

    results: Sequence[Results] = ()
    engine: str = ""
    degraded: bool = False


def ask(plans: Sequence[Plan], engine: str = "") -> Reply:
    """The answer to all plans from one engine; an engine asked for by name has no reserve."""
    if engine:
        return _from(get_backend(engine), plans, degraded=False)
    cluster = elasticsearch()
    if cluster is None or not plans:
        return _from(embedded(), plans, degraded=False)
    results = _from_cluster(cluster, plans)
    return _from(embedded(), plans, degraded=True) if results is None else Reply(results, cluster.name)


def texts(engine: str = "") -> Backend:
    """Where to read documents for showing: from the folder on this machine, which costs no second round trip."""
    return get_backend(engine) if engine else embedded()


@lru_cache(maxsize=8)
def breaker_of(engine: str) -> Breaker:
    return Breaker(engine)


def troubles() -> dict[str, str]:
    """The engines that do not answer readers, lag behind or take no changes, and what is known of it."""
    found = {engine: f"takes no changes since {since:%Y-%m-%d %H:%M} UTC" for engine, since in failing().items()}
    cluster = elasticsearch()
    if cluster is not None and cluster.name not in found:
        if not breaker_of(cluster.name).is_closed():
            found[cluster.name] = "does not answer in time or lags behind"
        elif not (health := cluster.health()).ok:
            found[cluster.name] = health.detail
    return found


def _from_cluster(cluster: ElasticsearchBackend, plans: Sequence[Plan]) -> Sequence[Results] | None:
    """None when it cannot or may not answer. Errors are logged by their type: their text may quote the reader."""
    breaker = breaker_of(cluster.name)
    permit = breaker.allows()
    if not permit:
        return None
    began = time.monotonic()
    try:
        results = _in_time(cluster, plans)
    except QueryError as error:
        # The engine is well, this query is too much for it: no reason to keep others from asking.
        logger.warning("Search engine %r left a query to the reserve: %s", cluster.name, _kind(error))
        breaker.worked(permit)
        return None
    except Exception as error:  # noqa: BLE001, RUF100 - whatever it is, somebody else can answer
        is_slow = time.monotonic() - began >= cluster.timeout
        (breaker.slow if is_slow else breaker.failed)(permit, _kind(error))
        return None
    breaker.worked(permit)
    return results


def _kind(error: BaseException) -> str:
    cause = f" from {type(error.__cause__).__name__}" if error.__cause__ else ""
    return f"{type(error).__name__}{cause}"


def _from(backend: Backend, plans: Sequence[Plan], *, degraded: bool) -> Reply:
    try:
        return Reply(backend.search_many(plans), backend.name, degraded)
    except UnavailableError as error:
        logger.error("Search engine %r cannot answer: %s", backend.name, _kind(error))
        return Reply(degraded=True)


def _in_time(cluster: ElasticsearchBackend, plans: Sequence[Plan]) -> Sequence[Results]:
    """Within the engine's timeout from beginning to end; the connection's own counts only between two bytes."""
    question = _askers(os.getpid()).submit(cluster.search_many, plans)
    try:
        return question.result(cluster.timeout)
    except TimeoutError as error:
        question.cancel()
        raise UnavailableError(f"No answer within {cluster.timeout} s.") from error


@lru_cache(maxsize=1)
def _askers(_process: int) -> ThreadPoolExecutor:
    """Threads of this process; those of a parent do not survive a fork."""
    return ThreadPoolExecutor(MAX_QUESTIONS, thread_name_prefix="search")
