"""Plain values of the engine's records, in the shapes of `schema`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.functional import Promise

from course_engine.access import ActivityState, CourseState
from course_engine.credentials import PublicCertificate
from course_engine.models import Attempt, Enrolment
from course_engine.plugins.values import Reason
from course_engine.presenting import ItemView
from course_engine.queries import AssessmentInfo, AttemptView
from course_engine.records import LearnerRecords


def plain(value: Any) -> Any:
    """Lazy translations as strings, all the way down."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def reasons(found: Iterable[Reason]) -> list[dict[str, str]]:
    return [{"code": reason.code, "message": str(reason)} for reason in found]


def course(page: Any, url: str) -> dict[str, Any]:
    return {
        "key": page.translation_key,
        "title": page.title,
        "language": page.language,
        "summary": page.summary,
        "edition": page.edition,
        "minutes": page.minutes,
        "url": url,
    }


def activity(state: ActivityState) -> dict[str, Any]:
    found = state.activity
    return {
        "key": found.key,
        "kind": found.type.slug,
        "title": found.title,
        "language": found.language,
        "url": found.url,
        "minutes": found.facts.minutes,
        "status": state.status,
        "fraction": state.fraction,
        "grade": state.grade,
        "passed": state.passed,
        "reasons": reasons(state.reasons),
        "opens_at": state.opens_at,
    }


def course_detail(state: CourseState) -> dict[str, Any]:
    outline, records = state.outline, state.records
    return {
        **course(outline.page, outline.url),
        "edition": outline.edition,
        "enrolment": records.enrolment_id if records.enrolled else None,
        "fraction": state.fraction,
        "resume": state.resume.activity.key if records.enrolled and state.resume else None,
        "modules": [
            {
                "key": each.module.key,
                "title": each.module.title,
                "language": each.module.language,
                "area": each.module.area,
                "url": each.module.url,
                "complete": each.complete,
                "activities": [activity(one) for one in each.activities],
            }
            for each in state.modules
        ],
        "activities": [activity(one) for one in state.direct],
    }


def enrolment(found: Enrolment) -> dict[str, Any]:
    return {
        "id": found.pk,
        "course": found.course_key,
        "edition": found.edition,
        "state": found.state,
        "enrolled_at": found.enrolled_at,
    }


def progress(records: LearnerRecords) -> dict[str, Any]:
    keys = sorted({*records.progress, *records.completions}, key=str)
    return {
        "enrolment": records.enrolment_id,
        "last_activity": records.last_activity,
        "activities": [
            {
                "activity": key,
                "fraction": 1.0 if key in records.completions else records.progress[key].fraction,
                "position": records.progress[key].position if key in records.progress else "",
                "viewed": key in records.progress and records.progress[key].viewed,
                "confirmed": key in records.progress and records.progress[key].confirmed,
                "completed_at": records.completions.get(key),
            }
            for key in keys
        ],
    }


def certificate(found: PublicCertificate) -> dict[str, Any]:
    return asdict(found)


def assessment(info: AssessmentInfo, language: str) -> dict[str, Any]:
    page, row = info.page, info.assessment.row(language)
    return {
        "key": info.assessment.key,
        "title": row.title,
        "language": row.language,
        "intro": row.intro,
        "kind": page.kind,
        "mode": page.mode,
        "items": info.item_count,
        "pass_percent": page.pass_percent,
        "attempts": page.attempts,
        "attempts_used": info.attempts_used,
        "delay_minutes": page.delay_minutes,
        "time_limit_minutes": page.time_limit_minutes,
        "may_start": info.enrolled and info.answer.allowed,
        "open_attempt": info.open_attempt,
        "passed": info.passed,
        "reasons": reasons(info.answer.reasons),
        "opens_at": info.answer.opens_at,
    }


def attempt_summary(found: Attempt) -> dict[str, Any]:
    names = ["number", "state", "started_at", "submitted_at", "score", "max_score", "fraction", "passed"]
    return {"id": found.pk, "assessment": found.assessment_key, **{name: getattr(found, name) for name in names}}


def item(view: ItemView) -> dict[str, Any]:
    return {
        "key": view.key,
        "slot": view.slot,
        "type": view.type,
        "language": view.language,
        "max_score": view.max_score,
        "answered": view.answered,
        "may_answer": view.may_answer,
        "may_check": view.may_check,
        "view": plain(dict(view.public)) if view.public is not None else None,
        "review": plain(dict(view.review)) if view.review is not None else None,
        "hints": list(view.hints),
        "comment": view.comment,
        "reason": reasons([view.reason])[0] if view.reason else None,
    }


def attempt(view: AttemptView) -> dict[str, Any]:
    found = view.attempt
    return {
        **attempt_summary(found),
        "title": view.title,
        "kind": found.kind,
        "mode": found.mode,
        "deadline": found.deadline,
        "seconds_left": view.seconds_left,
        "items": [item(each) for each in view.items],
    }
