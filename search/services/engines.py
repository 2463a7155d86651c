"""Who answers a reader: Elasticsearch while it is well, else the embedded engine, and nobody waits long to learn it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.backends import Backend, UnavailableError, elasticsearch, embedded, get_backend
from search.backends.base import QueryError, Results
from search.backends.breaker import Breaker, kind
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.patience import in_time
from search.domain.plan import Plan
from search.indexing.engines import failing
from search.indexing.outbox import lagging

logger = logging.getLogger(__name__)


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
    found = {engine: f"has left changes lying since {since:%Y-%m-%d %H:%M} UTC" for engine, since in lagging().items()}
    found |= {engine: f"takes no changes since {since:%Y-%m-%d %H:%M} UTC" for engine, since in failing().items()}
    cluster = elasticsearch()
    if cluster is not None and cluster.name not in found and (trouble := _trouble(cluster)):
        found[cluster.name] = trouble
    return found


def _trouble(cluster: ElasticsearchBackend) -> str:
    """Empty when readers are answered. After a failure whoever watches the site tries it as a reader would."""
    breaker = breaker_of(cluster.name)
    permit = breaker.allows()
    if not permit:
        return "does not answer in time or lags behind"
    try:
        with breaker.watched(permit):
            in_time(cluster.timeout, cluster.examine)
    except Exception as error:  # noqa: BLE001, RUF100 - whatever it is, it is what there is to tell
        return str(error) or kind(error)
    if permit.is_probe:
        breaker.worked(permit)
    return ""


def _from_cluster(cluster: ElasticsearchBackend, plans: Sequence[Plan]) -> Sequence[Results] | None:
    """None when it cannot or may not answer."""
    breaker = breaker_of(cluster.name)
    permit = breaker.allows()
    if not permit:
        return None
    try:
        with breaker.watched(permit):
            results = in_time(cluster.timeout, lambda: cluster.search_many(plans))
    except QueryError as error:
        # The engine is well, this query is too much for it: no reason to keep others from asking.
        logger.warning("Search engine %r left a query to the reserve: %s", cluster.name, kind(error))
        breaker.worked(permit)
        return None
    except Exception:  # noqa: BLE001, RUF100 - whatever it is, somebody else can answer
        return None
    breaker.worked(permit)
    return results


def _from(backend: Backend, plans: Sequence[Plan], *, degraded: bool) -> Reply:
    try:
        return Reply(backend.search_many(plans), backend.name, degraded)
    except UnavailableError as error:
        logger.error("Search engine %r cannot answer: %s", backend.name, kind(error))
        return Reply(degraded=True)
