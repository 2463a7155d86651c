"""What the engine adds to the registries of others, at start and only while it is on."""

from __future__ import annotations

from cms.publishing.blocks import register_target
from cms.publishing.choices import register_choices
from cms.publishing.streams import register_block
from course_engine import blocks, targets
from course_engine.events import register_sink
from course_engine.models.pages import DRAWS
from course_engine.sinks import LogSink


def register() -> None:
    """Fill streams, slots, choosers and sinks."""
    register_block("lesson", "practice", blocks.PracticeBlock, order=200)
    register_block(DRAWS, "draw", blocks.DrawBlock)
    register_target("assessment", targets.resolve_assessment)
    register_choices("assessment", targets.assessment_choices)
    register_sink(LogSink())
