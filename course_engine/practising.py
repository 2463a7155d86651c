"""Practice items as a learner sees them: frozen once answered, until then as they stand in the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from course_engine.models import Attempt, AttemptItem
from course_engine.plugins.containment import contain
from course_engine.presenting import ItemView, item_view, public_texts, texts_for
from course_engine.seeds import item_seed, practice_seed
from course_engine.services.freezing import frozen_value, version_hash
from course_engine.sources import SourceAssessment, SourceItem, load_assessments

Reference = tuple[UUID, str]


@dataclass(frozen=True)
class PracticeItem:
    """One question with what a form needs to answer it."""

    assessment_key: UUID
    version: str  # the hash of what is shown
    view: ItemView
    tried: bool

    @property
    def can_retry(self) -> bool:
        """Whether it may be cleared and tried afresh."""
        return self.tried and not self.view.may_answer and (self.view.review or {}).get("state") != "pending"


def load_practice(
    user: Any, references: Iterable[Reference] | None, assessments: Collection[UUID], language: str
) -> dict[Reference, PracticeItem]:
    """The practice items of a lesson in three queries; without references, all of these assessments."""
    sources = load_assessments(assessments) if assessments else {}
    if references is None:
        references = [(key, item.key) for key, source in sources.items() for item in source.items]
    answered = {
        (row.assessment_key, row.item_key): row
        for row in AttemptItem.objects.filter(
            attempt__user=user,
            attempt__state=Attempt.State.OPEN,
            attempt__assessment_key__in=assessments,
            attempt__kind="practice",
        )
        .select_related("attempt", "version", "key_version")
        .prefetch_related("texts")
    }
    found: dict[Reference, PracticeItem] = {}
    for reference in references:
        key, item_key = reference
        row = answered.get(reference)
        if row is not None:
            view = item_view(row.attempt, row, language)
            found[reference] = PracticeItem(key, row.version.hash, view, tried=row.state != AttemptItem.State.OPEN)
            continue
        source = sources.get(key)
        item = source.item(item_key) if source else None
        made = _fresh(user, source, item, language) if source and item else None
        if made is not None:
            found[reference] = made
    return found


def _fresh(user: Any, source: SourceAssessment, item: SourceItem, language: str) -> PracticeItem | None:
    """An item nobody has frozen yet, in the order that its learner will find again."""
    frozen = frozen_value(item)
    if frozen is None:
        return None
    rows = {code: contain(item.type, item.type.texts, value).value or {} for code, value in item.values.items()}
    texts = texts_for(rows, language)
    public = contain(
        item.type,
        item.type.present,
        frozen,
        public_texts(texts.texts),
        item_seed(practice_seed(user, source.key), item.key),
        None,
        shuffle=source.page.shuffle_options,
    )
    view = ItemView(
        key=item.key,
        slot=0,
        type=item.type.slug,
        language=texts.language,
        title=texts.texts.get("stem", ""),
        max_score=float(frozen["max_score"]),
        answered=False,
        may_answer=public.reason is None,
        may_check=public.reason is None,
        item_type=item.type,
        public=public.value,
        reason=public.reason,
    )
    return PracticeItem(source.key, version_hash(frozen), view, tried=False)
