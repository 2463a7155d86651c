"""Reads of the engine; each in a number of queries that does not grow with courses, lessons, items or attempts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from course_engine import access
from course_engine.access import CourseState, course_state
from course_engine.errors import NotFoundError
from course_engine.models import Attempt, AttemptItem, Certificate, CourseRules
from course_engine.outline import Outline, course_key_of, load_outline, load_outlines
from course_engine.plugins.values import Answer
from course_engine.presenting import ItemView, item_view
from course_engine.records import load_records, records_for
from course_engine.sources import SourceAssessment, load_assessment


def learner_course(*, user: Any, course_key: UUID, language: str) -> CourseState:
    """The outline of a live course as this person sees it; anyone may look, nobody's records are mixed in."""
    rules = access.rules_for(course_key)
    outline = load_outline(course_key, language, plugins=rules.plugins)
    if outline is None:
        raise NotFoundError
    return course_state(outline, rules, records_for(user, course_key))


@dataclass(frozen=True)
class LearningEntry:
    """One course of someone's learning; `state` is None where the course is no longer there."""

    enrolment_id: UUID
    title: str
    edition: str
    left: bool
    state: CourseState | None
    certificate: Certificate | None


def my_learning(*, user: Any, language: str) -> list[LearningEntry]:
    """Every course someone has enrolled in, the one seen last first."""
    records = load_records(user)
    certificates = {(row.course_key, row.edition): row for row in Certificate.objects.filter(user=user)}
    rules = {row.course_key: row for row in CourseRules.objects.filter(course_key__in=records)}
    outlines = load_outlines(records, language)
    entries = []
    for key, record in sorted(records.items(), key=lambda pair: _seen(pair[1]), reverse=True):
        outline = outlines.get(key)
        certificate = certificates.get((key, record.edition))
        state = course_state(outline, rules.get(key) or CourseRules(course_key=key), record) if outline else None
        title = outline.title if outline else (certificate.titles.get(language, "") if certificate else "")
        assert record.enrolment_id is not None  # noqa: S101 - load_records gives enrolled ones only
        entries.append(
            LearningEntry(
                record.enrolment_id,
                title or str(_("A course that is no longer offered")),
                record.edition,
                not record.enrolled,
                state,
                certificate,
            )
        )
    return entries


def _seen(record: Any) -> datetime:
    found: datetime = record.last_seen_at or record.enrolled_at
    return found


@dataclass(frozen=True)
class AttemptView:
    """An attempt with everything its learner may see of it now, in one language."""

    attempt: Attempt
    title: str
    language: str
    items: tuple[ItemView, ...]

    @property
    def deadline(self) -> datetime | None:
        return self.attempt.deadline

    @property
    def overdue(self) -> bool:
        grace = timedelta(seconds=self.attempt.rules.get("grace_seconds", 0))
        return bool(self.attempt.deadline and timezone.now() > self.attempt.deadline + grace)

    @property
    def seconds_left(self) -> int | None:
        if self.attempt.deadline is None or not self.attempt.is_open:
            return None
        return max(0, int((self.attempt.deadline - timezone.now()).total_seconds()))

    @property
    def unanswered(self) -> tuple[ItemView, ...]:
        return tuple(item for item in self.items if not item.answered)

    @property
    def percent(self) -> int | None:
        return None if self.attempt.fraction is None else int(self.attempt.fraction * 100 + 1e-9)


def attempt_view(*, user: Any, attempt_id: UUID, language: str) -> AttemptView:
    """The learner's own attempt in three queries; anyone else's is not found."""
    attempt = Attempt.objects.filter(pk=attempt_id, user=user).first()
    if attempt is None:
        raise NotFoundError
    rows: Any = attempt.items.select_related("version", "key_version").prefetch_related("texts")
    return AttemptView(
        attempt=attempt,
        title=attempt_title(attempt, language),
        language=language,
        items=tuple(item_view(attempt, row, language) for row in rows),
    )


def attempt_title(attempt: Attempt, language: str) -> str:
    """The assessment's title when the attempt began."""
    titles = attempt.rules.get("titles", {})
    return str(titles.get(language) or next(iter(titles.values()), ""))


@dataclass(frozen=True)
class AssessmentInfo:
    """What someone should know before starting, and whether they may."""

    assessment: SourceAssessment
    outline: Outline
    answer: Answer
    enrolled: bool
    attempts_used: int
    open_attempt: UUID | None
    submitted: tuple[Attempt, ...]
    passed: bool

    @property
    def page(self) -> Any:
        return self.assessment.page

    @property
    def attempts_left(self) -> int | None:
        """None where there is no limit."""
        return max(0, self.page.attempts - self.attempts_used) if self.page.attempts else None

    @property
    def item_count(self) -> int:
        return len(self.assessment.items) + sum(child.value["count"] for child in self.page.draws)


def assessment_info(*, user: Any, assessment_key: UUID, language: str) -> AssessmentInfo:
    assessment = load_assessment(assessment_key)
    course_key = course_key_of(assessment.page) if assessment else None
    if assessment is None or course_key is None:
        raise NotFoundError
    state = learner_course(user=user, course_key=course_key, language=language)
    records = state.records
    activity = state.outline.activity(assessment_key)
    answer = access.check(state.outline, activity, state.rules, records) if activity else Answer(1.0)
    attempt = records.open_attempt(assessment_key)
    grade = records.grades.get(assessment_key)
    own: Any = Attempt.objects.none()
    if records.enrolled:
        own = Attempt.objects.filter(user=user, assessment_key=assessment_key, submitted_at__isnull=False)
    return AssessmentInfo(
        assessment=assessment,
        outline=state.outline,
        answer=answer,
        enrolled=records.enrolled,
        attempts_used=len(records.attempts.get(assessment_key, [])),
        open_attempt=attempt.id if attempt else None,
        submitted=tuple(own.order_by("-number")),
        passed=bool(grade and grade.passed),
    )


@dataclass(frozen=True)
class ProvisionEvidence:
    """What a learner has shown of one provision."""

    eid: str
    demonstrated_at: datetime | None
    items: int
    first_time_right: int


def provision_transcript(*, user: Any) -> list[ProvisionEvidence]:
    """Which provisions a learner has answered rightly, when, and how often at the first attempt."""
    rows: Any = AttemptItem.objects.filter(
        attempt__user=user, attempt__submitted_at__isnull=False, fraction__isnull=False
    ).exclude(attempt__kind="practice")
    found: dict[str, list[tuple[bool, bool, datetime]]] = {}
    for links, fraction, first, at in rows.values_list("links", "fraction", "first_fraction", "attempt__submitted_at"):
        for eid in links.get("provisions", ()):
            found.setdefault(eid, []).append((fraction >= 1.0, (first or 0.0) >= 1.0, at))
    return [
        ProvisionEvidence(
            eid=eid,
            demonstrated_at=max((at for right, _first, at in each if right), default=None),
            items=len(each),
            first_time_right=sum(first for _right, first, _at in each),
        )
        for eid, each in sorted(found.items())
    ]
