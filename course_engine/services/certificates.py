"""Issuing certificates: one for each learner and course edition, from what is recorded alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from course_engine import events
from course_engine.access import rules_for
from course_engine.errors import NotAllowedError, NotFoundError
from course_engine.models import Certificate, CourseRules, Enrolment
from course_engine.models.certificates import NAME_LENGTH
from course_engine.outline import Outline, load_outline
from course_engine.plugins.values import Reason
from course_engine.reasons import certificate_missing, name_missing
from course_engine.services import audit
from course_engine.services.dates import add_months
from course_engine.services.outbox import emit


def missing_for_certificate(*, enrolment: Enrolment, outline: Outline, rules: CourseRules) -> tuple[Reason, ...]:
    """What is still to be done before the certificate: tests to pass, or the course to complete."""
    required = [UUID(key) for key in rules.certificate_requires]
    if not required:
        completed = enrolment.completions.filter(activity_key=enrolment.course_key).exists()
        return () if completed else (certificate_missing([]),)
    passed = set(enrolment.grades.filter(passed=True).values_list("assessment_key", flat=True))
    passed |= set(enrolment.completions.values_list("activity_key", flat=True))
    missing = [key for key in required if key not in passed]
    titles = [activity.title for activity in outline.activities if activity.key in missing]
    return (certificate_missing(titles),) if missing else ()


def issue_if_earned(*, enrolment: Enrolment, outline: Outline, rules: CourseRules, language: str) -> Certificate | None:
    """Issue the certificate when everything for it is done and the learner has given a name."""
    name = enrolment.user.get_full_name().strip()
    if not name or missing_for_certificate(enrolment=enrolment, outline=outline, rules=rules):
        return None
    return _issue(enrolment, outline, rules, name, language)


@transaction.atomic
def issue_certificate(*, user: Any, enrolment_id: UUID, name: str, language: str) -> Certificate:
    """Issue it on the learner's word under this name; raises NotAllowedError with what is missing."""
    enrolment = Enrolment.objects.select_for_update().filter(pk=enrolment_id, user=user).first()
    if enrolment is None:
        raise NotFoundError
    existing = Certificate.objects.filter(user=user, course_key=enrolment.course_key, edition=enrolment.edition).first()
    if existing is not None:
        return existing
    rules = rules_for(enrolment.course_key)
    outline = load_outline(enrolment.course_key, language, plugins=rules.plugins)
    if outline is None:
        raise NotFoundError
    missing = missing_for_certificate(enrolment=enrolment, outline=outline, rules=rules)
    name = " ".join(name.split())[:NAME_LENGTH]
    reasons = missing if name else (*missing, name_missing())
    if reasons:
        raise NotAllowedError(reasons=reasons)
    return _issue(enrolment, outline, rules, name, language)


def _issue(enrolment: Enrolment, outline: Outline, rules: CourseRules, name: str, language: str) -> Certificate:
    now = timezone.now()
    fractions = dict(enrolment.grades.filter(passed=True).values_list("assessment_key", "fraction"))
    required = [fractions[UUID(key)] for key in rules.certificate_requires if UUID(key) in fractions]
    certificate, created = Certificate.objects.get_or_create(
        user=enrolment.user,
        course_key=enrolment.course_key,
        edition=enrolment.edition,
        defaults={
            "name": name[:NAME_LENGTH],
            "titles": dict(outline.titles),
            "details": {
                "minutes": outline.source.minutes,
                "percent": round(100 * min(required), 1) if required else None,
                "objectives": outline.objectives,
            },
            "language": language,
            "issued_at": now,
            "valid_until": add_months(now, rules.valid_months) if rules.valid_months else None,
        },
    )
    if created:
        emit(
            events.CertificateIssued(user_id=enrolment.user_id, course=enrolment.course_key, number=certificate.number)
        )
        audit.record(actor=enrolment.user, action="certificate.issued", subject=f"certificate:{certificate.number}")
    return certificate
