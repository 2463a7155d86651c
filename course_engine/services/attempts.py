"""Start, answer and hand in an attempt. Each verb is one transaction."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from course_engine import access, events, tasks
from course_engine.errors import NotAllowedError, NotFoundError
from course_engine.models import AssessmentPage, Attempt, AttemptItem, Enrolment
from course_engine.outline import course_key_of, load_outline
from course_engine.plugins.registry import modes
from course_engine.records import records_for
from course_engine.services import audit
from course_engine.services.completion import complete_activity
from course_engine.services.enrolments import current_enrolment
from course_engine.services.freezing import FrozenItem, freeze
from course_engine.services.marking import mark_items, settle, update_grade
from course_engine.services.outbox import emit
from course_engine.sources import SourceAssessment, choose_items, load_assessment

GRACE_SECONDS = 15
PRACTICE_MODE = "immediate"


def start_attempt(*, user: Any, assessment_key: UUID, language: str) -> Attempt:
    """Start an attempt, or give back the one that is open. Everything asked in it is frozen now."""
    _make_way(user, assessment_key)
    return _start(user, assessment_key, language)


def _make_way(user: Any, assessment_key: UUID) -> None:
    """Hand in an overdue attempt in a transaction of its own: it stays so also where no other may begin."""
    for attempt in Attempt.objects.filter(user=user, assessment_key=assessment_key, state=Attempt.State.OPEN):
        if is_overdue(attempt):
            close_overdue(attempt_id=str(attempt.pk))


@transaction.atomic
def _start(user: Any, assessment_key: UUID, language: str) -> Attempt:
    assessment, enrolment = enrolled_assessment(user=user, assessment_key=assessment_key, lock=True)
    present = Attempt.objects.filter(user=user, assessment_key=assessment_key, state=Attempt.State.OPEN).first()
    if present is not None:
        return present
    rules = access.rules_for(enrolment.course_key)
    outline = load_outline(enrolment.course_key, language, plugins=rules.plugins)
    activity = outline.activity(assessment_key) if outline else None
    if outline is not None and activity is not None:
        answer = access.check(outline, activity, rules, records_for(user, enrolment.course_key))
        if not answer.allowed:
            raise NotAllowedError(reasons=answer.reasons)
    return _begin(user, enrolment, replace(assessment, plugins=rules.plugins), language)


def enrolled_assessment(*, user: Any, assessment_key: UUID, lock: bool = False) -> tuple[SourceAssessment, Enrolment]:
    """A live assessment and the learner's enrolment in its course."""
    assessment = load_assessment(assessment_key)
    course_key = course_key_of(assessment.page) if assessment else None
    if assessment is None or course_key is None:
        raise NotFoundError
    return assessment, current_enrolment(user=user, course_key=course_key, lock=lock)


def _begin(user: Any, enrolment: Enrolment, assessment: SourceAssessment, language: str) -> Attempt:
    seed = secrets.randbits(62)
    attempt = create_attempt(user, enrolment, assessment, language, seed)
    add_items(attempt, freeze(choose_items(assessment, seed, plugins=assessment.plugins)))
    if attempt.deadline is not None:
        run_after = attempt.deadline + timedelta(seconds=GRACE_SECONDS + 1)
        tasks.close_attempt.using(run_after=run_after).enqueue(str(attempt.pk))
    emit(
        events.AttemptStarted(
            user_id=user.pk, attempt=attempt.pk, assessment=attempt.assessment_key, number=attempt.number
        )
    )
    return attempt


def create_attempt(user: Any, enrolment: Enrolment, assessment: SourceAssessment, language: str, seed: int) -> Attempt:
    """An open attempt without items; the caller holds the lock on the enrolment."""
    page, now = assessment.page, timezone.now()
    earlier = Attempt.objects.filter(user=user, assessment_key=assessment.key).order_by("-number")
    limit = timedelta(minutes=page.time_limit_minutes) if page.time_limit_minutes else None
    return Attempt.objects.create(
        user=user,
        enrolment=enrolment,
        course_key=enrolment.course_key,
        edition=enrolment.edition,
        assessment_key=assessment.key,
        kind=page.kind,
        mode=mode_of(page),
        number=(earlier.values_list("number", flat=True).first() or 0) + 1,
        seed=seed,
        rules={
            "pass_percent": page.pass_percent,
            "grade_rule": page.grade_rule,
            "shuffle_options": page.shuffle_options,
            "time_limit_minutes": page.time_limit_minutes,
            "grace_seconds": GRACE_SECONDS,
            "titles": {code: row.title for code, row in assessment.rows.items()},
        },
        language=language,
        started_at=now,
        deadline=now + limit if limit else None,
    )


