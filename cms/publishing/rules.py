"""May this translation be written, may it go out? Publishing asks; whoever runs a workflow answers."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

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
