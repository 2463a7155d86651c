"""The completion rules that ship."""

from collections.abc import Mapping
from math import floor
from typing import Any

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.rules import CompletionRule
from course_engine.plugins.values import YES, Answer, ProgressFacts, Reason


class Viewed(CompletionRule):
    slug = "viewed"
    label = _("Opened")

    def evaluate(self, facts: ProgressFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002 - no settings
        return YES if facts.viewed else Answer(0.0, (Reason("not_viewed", _("Open it.")),))


class Confirmed(CompletionRule):
    slug = "confirmed"
    label = _("Confirmed by the learner")

    def evaluate(self, facts: ProgressFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002
        return YES if facts.confirmed else Answer(0.0, (Reason("not_confirmed", _("Mark it as done.")),))


class Practised(CompletionRule):
    """Every practice question tried; right or wrong does not matter."""

    slug = "practised"
    label = _("All practice questions tried")

    def evaluate(self, facts: ProgressFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002
        if facts.items_answered >= facts.items_total:
            return YES
        message = _("Try the practice questions: %(answered)s of %(total)s done.")
        params = {"answered": facts.items_answered, "total": facts.items_total}
        return Answer(facts.items_answered / facts.items_total, (Reason("not_practised", message, params),))


class Passed(CompletionRule):
    """The percent to pass reached. How close somebody came says nothing, so the answer is 0 or 1."""

    slug = "passed"
    label = _("Passed")

    def evaluate(self, facts: ProgressFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002
        if facts.best_percent is not None and facts.best_percent >= facts.pass_percent:
            return YES
        if facts.pending:
            return Answer(0.0, (Reason("pending", _("An answer still has to be marked by a person.")),))
        params = {"needed": f"{facts.pass_percent:g}", "best": floor(facts.best_percent or 0)}
        if facts.best_percent is None:
            return Answer(0.0, (Reason("not_tried", _("Reach %(needed)s per cent."), params),))
        message = _("Reach %(needed)s per cent; your best so far is %(best)s.")
        return Answer(0.0, (Reason("not_passed", message, params),))


class AllChildren(CompletionRule):
    """Everything inside complete; the value is the mean."""

    slug = "all_children"
    label = _("Everything inside complete")

    def evaluate(self, facts: ProgressFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002
        missing = [child for child in facts.children if not child.complete]
        if not missing:
            return YES
        value = sum(min(child.fraction, 1.0) for child in facts.children) / len(facts.children)
        message = _("Still to do: %(titles)s.")
        params = {"titles": ", ".join(child.title for child in missing), "count": len(missing)}
        return Answer(value, (Reason("children_missing", message, params),))
