"""A person's records: all of them out, or all of them gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from django.db import transaction
from django.utils import timezone

from course_engine.models import (
    Attempt,
    AttemptItem,
    AuditEntry,
    Certificate,
    Completion,
    Enrolment,
    EventOutbox,
    Grade,
    Progress,
    Response,
)
from course_engine.plugins.config import installed
from course_engine.services import audit

Rows = Iterable[Mapping[str, Any]]


def export_user(*, user: Any) -> dict[str, Rows]:
    """Everything the engine and its plugins keep of this person, by table; no answer key among it."""
    own = {"enrolment__user": user}
    tables: dict[str, Rows] = {
        "enrolments": _rows(Enrolment, {"user": user}, "user"),
        "progress": _rows(Progress, own),
        "attempts": _rows(Attempt, {"user": user}, "user", "seed"),
        "answers": _rows(
            AttemptItem,
            {"attempt__user": user},
            "version",
            "key_version",
            "feedback_ids",
            "response_class",
            "marked_by",
        ),
        "answer_actions": _rows(Response, {"attempt__user": user}, "answer", "fingerprint"),
        "grades": _rows(Grade, own),
        "completions": _rows(Completion, own),
        "certificates": _rows(Certificate, {"user": user}, "user"),
        "events": _rows(EventOutbox, {"user": user}, "user"),
        "audit_log": list(AuditEntry.objects.filter(actor=str(user.pk)).values("at", "action", "subject")),
    }
    for slug, module in _plugin_privacy():
        tables[f"plugin_{slug}"] = [module.export(user.pk)]
    return tables


def _rows(model: Any, wanted: dict[str, Any], *without: str) -> Rows:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in without]
    return list(model.objects.filter(**wanted).order_by("pk").values(*names))


@transaction.atomic
def erase_user(*, user: Any) -> None:
    """Remove this person from every record. Marks stay for statistics, certificates stay verifiable: nobody's.

    Doing it twice does no harm: it also runs when the user's row is deleted.
    """
    attempts = Attempt.objects.filter(user=user)
    AttemptItem.objects.filter(attempt__user=user).update(response=None, language="", comment="")
    Response.objects.filter(attempt__user=user).delete()
    attempts.filter(state=Attempt.State.OPEN).update(state=Attempt.State.ABANDONED)
    found = attempts.update(user=None, enrolment=None)
    AttemptItem.objects.filter(marked_by=user).update(marked_by=None)
    found += Certificate.objects.filter(user=user).update(user=None, name="", erased_at=timezone.now())
    EventOutbox.objects.filter(user=user).delete()
    found += Enrolment.objects.filter(user=user).delete()[0]
    for _slug, module in _plugin_privacy():
        module.erase(user.pk)
    if found:
        audit.record(actor=None, action="person.erased", subject=f"user:{user.pk}")


def _plugin_privacy() -> list[tuple[str, Any]]:
    return [
        (slug, import_module(f"{plugin.name}.privacy"))
        for slug, plugin in installed.items()
        if plugin.stores_personal_data
    ]
