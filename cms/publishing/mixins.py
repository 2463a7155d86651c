"""What every published model shares: one source row, one guard, links by key."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin

from cms.publishing import guard
from cms.publishing.blocks import KeyBlock
from cms.publishing.fields import KeyListField
from cms.publishing.locales import is_source_locale, locale_by_id, source_locale
from cms.publishing.streams import RegistryStreamField
from cms.publishing.walk import replace_keys, walk


class Published:
    """Behaviour of whatever is published and translated; placed before Wagtail's classes in the bases.

    Publish, unpublish, move, copy and delete run in one transaction each by way of `cms.publishing.actions`,
    which wraps Wagtail's actions themselves because the admin calls them past the model's methods.
    """

    # The kind under which links name this model; empty: its links are not indexed.
    reference_kind: ClassVar[str] = ""
    # Fields that name the record for machines: equal in every language, minted anew in a copy.
    machine_keys: ClassVar[tuple[str, ...]] = ()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        guard.check_save(self, kwargs.get("update_fields"))
        return super().save(*args, **kwargs)  # type: ignore[misc]

    @property
    def language(self) -> str:
        """The language code of this row, without a query."""
        locale = locale_by_id(self.locale_id)  # type: ignore[attr-defined]
        return locale.language_code if locale else ""

    @cached_property
    def source(self) -> Any:
        """The source-language row, which holds the structure; the row itself where there is no other."""
        row: Any = self
        if is_source_locale(row.locale_id):
            return self
        found = type(row)._default_manager.filter(translation_key=row.translation_key, locale=source_locale())
        return found.first() or self

    @property
    def is_translation(self) -> bool:
        """Whether this row follows a source row in another language."""
        return self.source is not self

    def reference_key(self) -> str:
        """The language-free key by which other records link to this one."""
        return str(self.translation_key)  # type: ignore[attr-defined]

    def references(self) -> Iterable[tuple[str, str]]:
        """The (kind, key) pairs this row links to, from its key lists and the keys in its blocks."""
        for field in self._meta.get_fields():  # type: ignore[attr-defined]
            if isinstance(field, KeyListField) and field.target:
                yield from ((field.target, key) for key in getattr(self, field.name))
            elif isinstance(field, RegistryStreamField):
                for leaf in walk(field.stream_block, getattr(self, field.name)):
                    if isinstance(leaf.block, KeyBlock) and leaf.block.target and leaf.value:
                        yield leaf.block.target, leaf.value

    def repoint(self, mapping: Mapping[str, str]) -> bool:
        """Replace keys that name copied records by those of the copies; whether anything changed."""
        changed = False
        for field in self._meta.get_fields():  # type: ignore[attr-defined]
            if isinstance(field, RegistryStreamField):
                changed |= replace_keys(field.stream_block, getattr(self, field.name), mapping)
        return changed


class PublishedPage(Published):
    """Placed before Page: `class LessonPage(PublishedPage, Page)`."""


class PublishedSnippet(Published, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """Base of published, translated records that are no pages."""

    class Meta(TranslatableMixin.Meta):
        abstract = True
