"""Access conditions combined by all, any and not."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.containment import contain
from course_engine.plugins.registry import conditions
from course_engine.plugins.values import YES, AccessFacts, Answer, Reason

Tree = Mapping[str, Any]


def check_access(tree: Tree, facts: AccessFacts, plugins: Collection[str] = ()) -> Answer:
    """The answer of `{"all": […]}`, `{"any": […]}`, `{"not": …}` or `{"condition": slug, "settings": {…}}`.

    An empty tree is yes. A condition that is gone or fails says no: nothing opens by accident.
    """
    if not tree:
        return YES
    if "all" in tree:
        return _all([check_access(branch, facts, plugins) for branch in tree["all"]])
    if "any" in tree:
        return _any([check_access(branch, facts, plugins) for branch in tree["any"]])
    if "not" in tree:
        return _not(check_access(tree["not"], facts, plugins))
    return _single(str(tree.get("condition", "")), tree.get("settings") or {}, facts, plugins)


def _single(slug: str, settings: Mapping[str, Any], facts: AccessFacts, plugins: Collection[str]) -> Answer:
    condition = conditions.find(slug, plugins)
    if condition is None:
        message = _("This opens by a rule whose plugin is not available. Ask the course manager.")
        return Answer(0.0, (Reason("unavailable", message),))
    found = contain(condition, condition.check, facts, settings)
    if found.value is None:
        return Answer(0.0, (found.reason,) if found.reason else ())
    return found.value


def _all(answers: list[Answer]) -> Answer:
    refused = [answer for answer in answers if not answer.allowed]
    if not refused:
        return YES
    moments = [answer.opens_at for answer in refused if answer.opens_at]
    opens = max(moments) if moments and len(moments) == len(refused) else None
    return Answer(0.0, tuple(reason for answer in refused for reason in answer.reasons), opens)


def _any(answers: list[Answer]) -> Answer:
    if not answers or any(answer.allowed for answer in answers):
        return YES
    moments = [answer.opens_at for answer in answers if answer.opens_at]
    reasons = tuple(reason for answer in answers for reason in answer.reasons)
    return Answer(0.0, reasons, min(moments) if moments else None)


def _not(answer: Answer) -> Answer:
    if not answer.allowed:
        return YES
    return Answer(0.0, (Reason("not", _("This is closed to you because its opposite condition is met.")),))
