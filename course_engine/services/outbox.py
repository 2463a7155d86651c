"""The outbox: an event is written with what caused it and delivered afterwards."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from course_engine import tasks
from course_engine.events import Event, sinks
from course_engine.models import EventOutbox

logger = logging.getLogger(__name__)
KEEP = timedelta(days=90)


def emit(event: Event) -> None:
    """Write an event inside the caller's transaction; the task that delivers it starts after commit."""
    if not sinks():
        return
    EventOutbox.objects.create(
        type=event.type, user_id=event.user_id, payload=event.payload(), created_at=timezone.now()
    )
    transaction.on_commit(tasks.deliver_events.enqueue)


def deliver_waiting(*, limit: int = 200) -> int:
    """Deliver what waits, oldest first, and return how many are done; a sink that fails keeps its own event."""
    done = 0
    for row in EventOutbox.objects.filter(done_at__isnull=True).order_by("pk")[:limit]:
        missing = [sink for sink in sinks() if sink.name not in row.delivered]
        for sink in missing:
            try:
                sink.deliver(event_id=str(row.event_id), type=row.type, at=row.created_at, payload=row.payload)
            except Exception as error:  # a sink is someone else's code: nothing of ours may fail with it
                logger.exception("Event %s was not delivered to %s", row.event_id, sink.name)
                row.last_error = f"{sink.name}: {error}"[:400]
            else:
                row.delivered = [*row.delivered, sink.name]
        row.tries += 1
        if all(sink.name in row.delivered for sink in sinks()):
            row.done_at = timezone.now()
            done += 1
        row.save(update_fields=["delivered", "tries", "last_error", "done_at"])
    EventOutbox.objects.filter(done_at__lt=timezone.now() - KEEP).delete()
    return done
