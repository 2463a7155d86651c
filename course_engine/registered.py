"""What the engine adds to the registries of others, at start and only while it is on."""

from __future__ import annotations

from cms.pages.admin_setup import MANAGERS, grant
from cms.pages.outline import register_activity
from cms.pages.slots import register_slot
from cms.publishing.blocks import register_target
from cms.publishing.choices import register_choices
from cms.publishing.rules import register_content_rule
from cms.publishing.streams import register_block
from course_engine import blocks, slots, targets
from course_engine.content_checks import assessment_problems
from course_engine.events import register_sink
from course_engine.models.pages import DRAWS
from course_engine.sinks import LogSink

ASSESSMENT = {
    "key": "assessmentpage__assessment_id",
    "kind": "assessmentpage__kind",
    "attempts": "assessmentpage__attempts",
    "delay_minutes": "assessmentpage__delay_minutes",
    "pass_percent": "assessmentpage__pass_percent",
    "time_limit_minutes": "assessmentpage__time_limit_minutes",
}
"""What an outline reads of an assessment; practice pages are no activities, their questions stand in lessons."""


MANAGER_RIGHTS = (
    "course_engine.mark_attemptitem",
    "course_engine.regrade_itemversion",
    *(f"course_engine.{verb}_courserules" for verb in ("view", "add", "change", "delete")),
)


def register() -> None:
    """Fill streams, slots, choosers and sinks."""
    register_block("lesson", "practice", blocks.PracticeBlock, order=200)
    register_block(DRAWS, "draw", blocks.DrawBlock)
    register_target("assessment", targets.resolve_assessment)
    register_choices("assessment", targets.assessment_choices)
    for name, fn in slots.SLOTS.items():
        register_slot(name, fn)
    register_activity("assessment", ASSESSMENT, counts=lambda details: details["kind"] != "practice")
    grant(MANAGERS, *MANAGER_RIGHTS)
    register_content_rule("assessments", assessment_problems)
    register_sink(LogSink())
