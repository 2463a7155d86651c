"""May this translation be written, may it go out? Publishing asks; whoever runs a workflow answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from cms.publishing.models import Approval

# A rule gets (source row, locale, user, origin, publish) and returns why not, or an empty string.
Rule = Callable[[Any, Any, Any, str, bool], str]
_rules: dict[str, Rule] = {}


class TranslationRefusedError(PermissionDenied):
    """A registered rule does not let this translation be written."""


def register_rule(name: str, rule: Rule) -> None:
    _rules[name] = rule


def unregister_rule(name: str) -> None:
    _rules.pop(name, None)


def ask(source: Any, locale: Any, *, user: Any, origin: str, publish: bool) -> None:
    """Raise TranslationRefusedError with the first reason that a rule gives."""
    for rule in _rules.values():
        refusal = rule(source, locale, user, origin, publish)
        if refusal:
            raise TranslationRefusedError(refusal)


def is_approved(revision: Any) -> bool:
    """Whether a revision of a translated row may go out: by the writer's record or a finished review task."""
    return (
        Approval.objects.filter(revision=revision).exists() or revision.task_states.filter(status="approved").exists()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a record may not be published, in words, and where: the field, the block of it, the part of that block."""

    message: str
    field: str = ""
    index: int | None = None
    part: str = ""


# A content rule gets a row as it would be published and names what stands against it.
ContentRule = Callable[[Any], Iterable[Problem]]
_content_rules: dict[str, ContentRule] = {}


class ContentRefusedError(ValidationError):
    """A record may not be published as it is. `row` is the record, `reasons` are sentences for its editor."""

    def __init__(self, row: Any, reasons: Iterable[str]) -> None:
        self.row = row
        self.reasons = list(reasons)
        super().__init__(self.reasons)


def register_content_rule(name: str, rule: ContentRule) -> None:
    _content_rules[name] = rule


def unregister_content_rule(name: str) -> None:
    _content_rules.pop(name, None)


def content_problems(row: Any) -> list[Problem]:
    """All that stands against publishing this row."""
    return [problem for rule in _content_rules.values() for problem in rule(row)]


def require_publishable(row: Any) -> None:
    """Raise ContentRefusedError with every reason."""
    found = content_problems(row)
    if found:
        raise ContentRefusedError(row, dict.fromkeys(problem.message for problem in found))
