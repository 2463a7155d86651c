"""Fields of the Convention's records, written line by line in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.convention.cas import is_valid
from cms.terminology.lines import lines


class LinesField(models.TextField[Any, Any]):
    """Several short texts, one per line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("One per line."))
        super().__init__(*args, **kwargs)


class PerLanguageFormField(forms.CharField):
    """Lines of the form "es: text"."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{language}: {text}" for language, texts in value.items() for text in texts)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        made: dict[str, list[str]] = {}
        for line in lines(value or ""):
            language, _colon, text = (part.strip() for part in line.partition(":"))
            if language not in dict(settings.LANGUAGES) or not text:
                raise ValidationError(_("Begin each line with a language, for example “es: aldrín”."))
            made.setdefault(language, []).append(text)
        return made

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class PerLanguageField(models.JSONField):
    """{language: [texts]}, the same in every language's row: the lists are no translations of each other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", gettext_lazy("One per line, each after its language: “es: aldrín”."))
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": PerLanguageFormField, **kwargs})


class CasFormField(forms.CharField):
    """CAS numbers as lines: number | language: what it names | …"""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(
            " | ".join([entry["number"], *(f"{language}: {name}" for language, name in entry["names"].items())])
            for entry in value
        )

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, list) else [self._entry(line) for line in lines(value or "")]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)

    def _entry(self, line: str) -> dict[str, Any]:
        number, *names = (part.strip() for part in line.split("|"))
        if not is_valid(number):
            raise ValidationError(
                _("%(number)s is not a CAS number: its check digit does not fit.") % {"number": number}
            )
        pairs = [name.partition(":") for name in names]
        if not all(language.strip() and text.strip() for language, _colon, text in pairs):
            raise ValidationError(_("Write “en: what the number names” after each bar."))
        return {"number": number, "names": {language.strip(): text.strip() for language, _colon, text in pairs}}


class CasField(models.JSONField):
    """[{number, names: {language: what it names}}], the same in every language's row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("help_text", gettext_lazy("One per line: 309-00-2 | en: Aldrin | es: Aldrina"))
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": CasFormField, **kwargs})
