"""A person's marking of open answers."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from course_engine.errors import EngineError, NotFoundError
from course_engine.models import Attempt, AttemptItem, Enrolment
from course_engine.services import audit
from course_engine.services.attempts import follow_up
from course_engine.services.marking import settle

NEARLY_ALL = 1 - 1e-9


@transaction.atomic
def mark_open_response(*, actor: Any, item_id: int, points: float, comment: str = "") -> AttemptItem:
    """Mark an answer that awaits a person; the last one closes the attempt."""
    attempt_id, enrolment_id = _place(item_id)
    if enrolment_id is not None:
        Enrolment.objects.select_for_update().filter(pk=enrolment_id).first()
    attempt = Attempt.objects.select_for_update().get(pk=attempt_id)
    item = attempt.items.select_related("version").get(pk=item_id)
    if item.state != AttemptItem.State.PENDING and item.marked_at is None:
        raise EngineError
    most = item.version.max_score
    fraction = min(1.0, max(0.0, points / most)) if most else 0.0
    before = item.fraction
    item.fraction = fraction
    item.first_fraction = fraction if item.first_fraction is None else item.first_fraction
    item.state = _state(fraction)
    item.comment, item.marked_by, item.marked_at = comment, actor, timezone.now()
    item.save()
    if attempt.state in {Attempt.State.MARKING, Attempt.State.CLOSED}:
        settle(attempt, list(attempt.items.select_related("version")))
        follow_up(attempt, language=attempt.language)
    audit.record(
        actor=actor,
        action="answer.marked",
        subject=f"attempt:{attempt.pk}/{item.slot}",
        data={"before": before, "after": fraction},
    )
    return item


def _place(item_id: int) -> tuple[Any, Any]:
    found = AttemptItem.objects.filter(pk=item_id).values_list("attempt_id", "attempt__enrolment_id").first()
    if found is None:
        raise NotFoundError
    return found


def _state(fraction: float) -> str:
    if fraction >= NEARLY_ALL:
        return AttemptItem.State.CORRECT
    return AttemptItem.State.PARTIAL if fraction > 0 else AttemptItem.State.INCORRECT
