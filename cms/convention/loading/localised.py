"""Gives loaded translations their strings, so that a translator starts from them and not from the source's words.

wagtail-localize would fall back to English for every string it has no translation of. Its own way to store them
takes about sixty queries a record; this takes ten for all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from modelcluster.models import get_serializable_data_for_fields
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.publishing.locales import is_source_locale, source_locale

Rows = Sequence[Any]
CHUNK = 500


def record(rows: Rows) -> None:
    """Store the strings of new rows of one model: source rows, and the translations among them."""
    sources = {row.translation_key: row for row in rows if is_source_locale(row.locale_id)}
    targets = [row for row in rows if not is_source_locale(row.locale_id) and row.translation_key in sources]
    if not sources:
        return
    stored = _sources(list(sources.values()))
    segments = {key: _strings(row) for key, row in sources.items() if key in stored}
    strings = _string_ids(source_locale().pk, segments.values())
    contexts = _context_ids(segments)
    StringSegment.objects.bulk_create(
        StringSegment(
            source_id=stored[key],
            context_id=contexts[key, segment.path],
            order=segment.order,
            string_id=strings[segment.string.data],
            attrs=json.dumps(segment.attrs, cls=DjangoJSONEncoder),
        )
        for key, found in segments.items()
        for segment in found
    )
    _translate([row for row in targets if row.translation_key in stored], stored, segments, strings, contexts)


def _strings(row: Any) -> list[StringSegmentValue]:
    return [segment for segment in extract_segments(row) if isinstance(segment, StringSegmentValue)]


def _sources(rows: Rows) -> dict[UUID, int]:
    """A source for each row that has none; a record that was deleted and came back keeps the one it had."""
    kind = ContentType.objects.get_for_model(type(rows[0]))
    version, now = get_schema_version(type(rows[0])._meta.app_label), timezone.now()
    keys = [row.translation_key for row in rows]
    TranslatableObject.objects.bulk_create(
        [TranslatableObject(translation_key=key, content_type=kind) for key in keys], ignore_conflicts=True
    )
    present = set(_chunked(TranslationSource.objects.values_list("object_id", flat=True), "object_id", keys))
    Translation.objects.filter(source__object_id__in=present).update(enabled=True)
    made = TranslationSource.objects.bulk_create(
        TranslationSource(
            object_id=row.translation_key,
            specific_content_type=kind,
            locale_id=row.locale_id,
            object_repr=str(row)[:200],
            content_json=json.dumps(get_serializable_data_for_fields(row), cls=DjangoJSONEncoder),
            schema_version=version,
            last_updated_at=now,
        )
        for row in rows
        if row.translation_key not in present
    )
    return {source.object_id: source.pk for source in made}


def _string_ids(locale_id: int, found: Iterable[list[StringSegmentValue]]) -> dict[str, int]:
    texts = {segment.string.data: String._get_data_hash(segment.string.data) for each in found for segment in each}
    String.objects.bulk_create(
        [String(locale_id=locale_id, data_hash=hashed, data=text) for text, hashed in texts.items()],
        ignore_conflicts=True,
    )
    rows = String.objects.filter(locale_id=locale_id).values_list("data", "pk")
    return dict(_chunked(rows, "data_hash", list(texts.values())))


def _context_ids(segments: dict[UUID, list[StringSegmentValue]]) -> dict[tuple[UUID, str], int]:
    TranslationContext.objects.bulk_create(
        [
            # The path of a plain field is its name.
            TranslationContext(object_id=key, path=path, path_id=TranslationContext._get_path_id(path), field_path=path)
            for key, found in segments.items()
            for path in dict.fromkeys(segment.path for segment in found)
        ],
        ignore_conflicts=True,
    )
    rows = TranslationContext.objects.values_list("object_id", "path", "pk")
    return {(key, path): pk for key, path, pk in _chunked(rows, "object_id", list(segments))}


def _translate(targets: Rows, stored: Any, segments: Any, strings: Any, contexts: Any) -> None:
    Translation.objects.bulk_create(
        Translation(source_id=stored[row.translation_key], target_locale_id=row.locale_id) for row in targets
    )
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=strings[segment.string.data],
            locale_id=row.locale_id,
            context_id=contexts[row.translation_key, segment.path],
            data=text.string.data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for row in targets
        for segment, text in _pairs(segments[row.translation_key], _strings(row))
    )
    TranslationLog.objects.bulk_create(
        TranslationLog(source_id=stored[row.translation_key], locale_id=row.locale_id, revision=row.live_revision)
        for row in targets
    )


def _pairs(source: list[StringSegmentValue], target: list[StringSegmentValue]) -> list[tuple[Any, Any]]:
    """The strings of both languages by their path; a record's fields are plain, with one string each."""
    texts = {segment.path: segment for segment in target}
    return [(segment, texts[segment.path]) for segment in source if segment.path in texts]


def _chunked(rows: Any, name: str, values: list[Any]) -> Iterable[Any]:
    for start in range(0, len(values), CHUNK):
        yield from rows.filter(**{f"{name}__in": values[start : start + CHUNK]})
