"""Pages that machines name: a key that is the same in every language and unique within each."""

from typing import Any
from uuid import uuid4

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.publishing.locales import is_source_locale, locale_by_id, source_locale
from cms.publishing.mixins import PublishedPage

valid_key = RegexValidator(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", _("Use small letters, digits and hyphens."))


class KeyField(models.CharField):  # type: ignore[type-arg]
    """A machine key: minted when empty, never offered for translation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [valid_key])
        super().__init__(*args, **kwargs)


class IdentifiedPage(PublishedPage, Page):
    """Keeps the page's machine key: taken from the source row in a translation, minted anew otherwise."""

    # The locale stands on Wagtail's page table, out of reach of this table's unique constraint.
    language_code = models.CharField(max_length=16, editable=False)

    class Meta:
        abstract = True

    def identify(self) -> None:
        """Fill the machine key and the copy of the language; called before every check and save."""
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        locale = locale_by_id(self.locale_id)
        self.language_code = locale.language_code if locale else ""
        for name in self.machine_keys:
            if not getattr(self, name):
                setattr(self, name, self._key_of_source(name) or f"x-{uuid4().hex[:12]}")

    def _key_of_source(self, name: str) -> str:
        if is_source_locale(self.locale_id):
            return ""
        rows = type(self)._default_manager.filter(translation_key=self.translation_key, locale=source_locale())
        return rows.values_list(name, flat=True).first() or ""

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.identify()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None:
            self.identify()
        return super().save(*args, **kwargs)

    def reference_key(self) -> str:
        return str(getattr(self, self.machine_keys[0]))
