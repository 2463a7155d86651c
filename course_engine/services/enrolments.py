"""Enrol, leave, and the record of how far a learner is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.pages.models import CoursePage
from cms.publishing.locales import source_locale
from course_engine import events
from course_engine.errors import NotEnrolledError, NotFoundError
from course_engine.models import Enrolment, Progress
from course_engine.services.outbox import emit

POSITION_LENGTH = 120


@transaction.atomic
def enrol(*, user: Any, course_key: UUID) -> Enrolment:
    """Enrol in the live edition of a course; once enrolled, the same enrolment comes back."""
    course = (
        CoursePage.objects.live().filter(translation_key=course_key, locale=source_locale()).only("edition").first()
    )
    if course is None:
        raise NotFoundError
    enrolment, created = Enrolment.objects.get_or_create(user=user, course_key=course_key, edition=course.edition)
    if enrolment.state == Enrolment.State.LEFT:
        enrolment.state, enrolment.left_at = Enrolment.State.ACTIVE, None
        enrolment.save(update_fields=["state", "left_at"])
        created = True
    if created:
        emit(events.Enrolled(user_id=user.pk, course=course_key, edition=course.edition))
    return enrolment


@transaction.atomic
def leave(*, user: Any, enrolment_id: UUID) -> Enrolment:
    """Leave a course. Nothing is lost: who enrols again goes on from there."""
    enrolment = Enrolment.objects.select_for_update().filter(pk=enrolment_id, user=user).first()
    if enrolment is None:
        raise NotFoundError
    if enrolment.state == Enrolment.State.ACTIVE:
        enrolment.state, enrolment.left_at = Enrolment.State.LEFT, timezone.now()
        enrolment.save(update_fields=["state", "left_at"])
        emit(events.CourseLeft(user_id=user.pk, course=enrolment.course_key, edition=enrolment.edition))
    return enrolment


def current_enrolment(*, user: Any, course_key: UUID, lock: bool = False) -> Enrolment:
    """The enrolment that counts now; with `lock` nobody else changes what hangs on it until commit."""
    rows = Enrolment.objects.select_for_update() if lock else Enrolment.objects.all()
    found = rows.filter(user=user, course_key=course_key).exclude(state=Enrolment.State.LEFT)
    enrolment = found.order_by("-enrolled_at").first()
    if enrolment is None:
        raise NotEnrolledError
    return enrolment


@transaction.atomic
def record_progress(
    *,
    enrolment: Enrolment,
    activity_key: UUID,
    kind: str = "lesson",
    position: str | None = None,
    fraction: float | None = None,
    confirmed: bool = False,
) -> Progress:
    """Keep that an activity was seen, how far, and where to resume. A fraction never goes down."""
    now = timezone.now()
    progress, _created = Progress.objects.get_or_create(
        enrolment=enrolment, activity_key=activity_key, defaults={"kind": kind}
    )
    progress.viewed_at = progress.viewed_at or now
    if position is not None:
        progress.position = position[:POSITION_LENGTH]
    if fraction is not None:
        progress.fraction = max(progress.fraction, min(max(fraction, 0.0), 1.0))
    if confirmed:
        progress.confirmed_at = progress.confirmed_at or now
    progress.save()
    Enrolment.objects.filter(pk=enrolment.pk).update(last_activity_key=activity_key, last_seen_at=now)
    return progress
