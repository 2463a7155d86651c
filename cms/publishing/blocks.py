"""Blocks that any stream may use."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.publishing.widgets import KeyInput

Resolver = Callable[[str], tuple[type, str] | None]
_resolvers: dict[str, Resolver] = {}


def register_target(kind: str, resolver: Resolver) -> None:
    """Say how a key of this kind leads to a row: (model, primary key of the source row), or None."""
    _resolvers[kind] = resolver


class KeyBlock(blocks.CharBlock):
    """A machine key: never offered to translators; with `target` it counts in Wagtail's usage view."""

    def __init__(
        self, *args: Any, target: str = "", hidden: bool = False, identity: bool = False, **kwargs: Any
    ) -> None:
        self.target = target
        self.hidden = hidden
        self.identity = identity  # names the block itself; two such keys in one stream may not be equal
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        if hidden:
            self.field.widget = forms.HiddenInput()
        elif target:
            self.field.widget = KeyInput(target)

    def get_translatable_segments(self, _value: str) -> list[Any]:
        return []

    def restore_translated_segments(self, value: str, _segments: list[Any]) -> str:
        return value

    def get_searchable_content(self, _value: str) -> list[str]:
        return []

    def extract_references(self, value: str) -> Iterator[tuple[type, str, str, str]]:
        resolver = _resolvers.get(self.target)
        found = resolver(value) if resolver and value else None
        if found is not None:
            yield found[0], str(found[1]), "", ""

    class Meta:
        icon = "key"
        label = _("Key")


class UnavailableBlock(blocks.FieldBlock):
    """A block whose type no registered app knows: shown as unavailable, kept and written back unchanged."""

    def __init__(self, **kwargs: Any) -> None:
        # Plain text with the JSON in it: forms.JSONField would encode a second time on save.
        self.field = forms.CharField(
            required=False, strip=False, widget=forms.Textarea(attrs={"readonly": True, "rows": 3})
        )
        super().__init__(**kwargs)

    def value_for_form(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def value_from_form(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) and value else value

    def get_translatable_segments(self, _value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, _segments: list[Any]) -> Any:
        return value

    def get_api_representation(self, value: Any, **_kwargs: Any) -> dict[str, str]:
        return {"unavailable": str((value or {}).get("type", ""))}

    def get_searchable_content(self, _value: Any) -> list[str]:
        return []

    def clean(self, value: Any) -> Any:
        return value

    class Meta:
        icon = "warning"
        label = _("Unavailable block")
        group = _("Unavailable")
        template = "publishing/blocks/unavailable.html"
        default = None
