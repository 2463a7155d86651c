"""Correcting a key: who is affected, then the change itself, with an entry in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from course_engine.errors import EngineError, NotFoundError
from course_engine.models import Attempt, AttemptItem, ItemVersion
from course_engine.plugins.registry import item_types
from course_engine.seeds import item_seed
from course_engine.services import audit
from course_engine.services.attempts import follow_up
from course_engine.services.freezing import freeze
from course_engine.services.marking import PENDING, apply_outcome, outcome_of, settle
from course_engine.sources import load_assessment


@dataclass(frozen=True)
class Change:
    """What a regrade does to one attempt."""

    item: AttemptItem
    before: float | None
    after: float | None

    @property
    def attempt(self) -> Attempt:
        return self.item.attempt


@dataclass(frozen=True)
class Regrade:
    """The corrected version, who is affected, and how many answers it cannot mark because more than the key changed."""

    version: ItemVersion
    changes: tuple[Change, ...]
    unchanged: int
    incompatible: int


@transaction.atomic
def preview_regrade(*, assessment_key: UUID, item_key: str) -> Regrade:
    """What marking every earlier answer by the key that stands in the live page would change."""
    assessment = load_assessment(assessment_key)
    source = assessment.item(item_key) if assessment else None
    frozen = freeze([source]) if source else []
    if not frozen:
        raise NotFoundError
    return _compare(frozen[0].version)


@transaction.atomic
def regrade(*, actor: Any, assessment_key: UUID, item_key: str, version_hash: str, reason: str) -> Regrade:
    """Apply a regrade that was previewed; refused when the item was changed again since the preview."""
    found = preview_regrade(assessment_key=assessment_key, item_key=item_key)
    if found.version.hash != version_hash:
        raise EngineError
    for item in _items(found.version).select_for_update(of=("self",)):
        if not _only_key_differs(item, found.version):
            continue
        item.key_version = found.version
        item.save(update_fields=["key_version"])
    for change in found.changes:
        _apply(change, found.version)
    audit.record(
        actor=actor,
        action="item.regraded",
        subject=f"item:{item_key}",
        data={
            "version": found.version.hash,
            "reason": reason,
            "changes": [
                {"attempt": str(change.attempt.pk), "before": change.before, "after": change.after}
                for change in found.changes
            ],
        },
    )
    return found


def _items(version: ItemVersion) -> Any:
    """Every marked or still open answer to the item that another key marks."""
    rows = AttemptItem.objects.filter(item_key=version.item_key, assessment_key=version.assessment_key)
    return rows.exclude(key_version=version).select_related("attempt", "version", "key_version").order_by("pk")


def _compare(version: ItemVersion) -> Regrade:
    changes, unchanged, incompatible = [], 0, 0
    for item in _items(version).prefetch_related("texts"):
        if not _only_key_differs(item, version):
            incompatible += 1
            continue
        if item.state in {AttemptItem.State.OPEN, AttemptItem.State.PENDING} or item.marked_by_id:
            continue  # not marked yet, or by a person, whose judgement stands
        item.key_version = version
        outcome = outcome_of(item, item.response, item.attempt.seed)
        if outcome == PENDING or outcome.fraction == item.fraction:
            unchanged += 1
            continue
        changes.append(Change(item, item.fraction, outcome.fraction))
    return Regrade(version, tuple(changes), unchanged, incompatible)


def _only_key_differs(item: AttemptItem, version: ItemVersion) -> bool:
    """Whether the learner would have been shown the very same question under both versions."""
    item_type = item_types.find(version.type)
    if item_type is None or item.version.type != version.type or item.version.max_score != version.max_score:
        return False
    texts = {row.language: row.texts for row in item.texts.all()}.get(settings.LANGUAGE_CODE, {})
    seed = item_seed(item.attempt.seed, item.item_key)
    old = item_type.present(item.version.frozen, texts, seed, None)
    return old == item_type.present(version.frozen, texts, seed, None)


def _apply(change: Change, version: ItemVersion) -> None:
    item, attempt = change.item, change.attempt
    item.key_version = version
    apply_outcome(item, outcome_of(item, item.response, attempt.seed))
    item.save(update_fields=["key_version", "state", "fraction", "response_class", "feedback_ids"])
    if attempt.state == Attempt.State.CLOSED:
        settle(attempt, list(attempt.items.select_related("version")))
        follow_up(attempt, language=attempt.language)
