"""The one writer of translated rows.

wagtail-localize's own `save_target` overwrites the live row even for a draft; here the live row changes only by
the publication of an approved revision.
"""

from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)

from cms.publishing import rules, structure
from cms.publishing.guard import writing
from cms.publishing.models import Approval
from cms.publishing.texts import Texts, paired


class ParentNotTranslatedError(ValueError):
    """A page can only be translated below a translated parent: load parents first."""


class Written(NamedTuple):
    """What the writer made: the row in the target language and its revision."""

    row: Any
    revision: Any


@transaction.atomic
def write_translation(
    source: Any,
    locale: Locale,
    *,
    user: Any,
    texts: Texts | None = None,
    publish: bool,
    origin: str,
    refresh: bool = True,
) -> Written:
    """Write a translation of a source row: texts, then a revision, and with `publish` its approval and publication.

    `texts` maps wagtail-localize's content paths to translations (see `cms.publishing.texts`); what it leaves
    out keeps its stored translation or falls back to the source's text. Without `refresh` the strings are those
    of the last extraction, however the source has changed since. Raises TranslationRefusedError where a rule
    forbids it, TextMismatchError where a text does not fit, ParentNotTranslatedError where the page above is missing.
    """
    rules.ask(source, locale, user=user, origin=origin, publish=publish)
    stored = _extracted(source)
    if stored is None or refresh:
        stored, _created = TranslationSource.update_or_create_from_instance(source)
    Translation.objects.update_or_create(source=stored, target_locale=locale, defaults={"enabled": True})
    with writing(origin):
        target = _target(source, locale, user)
        if texts:
            _store(stored, locale, paired(source, texts), user)
        row = stored.get_ephemeral_translated_instance(locale, fallback=True)
        if isinstance(row, Page):
            row.slug = target.slug
        revision = row.save_revision(user=user)
        TranslationLog.objects.create(source=stored, locale=locale, revision=revision)
        if publish:
            approve(revision, user=user, origin=origin)
            revision.publish(user=user, skip_permission_checks=True)
    source.__dict__.pop("rows", None)  # it may have a new translation
    return Written(type(source)._default_manager.get(pk=target.pk), revision)


def _extracted(source: Any) -> TranslationSource | None:
    """What was last extracted from this source."""
    found = TranslationSource.objects.filter(object_id=source.translation_key, locale_id=source.locale_id)
    return found.first()


def approve(revision: Any, *, user: Any, origin: str) -> Approval:
    """Record that a revision of a translation may go out."""
    approval, _created = Approval.objects.get_or_create(revision=revision, defaults={"user": user, "origin": origin})
    return approval


def _target(source: Any, locale: Locale, user: Any) -> Any:
    """The row in the target language, made as an unpublished copy where there is none yet."""
    target = source.get_translation_or_none(locale)
    if target is None:
        return _new_page(source, locale) if isinstance(source, Page) else _new_record(source, locale)
    if getattr(target, "alias_of_id", None):
        ConvertAliasPageAction(target, user=user).execute(skip_permission_checks=True)
        target = source.get_translation_or_none(locale)
    return target


def _new_page(source: Any, locale: Locale) -> Any:
    parent = source.get_parent()
    if not parent.is_root() and not parent.has_translation(locale):
        message = _("“%(page)s” cannot be translated before the page above it, “%(parent)s”.")
        raise ParentNotTranslatedError(message % {"page": source.title, "parent": parent.title})
    target = source.copy_for_translation(locale)
    structure.carry_restriction(source)
    structure.place(target)
    return target


def _new_record(source: Any, locale: Locale) -> Any:
    target = source.copy_for_translation(locale)
    target.live, target.has_unpublished_changes = False, True
    for name in ("live_revision", "latest_revision", "first_published_at", "last_published_at"):
        setattr(target, name, None)
    target.save()
    return target


def _store(stored: TranslationSource, locale: Locale, pairs: list[Any], user: Any) -> None:
    """Store translated strings in bulk; wagtail-localize makes about ten queries for each."""
    contexts = dict(TranslationContext.objects.filter(object_id=stored.object_id).values_list("path", "pk"))
    hashes = {String._get_data_hash(original.data) for _path, original, _text in pairs}
    strings = dict(String.objects.filter(locale_id=stored.locale_id, data_hash__in=hashes).values_list("data", "pk"))
    rows = {
        (strings[original.data], contexts[path]): StringTranslation(
            translation_of_id=strings[original.data],
            locale=locale,
            context_id=contexts[path],
            data=text.data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by=user,
        )
        for path, original, text in pairs
    }
    StringTranslation.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "last_translated_by", "has_error", "updated_at"],
    )
