"""The access conditions that ship."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.conditions import AccessCondition
from course_engine.plugins.values import YES, AccessFacts, Answer, Reason


class Order(AccessCondition):
    """One activity after the other: all that come before must be complete."""

    slug = "order"
    label = _("One after the other")

    def check(self, facts: AccessFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002 - it has no settings
        missing = next((sibling for sibling in facts.earlier if not sibling.complete), None)
        if missing is None:
            return YES
        params = {"title": missing.title, "key": missing.key, "url": missing.url}
        return Answer(0.0, (Reason("earlier_first", _("First complete “%(title)s”."), params),))


class AttemptsLeft(AccessCondition):
    """No more attempts than allowed. An open attempt may always be gone on with."""

    slug = "attempts_left"
    label = _("Attempts left")

    def check(self, facts: AccessFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002
        allowed = facts.attempts_allowed
        if facts.open_attempt or not allowed or facts.attempts_used < allowed:
            return YES
        message = _("You have used all your attempts (%(used)s of %(allowed)s).")
        params = {"used": facts.attempts_used, "allowed": allowed}
        return Answer(0.0, (Reason("no_attempts_left", message, params),))


class Delay(AccessCondition):
    """Some time between one attempt and the next."""

    slug = "delay"
    label = _("Time between attempts")

    def check(self, facts: AccessFacts, settings: Mapping[str, Any]) -> Answer:  # noqa: ARG002
        if facts.open_attempt or facts.last_submitted_at is None:
            return YES
        opens_at = facts.last_submitted_at + facts.delay
        if facts.now >= opens_at:
            return YES
        message = _("You can try again from the time shown.")
        return Answer(0.0, (Reason("wait", message, {"opens_at": opens_at.isoformat()}),), opens_at)
