"""The blocks that the engine adds to streams: practice in lessons, draws in assessments."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.publishing.blocks import KeyBlock


class PracticeBlock(blocks.StructBlock):
    """Names an item of a practice page; holds nothing of it, so a lesson can leak no answer."""

    assessment = KeyBlock(
        target="assessment", label=_("Practice page"), help_text=_("The translation key of the practice page.")
    )
    item = KeyBlock(label=_("Question"), help_text=_("The id of the question's block on that page."))

    class Meta:
        icon = "help"
        group = _("Activity")
        label = _("Practice question")
        template = "course_engine/blocks/practice.html"

    def render(self, value: Any, context: Any = None) -> Any:
        # Reason for late import: practice reads models, which do not exist while blocks are defined.
        from course_engine.views.practice import render_practice  # noqa: PLC0415

        request = (context or {}).get("request")
        return render_practice(request, value, context) if request is not None else mark_safe("")


class DrawBlock(blocks.StructBlock):
    """So many items of another assessment, by provision and difficulty where they are named."""

    assessment = KeyBlock(
        target="assessment", label=_("Drawn from"), help_text=_("The translation key of the other assessment.")
    )
    count = blocks.IntegerBlock(min_value=1, default=1, label=_("How many"))
    provisions = blocks.ListBlock(KeyBlock(target="provision"), default=[], label=_("Only of these provisions"))
    difficulty = blocks.ChoiceBlock(
        choices=[("1", _("Easy")), ("2", _("Medium")), ("3", _("Hard"))],
        required=False,
        label=_("Only of this difficulty"),
    )

    class Meta:
        icon = "download"
        label = _("Draw")
