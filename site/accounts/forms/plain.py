"""How forms look: labels above fields, no placeholders, a summary of errors on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    Base = forms.Form
else:
    Base = object


class PlainForm(Base):
    """Takes placeholders away (they vanish while one types) and sets labels and hints of our own."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    attributes: dict[str, dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("autofocus", None)
            field.widget.attrs.update(self.attributes.get(name, {}))
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
