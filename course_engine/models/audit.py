"""The audit log: append-only, each entry holding the hash of the one before."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


class AppendOnlyError(TypeError):
    """Someone tried to change or delete an entry of the audit log."""


class AppendOnlyQuerySet(models.QuerySet["AuditEntry"]):
    """Reads and adds; never changes."""

    def update(self, **kwargs: Any) -> int:  # noqa: ARG002 - refused whatever is asked
        raise AppendOnlyError("The audit log is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("The audit log is append-only.")


class AuditEntry(models.Model):
    """What was done, by whom, to what. People are named by number alone, so erasure breaks no hash."""

    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("actor"), max_length=40, blank=True)
    action = models.CharField(_("action"), max_length=60)
    subject = models.CharField(_("subject"), max_length=120)
    data = models.JSONField(_("data"), default=dict)
    previous = models.CharField(_("hash of the entry before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002
        raise AppendOnlyError("The audit log is append-only.")


class AuditHead(models.Model):
    """The end of the chain: its lock orders writers, its count shows a log that lost its tail."""

    hash = models.CharField(_("hash"), max_length=64, default=GENESIS)
    count = models.PositiveBigIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("end of the audit log")
        verbose_name_plural = _("ends of the audit log")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="engine_audit_one_head")]

    def __str__(self) -> str:
        return f"{self.count} {self.hash[:8]}"
