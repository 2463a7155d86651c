"""Save answers and hand in: each action carries an id, and a repeat gets the first answer back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from course_engine.errors import (
    ActionConflictError,
    AttemptClosedError,
    InvalidResponseError,
    ModeRefusedError,
    NotFoundError,
    TimeOverError,
)
from course_engine.models import Attempt, AttemptItem, Response
from course_engine.models.items import digest
from course_engine.plugins.containment import contain
from course_engine.plugins.item_types import MAX_RESPONSE_BYTES, ItemType
from course_engine.plugins.registry import Unavailable, item_types, modes
from course_engine.plugins.values import ResponseError
from course_engine.presenting import attempt_state, item_review, item_state
from course_engine.seeds import item_seed
from course_engine.services.attempts import finish, is_overdue, own_attempt
from course_engine.services.marking import apply_outcome, outcome_of

ACTION_ID_LENGTH = 64
TOO_LONG = _("The answer is too long.")


@transaction.atomic
def save_response(
    *,
    user: Any,
    attempt_id: UUID,
    item_key: str,
    data: Mapping[str, Any] | None,
    action_id: str,
    language: str,
    check: bool = False,
) -> str:
    """Keep an answer (or none) and return the JSON that says so; `check` has it marked where the mode allows."""
    attempt = own_attempt(user=user, attempt_id=attempt_id, lock=True)
    fingerprint = digest(["save", item_key, dict(data) if data is not None else None, check])
    replay = replayed(attempt, action_id, fingerprint)
    if replay is not None:
        return replay
    require_open(attempt)
    item = attempt.items.select_related("version", "key_version").filter(item_key=item_key).first()
    if item is None:
        raise NotFoundError
    answer_item(attempt, item, data, language=language, check=check)
    answer = as_json(saved_answer(attempt, item, action_id, language))
    keep(attempt, item, action_id, "check" if check else "save", fingerprint, answer, language)
    return answer


@transaction.atomic
def save_responses(
    *, user: Any, attempt_id: UUID, data: Mapping[str, Mapping[str, Any]], action_id: str, language: str
) -> dict[str, Any]:
    """Keep what a whole form holds. What can be read is saved; what cannot comes back as sentences by item."""
    attempt = own_attempt(user=user, attempt_id=attempt_id, lock=True)
    fingerprint = digest(["form", {key: dict(value) for key, value in data.items()}])
    replay = replayed(attempt, action_id, fingerprint)
    if replay is not None:
        return dict(json.loads(replay)["errors"])
    require_open(attempt)
    errors: dict[str, Any] = {}
    for item in attempt.items.select_related("version", "key_version"):
        if item.item_key not in data:
            continue
        before = item.response
        try:
            answer_item(attempt, item, data[item.item_key], language=language, check=False)
        except InvalidResponseError as error:
            errors.update(error.errors)
            continue
        except ModeRefusedError:
            continue  # an item that was marked already stays as it is
        if item.response != before:
            own_id = digest([action_id, item.item_key])
            answer = as_json(saved_answer(attempt, item, own_id, language))
            keep(attempt, item, own_id, "save", digest([own_id]), answer, language)
    keep(attempt, None, action_id, "form", fingerprint, as_json({"errors": errors}), language)
    return errors


@transaction.atomic
def submit_attempt(*, user: Any, attempt_id: UUID, action_id: str, language: str) -> str:
    """Hand in: mark on the server against the frozen versions, and return the JSON that says so."""
    attempt = own_attempt(user=user, attempt_id=attempt_id, lock=True)
    fingerprint = digest(["submit"])
    replay = replayed(attempt, action_id, fingerprint)
    if replay is not None:
        return replay
    if not attempt.is_open:
        raise AttemptClosedError
    finish(attempt, language=language)
    answer = as_json(submitted_answer(attempt, action_id))
    keep(attempt, None, action_id, "submit", fingerprint, answer, language)
    return answer


def require_open(attempt: Attempt) -> None:
    if not attempt.is_open:
        raise AttemptClosedError
    if is_overdue(attempt):
        raise TimeOverError


def replayed(attempt: Attempt, action_id: str, fingerprint: str) -> str | None:
    """The first answer to this action; a different request under the same id is refused."""
    if not action_id or len(action_id) > ACTION_ID_LENGTH:
        raise ActionConflictError
    earlier = attempt.responses.filter(action_id=action_id).first()
    if earlier is None:
        return None
    if earlier.fingerprint != fingerprint:
        raise ActionConflictError
    return earlier.answer


def keep(
    attempt: Attempt,
    item: AttemptItem | None,
    action_id: str,
    action: str,
    fingerprint: str,
    answer: str,
    language: str,
) -> None:
    Response.objects.create(
        attempt=attempt,
        item=item,
        action_id=action_id,
        action=action,
        fingerprint=fingerprint,
        data=item.response if item else None,
        language=language,
        answer=answer,
        created_at=timezone.now(),
    )


def answer_item(
    attempt: Attempt, item: AttemptItem, data: Mapping[str, Any] | None, *, language: str, check: bool
) -> None:
    """Read an answer and put it on the item, marked where asked for; saves the item."""
    item_type = type_of(item)
    mode = modes.get(attempt.mode)
    allowed = contain(mode, mode.may_answer, attempt_state(attempt), item_state(item))
    if allowed.value is None or not allowed.value.allowed:
        reasons = allowed.value.reasons if allowed.value else tuple(filter(None, [allowed.reason]))
        raise ModeRefusedError(reasons=reasons)
    if check and not mode.checks:
        raise ModeRefusedError
    response = parse(item, item_type, data, attempt.seed)
    if response != item.response:
        item.response, item.language = response, language if response is not None else ""
    if check:
        apply_outcome(item, outcome_of(item, response, attempt.seed))
        item.tries += 1
        if item.tries == 1:
            item.first_fraction = item.fraction
    item.save()


def type_of(item: AttemptItem) -> ItemType:
    try:
        return item_types.get(item.version.type)
    except Unavailable as error:
        raise ModeRefusedError(reasons=[error.reason]) from error


def parse(item: AttemptItem, item_type: ItemType, data: Mapping[str, Any] | None, seed: int) -> dict[str, Any] | None:
    """The response in the data; InvalidResponseError names the item where it cannot be read."""
    if data is None:
        return None
    if len(json.dumps(_plain(data), default=str)) > MAX_RESPONSE_BYTES:
        raise InvalidResponseError({item.item_key: TOO_LONG}, {item.item_key: "too_long"})
    try:
        found = contain(item_type, item_type.parse, item.version.frozen, data, item_seed(seed, item.item_key))
    except ResponseError as error:
        raise InvalidResponseError({item.item_key: str(error)}, {item.item_key: error.code}) from error
    if found.reason is not None:
        raise InvalidResponseError({item.item_key: str(found.reason)}, {item.item_key: found.reason.code})
    return found.value


def _plain(data: Mapping[str, Any]) -> Any:
    return dict(data.lists()) if hasattr(data, "lists") else dict(data)


def saved_answer(attempt: Attempt, item: AttemptItem, action_id: str, language: str) -> dict[str, Any]:
    return {
        "action_id": action_id,
        "item": item.item_key,
        "saved_at": timezone.now().isoformat(),
        "response": item.response,
        "review": item_review(attempt, item, language),
    }


def submitted_answer(attempt: Attempt, action_id: str) -> dict[str, Any]:
    return {
        "action_id": action_id,
        "attempt": str(attempt.pk),
        "state": attempt.state,
        "submitted_at": attempt.submitted_at.isoformat() if attempt.submitted_at else None,
        "score": attempt.score,
        "max_score": attempt.max_score,
        "fraction": attempt.fraction,
        "passed": attempt.passed,
    }


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
