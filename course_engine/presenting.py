"""What may be shown of an attempt: the frozen items in the reader's language, and of the key what the mode reveals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from course_engine.models import Attempt, AttemptItem
from course_engine.plugins.containment import contain, fault
from course_engine.plugins.item_types import ItemType
from course_engine.plugins.registry import Unavailable, item_types, modes
from course_engine.plugins.values import NOTHING, AttemptState, ItemState, Reason, Reveals, is_secret
from course_engine.seeds import item_seed


def attempt_state(attempt: Attempt) -> AttemptState:
    return AttemptState(submitted=not attempt.is_open, kind=attempt.kind)  # type: ignore[arg-type]


def item_state(item: AttemptItem) -> ItemState:
    checked = item.tries > 0 and item.state != AttemptItem.State.OPEN
    return ItemState(
        answered=item.response is not None,
        checked=checked,
        tries=item.tries,
        state=item.state if checked else "",  # type: ignore[arg-type]
    )


@dataclass(frozen=True)
class ItemTexts:
    """The texts of an item for one reader; `language` is that of the stem, which may be the source's."""

    language: str
    texts: Mapping[str, str]


def texts_for(rows: Mapping[str, Mapping[str, str]], language: str) -> ItemTexts:
    """The reader's texts; one that is missing falls back to the source language."""
    source = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in rows else next(iter(rows), "")
    own = {name: text for name, text in rows.get(language, {}).items() if text}
    texts = {**rows.get(source, {}), **own}
    return ItemTexts(language if own.get("stem") else source, texts)


def frozen_texts(item: AttemptItem, language: str) -> ItemTexts:
    """The texts as the attempt froze them; they are to be loaded or prefetched with the item."""
    rows = item.texts.all() if item.loaded_texts is None else item.loaded_texts
    return texts_for({row.language: row.texts for row in rows}, language)


def reveals(attempt: Attempt, item: AttemptItem) -> Reveals:
    """What the mode lets the learner see; nothing where the mode is gone or fails."""
    mode = modes.find(attempt.mode)
    if mode is None:
        return NOTHING
    return contain(mode, mode.reveals, attempt_state(attempt), item_state(item)).value or NOTHING


def may_answer(attempt: Attempt, item: AttemptItem) -> bool:
    mode = modes.find(attempt.mode)
    if mode is None or not attempt.is_open:
        return False
    answer = contain(mode, mode.may_answer, attempt_state(attempt), item_state(item)).value
    return bool(answer and answer.allowed)


@dataclass(frozen=True)
class ItemView:
    """One item as it stands on a page or in the API."""

    key: str
    slot: int
    type: str
    language: str
    title: str
    max_score: float
    answered: bool
    may_answer: bool
    may_check: bool
    item_type: ItemType | None = None
    public: Mapping[str, Any] | None = None  # what the answer form shows
    review: Mapping[str, Any] | None = None  # what was answered, and of the key what may be seen
    hints: tuple[str, ...] = ()
    reason: Reason | None = None  # why it cannot be shown
    comment: str = ""

    @property
    def template(self) -> str:
        return self.item_type.template if self.item_type else ""

    @property
    def result_template(self) -> str:
        return self.item_type.result_template if self.item_type else ""


def item_view(attempt: Attempt, item: AttemptItem, language: str) -> ItemView:
    """The public view of an item of an attempt; a plugin that fails leaves a reason in its place."""
    texts = frozen_texts(item, language)
    mode = modes.find(attempt.mode)
    shown = reveals(attempt, item)
    item_type = item_types.find(item.version.type)
    public, reason = _present(item_type, item.version.frozen, texts, attempt, item)
    may = may_answer(attempt, item) and reason is None
    return ItemView(
        key=item.item_key,
        slot=item.slot,
        type=item.version.type,
        language=texts.language,
        title=texts.texts.get("stem", ""),
        max_score=item.version.max_score,
        answered=item.response is not None,
        may_answer=may,
        may_check=may and bool(mode and mode.checks),
        item_type=item_type,
        public=public,
        review=item_review(attempt, item, language),
        hints=tuple(item_type.hints(texts.texts, shown.hints)) if item_type and attempt.is_open else (),
        reason=reason,
        comment=item.comment if shown.score else "",
    )


def _present(
    item_type: ItemType | None, frozen: dict[str, Any], texts: ItemTexts, attempt: Attempt, item: AttemptItem
) -> tuple[Mapping[str, Any] | None, Reason | None]:
    if item_type is None:
        return None, Unavailable("item_types", item.version.type).reason
    found = contain(
        item_type,
        item_type.present,
        frozen,
        public_texts(texts.texts),
        item_seed(attempt.seed, item.item_key),
        item.response,
        shuffle=bool(attempt.rules.get("shuffle_options", True)),
    )
    return found.value, found.reason


def public_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Without feedback, hints and model answers: a type that shows too much still has nothing to show."""
    return {name: text for name, text in texts.items() if not is_secret(name)}


def item_review(attempt: Attempt, item: AttemptItem, language: str) -> dict[str, Any] | None:
    """What the mode reveals of an item now; None where it reveals nothing."""
    shown = reveals(attempt, item)
    item_type = item_types.find(item.version.type)
    if shown == NOTHING or item_type is None or not (shown.correctness or shown.feedback or shown.worked):
        return None
    found = contain(
        item_type,
        item_type.review,
        item.key_version.frozen,
        frozen_texts(item, language).texts,
        item.response,
        item_seed(attempt.seed, item.item_key),
        shown,
    )
    if found.value is None:
        return {"rows": [], "feedback": [], "state": "", "reason": str(found.reason or fault())}
    return marked_review(found.value, item, shown)


def marked_review(review: dict[str, Any], item: AttemptItem, shown: Reveals) -> dict[str, Any]:
    """The recorded mark in place of the computed one: a person's marking and penalties are in it."""
    if shown.correctness:
        review["state"] = item.state
    if shown.score:
        review["fraction"] = item.fraction
        score = None if item.fraction is None else round(item.fraction * item.version.max_score, 6)
        review["score"] = score
    return review