def mode_of(page: AssessmentPage) -> str:
    """The mode of an attempt; practice is marked at once, so a mode that cannot do that gives way."""
    mode = modes.find(page.mode)
    if page.kind == AssessmentPage.Kind.PRACTICE and (mode is None or not mode.checks):
        return PRACTICE_MODE
    return page.mode


def add_items(attempt: Attempt, frozen: list[FrozenItem], *, first_slot: int = 1) -> list[AttemptItem]:
    """Put frozen items into an attempt, in this order."""
    items = AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            slot=slot,
            item_key=item.version.item_key,
            assessment_key=item.version.assessment_key,
            version=item.version,
            key_version=item.version,
            links=item.links,
        )
        for slot, item in enumerate(frozen, start=first_slot)
    )
    through = AttemptItem.texts.through
    through.objects.bulk_create(
        through(attemptitem_id=row.pk, itemtext_id=text.pk)
        for row, item in zip(items, frozen, strict=True)
        for text in item.texts
    )
    return items


def own_attempt(*, user: Any, attempt_id: UUID, lock: bool = False) -> Attempt:
    """The learner's attempt. With `lock`, its enrolment first and then itself: the same order everywhere."""
    rows = Attempt.objects.filter(pk=attempt_id, user=user)
    if not lock:
        found = rows.first()
    else:
        enrolment_id = rows.values_list("enrolment_id", flat=True).first()
        if enrolment_id is not None:
            Enrolment.objects.select_for_update().filter(pk=enrolment_id).first()
        found = rows.select_for_update().first()
    if found is None:
        raise NotFoundError
    return found


def is_overdue(attempt: Attempt) -> bool:
    """Whether the server's time, with its grace, is over."""
    if attempt.deadline is None or not attempt.is_open:
        return False
    return timezone.now() > attempt.deadline + timedelta(seconds=attempt.rules.get("grace_seconds", 0))


def finish(attempt: Attempt, *, language: str) -> None:
    """Mark and close an attempt inside the caller's transaction, with all that follows from it."""
    items = list(attempt.items.select_related("version", "key_version"))
    now = timezone.now()
    at = min(now, attempt.deadline) if attempt.deadline and is_overdue(attempt) else now
    mark_items(attempt, items)
    settle(attempt, items, at=at)
    emit(
        events.AttemptSubmitted(
            user_id=attempt.user_id, attempt=attempt.pk, assessment=attempt.assessment_key, number=attempt.number
        )
    )
    follow_up(attempt, language=language)
    audit.record(actor=attempt.user, action="attempt.submitted", subject=f"attempt:{attempt.pk}")


def follow_up(attempt: Attempt, *, language: str) -> None:
    """Grade, completion and certificate after an attempt was marked."""
    if attempt.state != Attempt.State.CLOSED or attempt.fraction is None:
        return
    emit(
        events.AttemptMarked(
            user_id=attempt.user_id,
            attempt=attempt.pk,
            assessment=attempt.assessment_key,
            fraction=attempt.fraction,
            passed=attempt.passed,
        )
    )
    grade = update_grade(attempt)
    if grade is not None and attempt.enrolment is not None:
        complete_activity(enrolment=attempt.enrolment, activity_key=attempt.assessment_key, language=language)


@transaction.atomic
def close_overdue(*, attempt_id: str) -> bool:
    """Hand in an attempt whose time is over; the answers saved before count. False where there is nothing to do."""
    owner = Attempt.objects.filter(pk=attempt_id, user__isnull=False).select_related("user").first()
    if owner is None:
        return False
    attempt = own_attempt(user=owner.user, attempt_id=owner.pk, lock=True)
    if not attempt.is_open or not is_overdue(attempt):
        return False
    finish(attempt, language=attempt.language)
    return True
