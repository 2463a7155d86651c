"""Writing and checking the audit log."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from course_engine.models.audit import GENESIS, AuditEntry, AuditHead


def record(*, actor: Any, action: str, subject: str, data: dict[str, Any] | None = None) -> AuditEntry:
    """Append an entry inside the caller's transaction; call it last, for it holds the chain's lock."""
    with transaction.atomic():
        AuditHead.objects.get_or_create(pk=1)
        head = AuditHead.objects.select_for_update().get(pk=1)
        entry = AuditEntry(
            at=timezone.now(),
            actor=str(getattr(actor, "pk", None) or ""),
            action=action,
            subject=subject,
            data=data or {},
            previous=head.hash,
        )
        entry.hash = entry_hash(entry)
        entry.save()
        head.hash, head.count = entry.hash, head.count + 1
        head.save(update_fields=["hash", "count"])
        return entry


def entry_hash(entry: AuditEntry) -> str:
    """The hash over everything an entry says and the hash before it."""
    at: datetime = entry.at
    parts = [entry.previous, at.isoformat(), entry.actor, entry.action, entry.subject, entry.data]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify_chain() -> int | None:
    """None when the whole chain holds; else the number of the first entry that does not fit (1-based)."""
    previous, count = GENESIS, 0
    for entry in AuditEntry.objects.order_by("pk").iterator():
        count += 1
        if entry.previous != previous or entry.hash != entry_hash(entry):
            return count
        previous = entry.hash
    head = AuditHead.objects.filter(pk=1).first()
    expected = (head.hash, head.count) if head else (GENESIS, 0)
    return None if expected == (previous, count) else count + 1
