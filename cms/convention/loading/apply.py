"""Brings the records in line with checked data files: new rows in bulk, changed ones through their publication."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.convention import lexicon
from cms.convention.loading import localised, rows
from cms.convention.loading.files import Files
from cms.convention.models import Chemical, Country, Provision, Topic
from cms.publishing import locales
from cms.publishing.writer import write_translation
from cms.terminology.loading import bulk, glossary
from cms.terminology.loading.records import DataFile

NAMESPACE = uuid.UUID("6f1b1a54-5f0e-5f7a-9d4e-1c0f6d1f3b52")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, by kind."""

    topics: bulk.Counted
    chemicals: bulk.Counted
    provisions: bulk.Counted
    terms: bulk.Counted
    countries: int


@transaction.atomic
def apply(files: Files, languages: Sequence[str]) -> Loaded:
    """Load everything or nothing; what others link to comes first."""
    found = [_locale(language) for language in languages]
    locales.all_locales.forget()
    loaded = Loaded(
        topics=_records(Topic, "slug", files.topics, rows.topic, found),
        chemicals=_records(Chemical, "slug", files.chemicals, rows.chemical, found),
        provisions=_records(Provision, "eid", files.provisions, rows.provision, found),
        terms=glossary.apply(files.glossary, languages),
        countries=_countries(files.countries, languages),
    )
    lexicon.forget()
    return loaded


def _locale(language: str) -> Locale:
    locale: Locale = Locale.objects.get_or_create(language_code=language)[0]
    return locale


def _records(model: type[Any], key: str, data: DataFile, make: rows.Maker, found: list[Locale]) -> bulk.Counted:
    counted = bulk.Counted()
    stored = {(getattr(row, key), row.locale_id): row for row in model.objects.all()}
    languages = [locale.language_code for locale in found]
    # The source row comes first: its translations are written from it.
    found = sorted(found, key=lambda locale: locale.language_code != settings.LANGUAGE_CODE)
    new: list[Any] = []
    for place, record in enumerate(data.records, 1):
        name = data.name(record)
        for locale in found:
            fields = make(record, locale.language_code, languages)
            if model is Chemical:
                fields["order"] = place
            hashed = bulk.digest(fields)
            row = stored.get((name, locale.pk))
            if row is None:
                counted.created.add(name)
                fields["translation_key"] = _translation_key(model, name, stored, found)
                new.append(bulk.live_now(model(locale=locale, loaded_hash=hashed, **fields)))
            elif row.loaded_hash != hashed:
                counted.updated.add(name)
                _update(row, {**fields, "loaded_hash": hashed})
            else:
                counted.unchanged.add(name)
    _create(model, new)
    return counted


def _translation_key(model: type[Any], name: str, stored: dict[Any, Any], found: list[Locale]) -> uuid.UUID:
    """One key for all languages of a record, the one it has where it is there already."""
    present = next((row for locale in found if (row := stored.get((name, locale.pk)))), None)
    key: uuid.UUID = present.translation_key if present else uuid.uuid5(NAMESPACE, f"{model.reference_kind}:{name}")
    return key


def _create(model: type[Any], new: list[Any]) -> None:
    model.objects.bulk_create(new, batch_size=200)
    bulk.publish_new(new)
    bulk.write_references(row for row in new if locales.is_source_locale(row.locale_id))
    localised.record(new)


def _update(row: Any, fields: rows.Fields) -> None:
    if row.is_translation:
        _update_translation(row, fields)
        return
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_revision().publish()


def _update_translation(row: Any, fields: rows.Fields) -> None:
    """Its texts go the way of every translation; what is said of this row alone is set beside them."""
    fields = {name: value for name, value in fields.items() if not _is_synchronised(row, name)}
    texts = {name: fields.pop(name) for name in _translated(row) if fields.get(name)}
    type(row)._base_manager.filter(pk=row.pk).update(**{name: fields[name] for name in fields if name not in texts})
    write_translation(row.source, row.locale, user=None, texts=texts, publish=True, origin=bulk.ORIGIN)


def _translated(row: Any) -> list[str]:
    return [field.field_name for field in row.translatable_fields if isinstance(field, TranslatableField)]


def _is_synchronised(row: Any, name: str) -> bool:
    return any(field.field_name == name for field in row.translatable_fields if isinstance(field, SynchronizedField))


def _countries(data: DataFile, languages: Sequence[str]) -> int:
    fields = [rows.country(record, languages) for record in data.records]
    Country.objects.bulk_create(
        [Country(**values) for values in fields],
        update_conflicts=True,
        unique_fields=["iso2"],
        update_fields=[name for name in (fields[0] if fields else {}) if name != "iso2"],
    )
    return len(fields)
