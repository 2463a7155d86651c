"""Whether this process can do its work, for those who start and watch it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_tasks_db.models import DBTaskResult, get_date_max

from search.backends import get_backend
from search.services import engines

logger = logging.getLogger(__name__)

# A worker that has left a task lying this long is not working.
QUEUE_PATIENCE = timedelta(minutes=5)


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_queue() -> None:
    """The oldest task that could run is not older than QUEUE_PATIENCE.

    What waits for a search cluster is no reason to take the site away; that it lags behind is told by its name.
    """
    overdue = timezone.now() - QUEUE_PATIENCE
    due = Q(run_after__lt=overdue) | Q(run_after=get_date_max(), enqueued_at__lt=overdue)
    if DBTaskResult.objects.ready().exclude(queue_name="cluster").filter(due).exists():
        raise RuntimeError(f"tasks wait longer than {QUEUE_PATIENCE}")


def check_index() -> None:
    """The search index is there, whole and of the layout that this code reads."""
    index = get_backend().health()
    if not index.ok:
        raise RuntimeError(index.detail)


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "index": check_index,
    "queue": check_queue,
}


@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Alive: the process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Ready: every part does what it should; details go to the log, not to the world.

    A search engine in trouble is named and no reason to take the site away: another one stands in for it.
    """
    state = {name: works(name, check) for name, check in CHECKS.items()}
    ready = all(state.values())
    return JsonResponse({**state, "degraded": degraded() if ready else []}, status=200 if ready else 503)


def degraded() -> list[str]:
    """The names of the search engines that others stand in for or that fall behind."""
    try:
        found = engines.troubles()
    except Exception:
        logger.exception("the state of the search engines is not known")
        return ["search"]
    for name, detail in found.items():
        logger.warning("degraded: %s: %s", name, detail)
    return sorted(found)


def works(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # any failure of a part means "not ready", and the log says why
        logger.exception("not ready: %s", name)
        return False
    return True
