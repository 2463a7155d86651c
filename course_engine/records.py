"""All that is kept of one learner in some courses, read by one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast

from course_engine.models import Attempt, Completion, Enrolment, Grade, Progress


@dataclass(frozen=True)
class ProgressRecord:
    fraction: float
    position: str
    viewed: bool
    confirmed: bool


@dataclass(frozen=True)
class GradeRecord:
    fraction: float
    passed: bool


@dataclass(frozen=True)
class AttemptRecord:
    id: UUID
    state: str
    fraction: float | None
    submitted_at: datetime | None


@dataclass
class LearnerRecords:
    """One enrolment and everything under it; without an enrolment all is empty."""

    enrolment_id: UUID | None = None
    course_key: UUID | None = None
    edition: str = ""
    state: str = ""
    enrolled_at: datetime | None = None
    last_seen_at: datetime | None = None
    last_activity: UUID | None = None
    progress: dict[UUID, ProgressRecord] = field(default_factory=dict)
    completions: dict[UUID, datetime] = field(default_factory=dict)
    grades: dict[UUID, GradeRecord] = field(default_factory=dict)
    attempts: dict[UUID, list[AttemptRecord]] = field(default_factory=dict)

    @property
    def enrolled(self) -> bool:
        return self.enrolment_id is not None and self.state != Enrolment.State.LEFT

    def submitted(self, assessment: UUID) -> list[AttemptRecord]:
        return [attempt for attempt in self.attempts.get(assessment, []) if attempt.submitted_at]

    def open_attempt(self, assessment: UUID) -> AttemptRecord | None:
        attempts = self.attempts.get(assessment, [])
        return next((attempt for attempt in attempts if attempt.state == Attempt.State.OPEN), None)


class _Row(NamedTuple):
    what: str
    enrolment: UUID
    course: UUID
    key: UUID | None
    ref: UUID | None
    first: str
    second: str
    number: float | None
    flag: bool | None
    at: datetime | None
    other_at: datetime | None


_TYPES: dict[str, Any] = {
    "key": models.UUIDField,
    "ref": models.UUIDField,
    "number": models.FloatField,
    "flag": models.BooleanField,
    "at": models.DateTimeField,
    "other_at": models.DateTimeField,
}


_UNDER = {"enrolment": "enrolment_id", "course": "enrolment__course_key"}
_SOURCES: tuple[tuple[str, Any, str, dict[str, str]], ...] = (
    (
        "enrolment",
        Enrolment,
        "",
        {
            "enrolment": "id",
            "course": "course_key",
            "key": "last_activity_key",
            "first": "edition",
            "second": "state",
            "at": "enrolled_at",
            "other_at": "last_seen_at",
        },
    ),
    (
        "progress",
        Progress,
        "enrolment__",
        {
            "key": "activity_key",
            "first": "position",
            "number": "fraction",
            "at": "viewed_at",
            "other_at": "confirmed_at",
            **_UNDER,
        },
    ),
    ("completion", Completion, "enrolment__", {"key": "activity_key", "at": "completed_at", **_UNDER}),
    ("grade", Grade, "enrolment__", {"key": "assessment_key", "number": "fraction", "flag": "passed", **_UNDER}),
    (
        "attempt",
        Attempt,
        "enrolment__",
        {
            "key": "assessment_key",
            "ref": "id",
            "first": "state",
            "number": "fraction",
            "at": "started_at",
            "other_at": "submitted_at",
            **_UNDER,
        },
    ),
)


def _select(what: str, rows: QuerySet[Any], columns: Mapping[str, str]) -> QuerySet[Any, Any]:
    """The rows of one model in the common columns; what a model lacks is empty."""
    expressions: dict[str, Any] = {"c_what": Value(what, output_field=models.CharField())}
    for name in _Row._fields[1:]:
        if name in columns:
            expressions[f"c_{name}"] = F(columns[name])
        elif name in _TYPES:
            expressions[f"c_{name}"] = Cast(Value(None), _TYPES[name]())
        else:
            expressions[f"c_{name}"] = Value("", output_field=models.CharField())
    return rows.order_by().annotate(**expressions).values_list(*(f"c_{name}" for name in _Row._fields))


def load_records(user: Any, course_keys: Iterable[UUID] | None = None) -> dict[UUID, LearnerRecords]:
    """The learner's records by course; of several editions of a course the one begun last."""
    keys = None if course_keys is None else list(course_keys)
    parts = []
    for what, model, prefix, columns in _SOURCES:
        wanted = {f"{prefix}user": user} if keys is None else {f"{prefix}user": user, f"{prefix}course_key__in": keys}
        parts.append(_select(what, model.objects.filter(**wanted), columns))
    return _collect([_Row(*row) for row in parts[0].union(*parts[1:], all=True)])


def _collect(rows: list[_Row]) -> dict[UUID, LearnerRecords]:
    by_enrolment: dict[UUID, LearnerRecords] = {}
    for row in rows:
        if row.what == "enrolment":
            by_enrolment[row.enrolment] = LearnerRecords(
                enrolment_id=row.enrolment,
                course_key=row.course,
                edition=row.first,
                state=row.second,
                enrolled_at=row.at,
                last_seen_at=row.other_at,
                last_activity=row.key,
            )
    for row in rows:
        records = by_enrolment.get(row.enrolment)
        if records is not None and row.key is not None:
            _add(records, row, row.key)
    latest: dict[UUID, LearnerRecords] = {}
    for records in sorted(by_enrolment.values(), key=_begun):
        if records.course_key is not None:
            latest[records.course_key] = records
    return latest


def _begun(records: LearnerRecords) -> tuple[bool, datetime]:
    """An enrolment that was left gives way to one that was not, whatever their dates."""
    assert records.enrolled_at is not None  # noqa: S101 - the column is never null
    return records.enrolled, records.enrolled_at


def _add(records: LearnerRecords, row: _Row, key: UUID) -> None:
    if row.what == "progress":
        records.progress[key] = ProgressRecord(
            row.number or 0.0, row.first, viewed=row.at is not None, confirmed=row.other_at is not None
        )
    elif row.what == "completion" and row.at is not None:
        records.completions[key] = row.at
    elif row.what == "grade":
        records.grades[key] = GradeRecord(row.number or 0.0, bool(row.flag))
    elif row.what == "attempt" and row.ref is not None:
        records.attempts.setdefault(key, []).append(AttemptRecord(row.ref, row.first, row.number, row.other_at))


def records_for(user: Any, course_key: UUID) -> LearnerRecords:
    """The learner's records in one course; empty for someone who is not signed in."""
    if not getattr(user, "is_authenticated", False):
        return LearnerRecords()
    return load_records(user, [course_key]).get(course_key, LearnerRecords())
