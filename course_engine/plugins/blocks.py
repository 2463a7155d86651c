"""The blocks that item types are written with."""
# ruff: noqa: ARG002 - Wagtail calls these methods with more than each one needs

import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.publishing.blocks import KeyBlock
from cms.publishing.fields import KeyListFormField
from cms.publishing.widgets import KeyListWidget


def new_key() -> str:
    """A key for something that an editor made."""
    return uuid.uuid4().hex[:10]


@cache
def _key_list_widget(target: str) -> KeyListWidget:
    """One widget for all blocks: its list of hundreds of choices stands in the editor's page once, not per type."""
    return KeyListWidget(target=target)


class KeyListBlock(blocks.FieldBlock):
    """Keys of provisions, chemicals or other records: the same in every language, chosen from what is offered."""

    def __init__(self, target: str, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self.target = target
        self.field = KeyListFormField(required=required, help_text=help_text)
        self.field.widget = _key_list_widget(target)  # set afterwards, because a field copies what it is given
        self.single = KeyBlock(target=target)
        super().__init__(**kwargs)

    def get_default(self) -> list[str]:
        return []

    def to_python(self, value: Any) -> list[str]:
        return [str(key) for key in value or []]

    def get_prep_value(self, value: Any) -> list[str]:
        return list(value or [])

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    def extract_references(self, value: Any) -> Iterator[tuple[type, str, str, str]]:
        for key in value or []:
            yield from self.single.extract_references(key)

    class Meta:
        icon = "link"


class PartsBlock(blocks.ListBlock):
    """A list of structs that each have a `key`: the name a course package knows them by, minted where it is missing.

    The editor's Duplicate button copies a hidden key, so the later one of two gets a new one.
    """

    def __init__(self, child_block: Any, *, mint: bool = True, **kwargs: Any) -> None:
        self.mint = mint
        super().__init__(child_block, **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        seen: set[str] = set()
        for child in cleaned.bound_blocks:
            key = child.value.get("key")
            if self.mint and (not key or key in seen):
                child.value["key"] = key = new_key()
            seen.add(key)
        return cleaned


class ItemBlock(blocks.StructBlock):
    """One question as its author writes it; nothing of it is ever rendered, searched or served as a block."""

    def __init__(self, local_blocks: Any = None, *, item_type: Any = None, **kwargs: Any) -> None:
        self.item_type = item_type
        super().__init__(local_blocks, **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cleaned["key"] = cleaned.get("key") or new_key()
        reasons = self.item_type.validate(cleaned)
        if reasons:
            errors = [ValidationError(str(reason), code=reason.code) for reason in reasons]
            raise blocks.StructBlockValidationError(non_block_errors=errors)
        return cleaned

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {"key": value.get("key", "")}

    def render(self, value: Any, context: Any = None) -> str:
        return ""


def key_block(**kwargs: Any) -> KeyBlock:
    """The hidden key of a part."""
    return KeyBlock(required=False, hidden=True, **kwargs)


def text_block(label: Any, *, required: bool = True, **kwargs: Any) -> blocks.CharBlock:
    return blocks.CharBlock(required=required, label=label, **kwargs)


def feedback_block() -> blocks.TextBlock:
    """What a learner is told who gave this answer."""
    return blocks.TextBlock(
        required=False, rows=2, label=_("Feedback"), help_text=_("Shown with this answer once the mode allows it.")
    )


def accepted_block() -> blocks.ListBlock:
    """Right answers as rows of a language and a form: the rows of all languages stand in the source item."""
    row = blocks.StructBlock(
        [
            ("language", blocks.ChoiceBlock(choices=_languages, label=_("Language"))),
            ("value", KeyBlock(label=_("Accepted answer"))),
        ],
    )
    return blocks.ListBlock(
        row,
        label=_("Accepted answers"),
        help_text=_("Capitals, accents, spaces and punctuation do not count. The first of each language is shown."),
    )


def _languages() -> list[tuple[str, Any]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)
