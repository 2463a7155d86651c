"""Refusals of the engine: a code for programs, a sentence in the learner's language, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from course_engine.plugins.values import Reason


class EngineError(Exception):
    """Base of all refusals; `status` is the HTTP status that says the same."""

    code = "refused"
    status = 409
    message: Any = _("This cannot be done now.")

    def __init__(self, message: Any = None, *, reasons: Sequence[Reason] = ()) -> None:
        self.reasons = tuple(reasons)
        self.message = message or (self.reasons[0].message if self.reasons else type(self).message)
        super().__init__(self.code)


class NotFoundError(EngineError):
    """There is no such thing, or it is not this person's: the two look the same from outside."""

    code = "not_found"
    status = 404
    message = _("This was not found.")


class NotEnrolledError(EngineError):
    code = "not_enrolled"
    status = 403
    message = _("Enrol in the course first.")


class NotAllowedError(EngineError):
    """An access condition is not met; the reasons say what would change that."""

    code = "not_allowed"
    status = 403


class AttemptClosedError(EngineError):
    code = "attempt_closed"
    message = _("This attempt has been handed in.")


class TimeOverError(EngineError):
    code = "time_over"
    message = _("The time is over. Answers saved before the deadline count.")


class ActionConflictError(EngineError):
    """The action id was used for a different request."""

    code = "action_conflict"
    message = _("This action was already used for something else.")


class ItemChangedError(EngineError):
    code = "item_changed"
    message = _("The question was changed meanwhile. Please look at it again.")


class ModeRefusedError(EngineError):
    code = "mode_refused"
    message = _("This kind of assessment does not allow that.")


class InvalidResponseError(EngineError):
    """The answer cannot be read; one sentence for each item concerned."""

    code = "invalid_response"
    status = 400
    message = _("The answer could not be read.")

    def __init__(self, errors: Mapping[str, Any], codes: Mapping[str, str] | None = None) -> None:
        self.errors = dict(errors)
        self.codes = dict(codes or {})
        super().__init__()
