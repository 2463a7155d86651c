"""The chooser for lists of keys: a plain multiple select that a small script turns into a searchable list."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.publishing.choices import choices_for


class KeyInput(forms.TextInput):
    """One key, typed or picked by its name: the script offers the choices of the kind when the field is entered."""

    def __init__(self, target: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-keys": target, "autocomplete": "off", **(attrs or {})})

    class Media:
        js = ["publishing/key-list.js"]


class KeyListWidget(forms.SelectMultiple):
    """Works as a multiple select without JavaScript; keeps chosen keys that are no longer offered."""

    template_name = "publishing/widgets/key_list.html"

    def __init__(self, target: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.target = target
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen = [str(key) for key in (value or [])]
        offered = choices_for(self.target, get_language() or "en")
        known = {key for key, _label in offered}
        missing = [(key, _("%(key)s (no longer offered)") % {"key": key}) for key in chosen if key not in known]
        self.choices = [*offered, *missing]
        return super().get_context(
            name, chosen, {**(attrs or {}), "data-key-list": "", "data-search": _("Search"), "size": 10}
        )

    class Media:
        js = ["publishing/key-list.js"]
        css = {"all": ["publishing/key-list.css"]}
