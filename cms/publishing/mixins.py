"""What every published model shares: one source row, one guard, links by key."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.functional import cached_property
from wagtail.models import DraftStateMixin, Page, PageViewRestriction, RevisionMixin, TranslatableMixin

from cms.publishing import guard, structure
from cms.publishing.blocks import KeyBlock
from cms.publishing.fields import KeyListField
from cms.publishing.forms import CheckedPageForm
from cms.publishing.locales import is_source_locale, locale_by_id
from cms.publishing.localised import Readable, readable
from cms.publishing.own_pictures import own_pictures
from cms.publishing.signals import content_changed
from cms.publishing.streams import RegistryStreamField
from cms.publishing.urls import full_url, page_path
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
    def rows(self) -> dict[str, Any]:
        """This record in every language, by language code; drafts too. One query, asked once."""
        row: Any = self
        found = type(row)._default_manager.filter(translation_key=row.translation_key)
        return {other.language: row if other.pk == row.pk else other for other in found}

    @property
    def source(self) -> Any:
        """The source-language row, which holds the structure; the row itself where there is no other."""
        if is_source_locale(self.locale_id):  # type: ignore[attr-defined]
            return self
        return self.rows.get(settings.LANGUAGE_CODE, self)

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

    base_form_class = CheckedPageForm
    admin_default_ordering = "ord"

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A new slug is told of every page below, in this transaction; Wagtail's own signal waits for its end."""
        if kwargs.get("update_fields") is not None or self._state.adding:  # type: ignore[attr-defined]
            return super().save(*args, **kwargs)
        with transaction.atomic():
            stored = Page.objects.filter(pk=self.pk).values_list("slug", "url_path").first()  # type: ignore[attr-defined]
            result = super().save(*args, **kwargs)
            if stored and stored[1] != self.url_path:  # type: ignore[attr-defined]
                for page in self.get_descendants().specific().iterator():  # type: ignore[attr-defined]
                    if isinstance(page, Published):
                        content_changed.send(sender=type(page), instance=page, action="moved")
                structure.carry_slug(self, stored[0])
        return result

    def get_url(self, request: Any = None, current_site: Any = None) -> str:  # noqa: ARG002
        """The page's path on the web; Wagtail's own asks for the site each time."""
        return page_path(self.url_path, self.language)  # type: ignore[attr-defined]

    url = property(get_url)

    def get_full_url(self, request: Any = None) -> str:  # noqa: ARG002
        return full_url(self.get_url())

    full_url = property(get_full_url)

    def get_view_restrictions(self) -> Any:
        """The restrictions on this page and those above it, in one query where Wagtail makes two."""
        path: str = self.path  # type: ignore[attr-defined]
        above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
        here = models.Q(page__path__in=above) | models.Q(page__aliases__path__in=above)
        return PageViewRestriction.objects.filter(here).distinct()

    def readable(self, name: str) -> list[Readable]:
        """The blocks of a stream field for the reader of this row: the source's structure, this row's texts."""
        source = self.source
        if source is self:
            return [Readable(child) for child in getattr(self, name)]
        pictures = own_pictures(source, self, name)
        return list(readable(getattr(source, name), getattr(self, name), source.language, pictures))


class PublishedSnippet(Published, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """Base of published, translated records that are no pages."""

    class Meta(TranslatableMixin.Meta):
        abstract = True
