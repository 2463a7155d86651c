"""The form in which an editor writes an assessment."""

from __future__ import annotations

from typing import Any

from django import forms

from cms.publishing.forms import CheckedPageForm
from course_engine.plugins import registry


class AssessmentPageForm(CheckedPageForm):
    """Offers the interaction modes of the plugins in use, and keeps one whose plugin is gone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "mode" not in self.fields:
            return
        choices = [(mode.slug, mode.label) for mode in registry.modes.all()]
        current = self.instance.mode
        if current not in dict(choices):
            choices.append((current, current))
        self.fields["mode"] = forms.ChoiceField(label=self.fields["mode"].label, choices=choices)
