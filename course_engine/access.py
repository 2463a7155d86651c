"""What a learner may do in a course and how far they are, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.publishing.remembered import Remembered
from course_engine.models import CourseRules
from course_engine.outline import Activity, Module, Outline
from course_engine.plugins.combine import check_access
from course_engine.plugins.values import YES, AccessFacts, Answer, Reason, Sibling
from course_engine.records import LearnerRecords

Status = Literal["complete", "started", "open", "locked"]
STATUS_LABELS: Mapping[str, Any] = {
    "complete": _("Completed"),
    "started": _("In progress"),
    "open": _("Not started"),
    "locked": _("Locked"),
}


def rules_for(course_key: UUID) -> CourseRules:
    """The rules of a course; the defaults where nobody set any."""
    return CourseRules.objects.filter(course_key=course_key).first() or CourseRules(course_key=course_key)


@Remembered
def all_rules() -> dict[UUID, CourseRules]:
    return {row.course_key: row for row in CourseRules.objects.all()}


def shown_rules(course_key: UUID) -> CourseRules:
    """The rules as pages show them: a minute old at most. What is decided by them is read anew."""
    return all_rules().get(course_key) or CourseRules(course_key=course_key)


@dataclass(frozen=True)
class ActivityState:
    """One line of the outline as one learner sees it."""

    activity: Activity
    status: Status
    fraction: float
    reasons: tuple[Reason, ...] = ()
    opens_at: datetime | None = None
    grade: float | None = None
    passed: bool = False

    @property
    def label(self) -> Any:
        return STATUS_LABELS[self.status]


def sibling(activity: Activity, records: LearnerRecords) -> Sibling:
    done = activity.key in records.completions
    progress = records.progress.get(activity.key)
    return Sibling(
        key=str(activity.key),
        title=activity.title,
        fraction=1.0 if done else min(progress.fraction if progress else 0.0, 0.99),
        url=activity.url if not done else "",
    )


def access_tree(activity: Activity, rules: CourseRules) -> dict[str, Any]:
    """The course's order, the assessment's own limits and what the course sets for this activity, all together."""
    branches: list[dict[str, Any]] = []
    if rules.order == CourseRules.Order.SEQUENTIAL:
        branches.append({"condition": "order"})
    if activity.facts.has_score:
        branches += [{"condition": "attempts_left"}, {"condition": "delay"}]
    own = rules.conditions.get(str(activity.key))
    return {"all": [*branches, own] if own else branches}


def access_facts(outline: Outline, activity: Activity, rules: CourseRules, records: LearnerRecords) -> AccessFacts:
    """What conditions may know; gathered from what is loaded already."""
    ordered = rules.order == CourseRules.Order.SEQUENTIAL or str(activity.key) in rules.conditions
    submitted = [attempt.submitted_at for attempt in records.submitted(activity.key) if attempt.submitted_at]
    grade = records.grades.get(activity.key)
    return AccessFacts(
        now=timezone.now(),
        earlier=tuple(sibling(each, records) for each in outline.before(activity.key)) if ordered else (),
        attempts_used=len(records.attempts.get(activity.key, [])),
        attempts_allowed=activity.attempts,
        delay=timedelta(minutes=activity.delay_minutes),
        last_submitted_at=max(submitted, default=None),
        open_attempt=records.open_attempt(activity.key) is not None,
        passed=bool(grade and grade.passed),
        language=get_language() or "",
    )


def check(outline: Outline, activity: Activity, rules: CourseRules, records: LearnerRecords) -> Answer:
    """May this learner open this activity now (for an assessment: start an attempt)."""
    tree = access_tree(activity, rules)
    if not tree["all"]:
        return YES
    return check_access(tree, access_facts(outline, activity, rules, records), rules.plugins)


def activity_state(outline: Outline, activity: Activity, rules: CourseRules, records: LearnerRecords) -> ActivityState:
    """The state of one activity with the reasons for what is not open."""
    answer = check(outline, activity, rules, records) if records.enrolled else YES
    grade = records.grades.get(activity.key)
    fraction = sibling(activity, records).fraction
    complete = activity.key in records.completions
    status: Status = "complete" if complete else "open"
    if not complete and (fraction > 0 or activity.key in records.progress or records.attempts.get(activity.key)):
        status = "started"
    if not complete and not answer.allowed and records.open_attempt(activity.key) is None:
        status = "locked"
    return ActivityState(
        activity=activity,
        status=status,
        fraction=1.0 if complete else fraction,
        reasons=answer.reasons,
        opens_at=answer.opens_at,
        grade=grade.fraction if grade else None,
        passed=bool(grade and grade.passed),
    )


@dataclass(frozen=True)
class ModuleState:
    module: Module
    activities: tuple[ActivityState, ...]
    complete: bool


@dataclass(frozen=True)
class CourseState:
    """A course as one learner sees it."""

    outline: Outline
    rules: CourseRules
    records: LearnerRecords
    activities: tuple[ActivityState, ...]

    @property
    def fraction(self) -> float:
        """The share of activities that are complete."""
        if not self.activities:
            return 0.0
        return sum(1 for state in self.activities if state.status == "complete") / len(self.activities)

    def of(self, key: UUID) -> ActivityState | None:
        """The state of one activity."""
        return next((state for state in self.activities if state.activity.key == key), None)

    @property
    def percent(self) -> int:
        return int(self.fraction * 100)

    @property
    def modules(self) -> tuple[ModuleState, ...]:
        by_key = {state.activity.key: state for state in self.activities}
        return tuple(
            ModuleState(
                module,
                tuple(by_key[activity.key] for activity in module.activities),
                module.key in self.records.completions,
            )
            for module in self.outline.modules
        )

    @property
    def direct(self) -> tuple[ActivityState, ...]:
        return tuple(state for state in self.activities if state.activity.module_key is None)

    @property
    def resume(self) -> ActivityState | None:
        """Where to go on: the activity seen last unless it is complete, else the next one that is open."""
        by_key = {state.activity.key: state for state in self.activities}
        last = by_key.get(self.records.last_activity) if self.records.last_activity else None
        if last is not None and last.status != "complete":
            return last
        after = self.activities[self.activities.index(last) + 1 :] if last else ()
        return next((s for s in (*after, *self.activities) if s.status in {"open", "started"}), last)


def course_state(outline: Outline, rules: CourseRules, records: LearnerRecords) -> CourseState:
    states = tuple(activity_state(outline, activity, rules, records) for activity in outline.activities)
    return CourseState(outline, rules, records, states)
