"""Model fields that are the same in every language."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.publishing.widgets import KeyListWidget


def synchronised(*names: str) -> list[SynchronizedField]:
    """Fields copied from the source row to every translation, never offered for translation."""
    return [SynchronizedField(name, overridable=False) for name in names]


def translated(*names: str) -> list[TranslatableField]:
    """Fields whose text is translated."""
    return [TranslatableField(name) for name in names]


class KeyListFormField(forms.Field):
    """A list of keys chosen from what the target kind's provider offers."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])

    def to_python(self, value: Any) -> list[str]:
        if not value:
            return []
        return list(dict.fromkeys(str(key) for key in value))

    def prepare_value(self, value: Any) -> Any:
        return value or []


class KeyListField(models.JSONField):
    """Language-free keys of records of one kind, in order; linked by key so that every language shares them.

    Many-to-many links are not carried to translations by wagtail-localize; a synchronised value is, clearing too.
    """

    def __init__(self, *args: Any, target: str = "", **kwargs: Any) -> None:
        self.target = target
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "target": self.target}

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", KeyListWidget(target=self.target))
        # Not JSONField's own: it passes an encoder, which this form field has no use for.
        return models.Field.formfield(self, **{"form_class": KeyListFormField, **kwargs})

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(key, str) and key for key in value):
            raise ValidationError(_("This must be a list of keys."), code="invalid")
        if len(set(value)) != len(value):
            raise ValidationError(_("A key stands twice in this list."), code="duplicate")
