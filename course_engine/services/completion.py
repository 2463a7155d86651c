"""Completing activities, and with them modules and the course."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from course_engine import events
from course_engine.access import rules_for
from course_engine.models import AttemptItem, Completion, CourseRules, Enrolment, Grade, Progress
from course_engine.models.enrolments import ActivityKind
from course_engine.outline import Activity, Outline, load_outline
from course_engine.plugins.containment import contain
from course_engine.plugins.registry import rules as rule_types
from course_engine.plugins.values import Answer, ProgressFacts, Reason, Sibling
from course_engine.practice import practice_of
from course_engine.services.certificates import issue_if_earned
from course_engine.services.outbox import emit


@transaction.atomic
def complete_activity(*, enrolment: Enrolment, activity_key: UUID, language: str) -> Answer:
    """Complete an activity if its rules say so; then its module, the course and the certificate.

    The answer says how far it is and what is missing. What is complete stays complete.
    """
    rules = rules_for(enrolment.course_key)
    outline = load_outline(enrolment.course_key, language, plugins=rules.plugins)
    activity = outline.activity(activity_key) if outline else None
    if outline is None or activity is None:
        return Answer(0.0)
    done = set(enrolment.completions.values_list("activity_key", flat=True))
    if activity_key in done:
        answer = Answer(1.0)
    else:
        answer = evaluate(activity, rules, activity_facts(enrolment, activity))
        if answer.complete:
            _complete(enrolment, activity_key, activity.type.slug, done)
    _complete_above(enrolment, outline, rules, activity_key, done)
    issue_if_earned(enrolment=enrolment, outline=outline, rules=rules, language=language)
    return answer


def evaluate(activity: Activity, rules: CourseRules, facts: ProgressFacts) -> Answer:
    """All rules of an activity together: the least value, and everything that is missing."""
    slugs = rules.completion.get(str(activity.key)) or rules.completion.get(activity.type.slug) or activity.facts.rules
    return combine(list(slugs), facts, rules)


def combine(slugs: list[str], facts: ProgressFacts, rules: CourseRules) -> Answer:
    answers = []
    for slug in slugs:
        rule = rule_types.find(slug, rules.plugins)
        found = contain(rule, rule.evaluate, facts, {}) if rule else None
        if found is None or found.value is None:
            reason = found.reason if found else None
            answers.append(Answer(0.0, (reason,) if isinstance(reason, Reason) else ()))
        else:
            answers.append(found.value)
    value = min((answer.value for answer in answers), default=1.0)
    return Answer(value, tuple(reason for answer in answers for reason in answer.reasons))


def activity_facts(enrolment: Enrolment, activity: Activity) -> ProgressFacts:
    """What is known of one learner and one activity."""
    progress = Progress.objects.filter(enrolment=enrolment, activity_key=activity.key).first()
    if activity.facts.has_score:
        grade = Grade.objects.filter(enrolment=enrolment, assessment_key=activity.key).first()
        pending = enrolment.attempts.filter(assessment_key=activity.key, state="marking").exists()
        return ProgressFacts(
            viewed=progress is not None,
            confirmed=bool(progress and progress.confirmed_at),
            items_total=1,
            items_answered=1 if grade or pending else 0,
            best_percent=grade.fraction * 100 if grade else None,
            pass_percent=float(activity.pass_percent),
            pending=pending,
        )
    wanted = practice_of(activity.key)
    return ProgressFacts(
        viewed=bool(progress and progress.viewed_at),
        confirmed=bool(progress and progress.confirmed_at),
        items_total=len(wanted),
        items_answered=_tried(enrolment, wanted),
    )


def _tried(enrolment: Enrolment, wanted: set[tuple[UUID, str]]) -> int:
    if not wanted:
        return 0
    rows: Any = AttemptItem.objects.filter(
        attempt__enrolment=enrolment, assessment_key__in={key for key, _item in wanted}, tries__gt=0
    )
    return len(wanted.intersection(rows.values_list("assessment_key", "item_key")))


def _complete(enrolment: Enrolment, key: UUID, kind: str, done: set[UUID]) -> None:
    _row, created = Completion.objects.get_or_create(enrolment=enrolment, activity_key=key, defaults={"kind": kind})
    done.add(key)
    if created:
        emit(events.ActivityCompleted(user_id=enrolment.user_id, course=enrolment.course_key, activity=key, kind=kind))


def _complete_above(
    enrolment: Enrolment, outline: Outline, rules: CourseRules, activity_key: UUID, done: set[UUID]
) -> None:
    module = outline.module_of(activity_key)
    if module is not None and module.key not in done and _children_done(module.activities, rules, done):
        _complete(enrolment, module.key, ActivityKind.MODULE, done)
    if outline.key not in done and _children_done(outline.activities, rules, done):
        _complete(enrolment, outline.key, ActivityKind.COURSE, done)
        enrolment.state = Enrolment.State.COMPLETED
        enrolment.save(update_fields=["state"])


def _children_done(activities: tuple[Activity, ...], rules: CourseRules, done: set[UUID]) -> bool:
    children = tuple(
        Sibling(key=str(each.key), title=each.title, fraction=1.0 if each.key in done else 0.0) for each in activities
    )
    return bool(children) and combine(["all_children"], ProgressFacts(children=children), rules).complete
