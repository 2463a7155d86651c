"""Background work: deliver events, hand in what is overdue. Each only fetches and delegates."""

from __future__ import annotations

from django_tasks import task

from course_engine import services


@task(queue_name="fast")
def deliver_events() -> int:
    return services.deliver_waiting()


@task(queue_name="fast")
def close_attempt(attempt_id: str) -> None:
    services.close_overdue(attempt_id=attempt_id)
