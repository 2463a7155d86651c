"""The values that plugins are given and give back: plain, immutable, and nothing of the database in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from django.utils.functional import Promise

Text = str | Promise
"""A sentence for people: a string, or a lazy translation that becomes one in the reader's language."""

State = Literal["correct", "partial", "incorrect", "pending", "unanswered", "unmarked"]
STATES: tuple[State, ...] = get_args(State)

SECRET_PREFIXES = ("feedback:", "worked:", "hint:", "accepted:")
"""Texts whose id starts so leave the server only when the interaction mode allows it."""

OVERALL_FEEDBACK = "feedback:item"


def is_secret(text_id: str) -> bool:
    """Whether a text may be shown only when the mode allows it."""
    return text_id.startswith(SECRET_PREFIXES)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so and what would change it; `params` fill the %(name)s of the message."""

    code: str
    message: Text
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.message) % self.params if self.params else str(self.message)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a condition or rule says: a value from 0.0 (no) to 1.0 (yes), and why it is not 1.0.

    `opens_at` is the moment from which the answer would be yes by time alone.
    """

    value: float
    reasons: tuple[Reason, ...] = ()
    opens_at: datetime | None = None

    @property
    def allowed(self) -> bool:
        return self.value >= 1.0

    complete = allowed


YES = Answer(1.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The mark of one item. `fraction` is None where a person must mark it or where it is not marked at all.

    `response_class` says, part by part, which class of answers it belongs to, for the statistics;
    `feedback_ids` name the texts that go with this answer.
    """

    fraction: float | None
    state: State
    response_class: tuple[tuple[str, str], ...] = ()
    feedback_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"unknown state {self.state!r}")
        if self.fraction is not None and not 0.0 <= self.fraction <= 1.0:
            raise ValueError(f"a fraction lies between 0 and 1, not {self.fraction!r}")


class ResponseError(ValueError):
    """A response that cannot be taken: the learner is told why, and keeps what was saved before."""

    def __init__(self, code: str, message: Text, params: Mapping[str, Any] | None = None, field: str = "") -> None:
        self.code = code
        self.message = message
        self.params = dict(params or {})
        self.field = field  # the form field at fault, where it is one
        super().__init__(code)

    def __str__(self) -> str:
        return str(Reason(self.code, self.message, self.params))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a review: a part of the item, what the learner answered there, and what is right."""

    id: str
    label: str
    answer: str = ""
    right: str = ""
    state: State | Literal[""] = ""
    feedback_id: str = ""
    chosen: bool = False
    correct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveals:
    """What a mode lets the learner see of an item at this moment."""

    correctness: bool = False
    score: bool = False
    feedback: bool = False
    worked: bool = False
    hints: int = 0


NOTHING = Reveals()
EVERYTHING = Reveals(correctness=True, score=True, feedback=True, worked=True, hints=99)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptState:
    """What a mode may know of an attempt."""

    submitted: bool = False
    kind: Literal["practice", "test", "survey"] = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """What a mode may know of one item in an attempt; `checked` when the learner asked for it to be marked."""

    answered: bool = False
    checked: bool = False
    tries: int = 0
    state: State | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """Another activity of the course, as conditions and rules see it."""

    key: str
    title: str
    fraction: float = 0.0
    url: str = ""

    @property
    def complete(self) -> bool:
        return self.fraction >= 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFacts:
    """What an access condition may know; gathered once by the engine."""

    now: datetime
    earlier: tuple[Sibling, ...] = ()  # the activities that come before this one, in order
    attempts_used: int = 0
    attempts_allowed: int = 0  # 0 = no limit
    delay: timedelta = timedelta()
    last_submitted_at: datetime | None = None
    open_attempt: bool = False
    passed: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressFacts:
    """What a completion rule may know of one learner and one activity."""

    viewed: bool = False
    confirmed: bool = False
    items_total: int = 0
    items_answered: int = 0
    best_percent: float | None = None
    pass_percent: float = 0.0
    pending: bool = False  # an answer still awaits a person
    children: tuple[Sibling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialFacts:
    """What a credential shows; everything that its bytes depend on."""

    number: str
    name: str
    course: str
    edition: str
    language: str
    issued_at: datetime
    verify_url: str
    issuer: str
    objectives: tuple[str, ...] = ()
    minutes: int = 0
    percent: float | None = None
    valid_until: datetime | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFacts:
    """What the engine knows of an activity of the outline."""

    kind: str
    key: str
    title: str
    minutes: int = 0
    has_score: bool = False
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLinks:
    """What an item names outside itself; language-free, and no part of what is marked."""

    provisions: tuple[str, ...] = ()
    chemicals: tuple[str, ...] = ()
    objective: str = ""
    difficulty: int = 1
