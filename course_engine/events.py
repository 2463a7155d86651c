"""Typed, versioned events, and the sinks that receive them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to one learner. A changed field means a new version of the type."""

    type: ClassVar[str]
    user_id: int | None

    def payload(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items() if name != "user_id"}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


@dataclass(frozen=True, kw_only=True)
class Enrolled(Event):
    type: ClassVar[str] = "course_engine.enrolment.created.v1"
    course: UUID
    edition: str


@dataclass(frozen=True, kw_only=True)
class CourseLeft(Event):
    type: ClassVar[str] = "course_engine.enrolment.left.v1"
    course: UUID
    edition: str


@dataclass(frozen=True, kw_only=True)
class AttemptStarted(Event):
    type: ClassVar[str] = "course_engine.attempt.started.v1"
    attempt: UUID
    assessment: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class AttemptSubmitted(Event):
    type: ClassVar[str] = "course_engine.attempt.submitted.v1"
    attempt: UUID
    assessment: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class AttemptMarked(Event):
    type: ClassVar[str] = "course_engine.attempt.marked.v1"
    attempt: UUID
    assessment: UUID
    fraction: float
    passed: bool | None


@dataclass(frozen=True, kw_only=True)
class ActivityCompleted(Event):
    type: ClassVar[str] = "course_engine.activity.completed.v1"
    course: UUID
    activity: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    type: ClassVar[str] = "course_engine.certificate.issued.v1"
    course: UUID
    number: str


class Sink(Protocol):
    """Receives delivered events, each at least once and in order; `event_id` tells a repeat."""

    name: str

    def deliver(self, *, event_id: str, type: str, at: datetime, payload: dict[str, Any]) -> None:  # noqa: A002
        """Take one event or raise; what raises is tried again."""


_sinks: dict[str, Sink] = {}


def register_sink(sink: Sink) -> None:
    """Add a sink; a second one of the same name takes the first one's place."""
    _sinks[sink.name] = sink


def unregister_sink(name: str) -> None:
    _sinks.pop(name, None)


def sinks() -> list[Sink]:
    return list(_sinks.values())
