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
    user: Any,
    references: Iterable[Reference] | None,
    assessments: Collection[UUID],
    language: str,
    *,
    begun: bool = True,
) -> dict[Reference, PracticeItem]:
    """The practice items of a lesson in two queries at most; without references, all of these assessments.

    `begun` is False where it is known that the learner has answered none of them yet.
    """
    answered = _answered(user, assessments) if assessments and begun else {}
    wanted = None if references is None else list(references)
    sources: dict[UUID, SourceAssessment] = {}
    if wanted is None or any(reference not in answered for reference in wanted):
        sources = load_assessments(assessments) if assessments else {}
    if wanted is None:
        wanted = [(key, item.key) for key, source in sources.items() for item in source.items]
    found: dict[Reference, PracticeItem] = {}
    for reference in wanted:
        made = _shown(user, reference, answered.get(reference), sources.get(reference[0]), language)
        if made is not None:
            found[reference] = made
    return found


def _answered(user: Any, assessments: Collection[UUID]) -> dict[Reference, AttemptItem]:
    """The learner's items of open practice, each with its texts, in one query."""
    through: Any = AttemptItem.texts.through
    rows = through.objects.filter(
        attemptitem__attempt__user=user,
        attemptitem__attempt__state=Attempt.State.OPEN,
        attemptitem__attempt__kind="practice",
        attemptitem__attempt__assessment_key__in=assessments,
    ).select_related("itemtext", "attemptitem__attempt", "attemptitem__version", "attemptitem__key_version")
    found: dict[Reference, AttemptItem] = {}
    for row in rows:
        item = found.setdefault((row.attemptitem.assessment_key, row.attemptitem.item_key), row.attemptitem)
        item.loaded_texts = [*(item.loaded_texts or ()), row.itemtext]
    return found


def _shown(
    user: Any, reference: Reference, row: AttemptItem | None, source: SourceAssessment | None, language: str
) -> PracticeItem | None:
    key, item_key = reference
    if row is not None:
        view = item_view(row.attempt, row, language)
        return PracticeItem(key, row.version.hash, view, tried=row.state != AttemptItem.State.OPEN)
    item = source.item(item_key) if source else None
    return _fresh(user, source, item, language) if source and item else None


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
