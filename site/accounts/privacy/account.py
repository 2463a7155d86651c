"""The account's own part of export and erasure: the user, addresses, second steps, sessions, queued mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry, Revision

from accounts.tasks import deliver

USER_FIELDS = (
    "email",
    "first_name",
    "last_name",
    "certificate_name",
    "language",
    "country",
    "sector",
    "organisation",
    "consent_version",
    "consented_at",
    "date_joined",
    "last_login",
    "is_staff",
    "is_superuser",
    "is_active",
)

Rows = Iterable[Mapping[str, Any]]


def export(user: Any) -> dict[str, Rows]:
    """Everything the account itself holds about this person; never a secret (password, two-step key)."""
    return {
        "account": [{name: getattr(user, name) for name in USER_FIELDS}],
        "email_addresses": EmailAddress.objects.filter(user=user).values("email", "verified", "primary"),
        "second_steps": Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at"),
        "groups": user.groups.values("name"),
        "sessions": [{"expires": session.expire_date} for session in sessions_of(user)],
        "page_edits": PageLogEntry.objects.filter(user=user).values("timestamp", "action", "label"),
        "revisions": Revision.objects.filter(user=user).values("created_at", "object_str"),
    }


def erase(user: Any) -> None:
    """End every session and delete the account with all that hangs on it."""
    for row in [*sessions_of(user), *waiting_mail_of(user)]:
        row.delete()
    user.delete()


def waiting_mail_of(user: Any) -> list[Any]:
    """Mail to this person that the queue holds, delivered or not."""
    tasks = DBTaskResult.objects.filter(task_path=deliver.module_path)
    return [task for task in tasks.iterator() if user.email in task.args_kwargs["args"][0]["to"]]


def sessions_of(user: Any) -> list[Session]:
    """The live sessions of this person. Sessions are opaque, so each is read; only export and erasure do this."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    return [row for row in live.iterator() if row.get_decoded().get("_auth_user_id") == str(user.pk)]
