"""Writes many published records at once: rows, revisions, log and approvals in a handful of queries."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from cms.publishing.locales import is_source_locale
from cms.publishing.models import Approval, Reference

ORIGIN = "data"


@dataclass(slots=True)
class Counted:
    """What a load did to one kind of record, by key."""

    created: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)

    @property
    def touched(self) -> list[str]:
        return sorted(self.created | self.updated)

    def __str__(self) -> str:
        unchanged = self.unchanged - self.created - self.updated
        return f"{len(self.created)} created, {len(self.updated)} updated, {len(unchanged)} unchanged"


def digest(values: Mapping[str, Any]) -> str:
    """The hash by which a later load sees whether the data changed."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def publish_new(rows: list[Any]) -> None:
    """Give rows that were just created their revision, their log and, where translated, their approval."""
    if not rows:
        return
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(type(rows[0]))
    revisions = Revision.objects.bulk_create(_revision(row, content_type, now) for row in rows)
    for row, revision in zip(rows, revisions, strict=True):
        row.latest_revision = row.live_revision = revision
    type(rows[0])._base_manager.bulk_update(rows, ["latest_revision", "live_revision"], batch_size=200)
    ModelLogEntry.objects.bulk_create(
        _entry(row, content_type, action, now) for row in rows for action in ("wagtail.create", "wagtail.publish")
    )
    Approval.objects.bulk_create(
        Approval(revision=row.live_revision, origin=ORIGIN) for row in rows if not is_source_locale(row.locale_id)
    )


def live_now(row: Any) -> Any:
    """A new row in the state of a published one."""
    row.live, row.has_unpublished_changes = True, False
    row.first_published_at = row.last_published_at = timezone.now()
    return row


def write_references(rows: Iterable[Any]) -> None:
    """The links of new source rows."""
    links = (
        Reference(source_kind=row.reference_kind, source_key=row.reference_key(), target_kind=kind, target_key=key)
        for row in rows
        for kind, key in dict.fromkeys(row.references())
    )
    Reference.objects.bulk_create(links, ignore_conflicts=True)


def _revision(row: models.Model, content_type: ContentType, now: datetime) -> Revision:
    return Revision(
        content_type=content_type,
        base_content_type=content_type,
        object_id=str(row.pk),
        content=row.serializable_data(),  # type: ignore[attr-defined]
        object_str=str(row),
        created_at=now,
    )


def _entry(row: Any, content_type: ContentType, action: str, now: datetime) -> ModelLogEntry:
    return ModelLogEntry(
        content_type=content_type,
        object_id=str(row.pk),
        label=str(row),
        action=action,
        timestamp=now,
        uuid=uuid.uuid4(),
        revision=row.live_revision,
        data={},
        content_changed=True,
    )
