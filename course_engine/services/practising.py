"""Practice inside lessons: an attempt that stays open and takes in each item when it is first answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from course_engine.access import rules_for
from course_engine.errors import ItemChangedError, ModeRefusedError, NotFoundError
from course_engine.models import AssessmentPage, Attempt, AttemptItem, Enrolment
from course_engine.models.items import digest
from course_engine.practice import practice_of
from course_engine.seeds import practice_seed
from course_engine.services.attempts import add_items, create_attempt, enrolled_assessment, own_attempt
from course_engine.services.completion import complete_activity
from course_engine.services.enrolments import record_progress
from course_engine.services.freezing import freeze, frozen_value, version_hash
from course_engine.services.responses import answer_item, as_json, keep, replayed, saved_answer
from course_engine.sources import SourceAssessment, SourceItem


@transaction.atomic
def answer_practice(
    *,
    user: Any,
    assessment_key: UUID,
    item_key: str,
    data: Mapping[str, Any],
    version: str,
    action_id: str,
    language: str,
    check: bool = True,
) -> str:
    """Answer a practice item and have it marked. `version` is the hash of what the learner was shown."""
    assessment, enrolment, source = _practice_item(user, assessment_key, item_key)
    attempt = _open_practice(user, enrolment, assessment, language)
    fingerprint = digest(["practice", item_key, dict(data), check])
    replay = replayed(attempt, action_id, fingerprint)
    if replay is not None:
        return replay
    item = attempt.items.select_related("version", "key_version").filter(item_key=item_key).first()
    if item is None:
        item = _take_in(attempt, source, version)
    answer_item(attempt, item, data, language=language, check=check)
    answer = as_json(saved_answer(attempt, item, action_id, language))
    keep(attempt, item, action_id, "check" if check else "save", fingerprint, answer, language)
    return answer


@transaction.atomic
def retry_practice(*, user: Any, assessment_key: UUID, item_key: str, language: str) -> None:
    """Clear an answered practice item so that it can be tried again, as it stands in the page now."""
    assessment, enrolment, source = _practice_item(user, assessment_key, item_key)
    attempt = _open_practice(user, enrolment, assessment, language)
    item = attempt.items.select_related("version").filter(item_key=item_key).first()
    if item is None or item.state == AttemptItem.State.OPEN:
        return
    if item.state == AttemptItem.State.PENDING:
        raise ModeRefusedError  # a person is to mark it first
    for frozen in freeze([source]):  # one, or none where its plugin fails
        item.version = item.key_version = frozen.version
        item.texts.set(frozen.texts)
    item.response, item.state, item.fraction = None, AttemptItem.State.OPEN, None
    item.response_class, item.feedback_ids = [], []
    item.save()


@transaction.atomic
def practise_in_lesson(*, user: Any, lesson_key: UUID, assessment_key: UUID, item_key: str, language: str) -> None:
    """After a practice answer: the lesson that shows the item was seen up to there, and may be complete now."""
    if (assessment_key, item_key) not in practice_of(lesson_key):
        return
    _assessment, enrolment = enrolled_assessment(user=user, assessment_key=assessment_key)
    record_progress(enrolment=enrolment, activity_key=lesson_key, position=f"item-{item_key}")
    complete_activity(enrolment=enrolment, activity_key=lesson_key, language=language)


def _practice_item(user: Any, assessment_key: UUID, item_key: str) -> tuple[SourceAssessment, Enrolment, SourceItem]:
    assessment, enrolment = enrolled_assessment(user=user, assessment_key=assessment_key, lock=True)
    if assessment.page.kind != AssessmentPage.Kind.PRACTICE:
        raise NotFoundError
    assessment = replace(assessment, plugins=rules_for(enrolment.course_key).plugins)
    source = assessment.item(item_key)
    if source is None:
        raise NotFoundError
    return assessment, enrolment, source


def _open_practice(user: Any, enrolment: Enrolment, assessment: SourceAssessment, language: str) -> Attempt:
    """The open attempt; the lock on the enrolment lets no second one begin."""
    present = Attempt.objects.filter(user=user, assessment_key=assessment.key, state=Attempt.State.OPEN).first()
    if present is not None:
        return own_attempt(user=user, attempt_id=present.pk, lock=True)
    return create_attempt(user, enrolment, assessment, language, practice_seed(user, assessment.key))


def _take_in(attempt: Attempt, source: SourceItem, version: str) -> AttemptItem:
    """Freeze an item now that it is answered; refused when it is no longer what the learner saw."""
    frozen = frozen_value(source)
    if frozen is None or version_hash(frozen) != version:
        raise ItemChangedError
    last = attempt.items.order_by("-slot").values_list("slot", flat=True).first() or 0
    [item] = add_items(attempt, freeze([source]), first_slot=last + 1)
    return item
