"""Open from a date on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from course_engine.plugins.conditions import AccessCondition
from course_engine.plugins.values import YES, AccessFacts, Answer, Reason


class OpensOn(AccessCondition):
    slug = "opens_on"
    label = "From a date on"

    def check(self, facts: AccessFacts, settings: Mapping[str, Any]) -> Answer:
        opens_at = datetime.fromisoformat(settings["from"])
        if facts.now >= opens_at:
            return YES
        return Answer(0.0, (Reason("not_open_yet", "Opens on %(date)s.", {"date": f"{opens_at:%Y-%m-%d}"}),), opens_at)

    def validate(self, settings: Mapping[str, Any]) -> list[Reason]:
        return [] if "from" in settings else [Reason("no_date", "Give a date.")]
