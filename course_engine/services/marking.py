"""Marking: outcomes from frozen versions, the mark of an attempt, the grade over attempts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from statistics import fmean
from typing import Any

from django.utils import timezone

from course_engine.models import Attempt, AttemptItem, Grade
from course_engine.plugins.containment import contain
from course_engine.plugins.registry import item_types, modes
from course_engine.plugins.values import Outcome
from course_engine.seeds import item_seed

PENDING = Outcome(None, "pending")
MARKED_FIELDS = [
    "state",
    "fraction",
    "first_fraction",
    "response_class",
    "feedback_ids",
    "tries",
    "response",
    "language",
]
ROUNDING = 1e-9
GRADE_RULES: dict[str, Callable[[Sequence[float]], float]] = {
    "best": max,
    "last": lambda fractions: fractions[-1],
    "first": lambda fractions: fractions[0],
    "mean": fmean,
}


def outcome_of(item: AttemptItem, response: Any, seed: int) -> Outcome:
    """The mark of a response; where the type is gone or fails, a person has to mark it."""
    item_type = item_types.find(item.version.type)
    if item_type is None:
        return PENDING
    found = contain(item_type, item_type.grade, item.key_version.frozen, response, item_seed(seed, item.item_key))
    return found.value or PENDING


def apply_outcome(item: AttemptItem, outcome: Outcome) -> None:
    """Put a mark on an item; the caller saves it."""
    item.state = outcome.state
    item.fraction = outcome.fraction
    item.response_class = [list(pair) for pair in outcome.response_class]
    item.feedback_ids = list(outcome.feedback_ids)


def checks_items(attempt: Attempt) -> bool:
    mode = modes.find(attempt.mode)
    return bool(mode and mode.checks)


def mark_items(attempt: Attempt, items: Sequence[AttemptItem]) -> None:
    """Mark every item that was not marked during the attempt."""
    kept = checks_items(attempt)
    for item in items:
        if kept and item.tries and item.state != AttemptItem.State.OPEN:
            continue
        apply_outcome(item, outcome_of(item, item.response, attempt.seed))
        item.tries = item.tries or 1
        item.first_fraction = item.fraction
    AttemptItem.objects.bulk_update(items, MARKED_FIELDS)


def settle(attempt: Attempt, items: Sequence[AttemptItem], *, at: datetime | None = None) -> None:
    """Close an attempt whose items are marked, or leave it to a person; saves it."""
    attempt.submitted_at = attempt.submitted_at or at or timezone.now()
    marked = [item for item in items if item.state != AttemptItem.State.UNMARKED]
    attempt.max_score = round(sum(item.version.max_score for item in marked), 6)
    if any(item.state == AttemptItem.State.PENDING for item in marked):
        attempt.state, attempt.score, attempt.fraction, attempt.passed = Attempt.State.MARKING, None, None, None
    else:
        attempt.state = Attempt.State.CLOSED
        attempt.score = round(sum((item.fraction or 0.0) * item.version.max_score for item in marked), 6)
        attempt.fraction = _fraction(attempt, items)
        attempt.passed = attempt.fraction * 100 >= attempt.rules.get("pass_percent", 0) - ROUNDING
    attempt.save(update_fields=["submitted_at", "max_score", "state", "score", "fraction", "passed"])


def _fraction(attempt: Attempt, items: Sequence[AttemptItem]) -> float:
    if attempt.max_score:
        return min(1.0, (attempt.score or 0.0) / attempt.max_score)
    answered = sum(1 for item in items if item.response is not None)  # a survey: how much of it was answered
    return answered / len(items) if items else 1.0


def grade_over(rule: str, fractions: Sequence[float]) -> float:
    """The grade of attempts in the order in which they were handed in."""
    return float(GRADE_RULES.get(rule, max)(fractions))


def update_grade(attempt: Attempt) -> Grade | None:
    """Write the grade over all closed attempts of this enrolment; practice has none."""
    if attempt.enrolment_id is None or attempt.kind == "practice":
        return None
    closed = Attempt.objects.filter(
        enrolment_id=attempt.enrolment_id, assessment_key=attempt.assessment_key, state=Attempt.State.CLOSED
    ).order_by("submitted_at", "number")
    rows: Any = closed.values_list("fraction", "passed", "submitted_at")
    found: list[tuple[float, bool, datetime]] = list(rows)
    if not found:
        return None
    rule = attempt.rules.get("grade_rule", "best")
    fraction = min(1.0, max(0.0, grade_over(rule, [row[0] for row in found])))
    passed = fraction * 100 >= attempt.rules.get("pass_percent", 0) - ROUNDING
    grade, _created = Grade.objects.update_or_create(
        enrolment_id=attempt.enrolment_id,
        assessment_key=attempt.assessment_key,
        defaults={"rule": rule, "fraction": fraction, "passed": passed, "attempts": len(found)},
    )
    if passed and grade.passed_at is None:
        grade.passed_at = found[-1][2]
        grade.save(update_fields=["passed_at"])
    return grade
