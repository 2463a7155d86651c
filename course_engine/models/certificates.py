"""Certificates: a random number that anyone can verify, also after the person is erased."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 120


def new_number() -> str:
    """A certificate's number: 128 random bits, in hexadecimal."""
    return secrets.token_hex(16)


class Certificate(models.Model):
    """What a document is drawn from: everything it says is kept here, so its bytes never change."""

    number = models.CharField(_("number"), max_length=32, unique=True, default=new_number, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    name = models.CharField(_("name on the certificate"), max_length=NAME_LENGTH, blank=True)
    course_key = models.UUIDField(_("course"))
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    titles = models.JSONField(_("course title by language"), default=dict)
    details = models.JSONField(_("what it certifies"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=10)
    issued_at = models.DateTimeField(_("issued at"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason for revocation"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("holder erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "course_key", "edition"], name="engine_certificate_once"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", user__isnull=True),
                name="engine_certificate_erased_has_no_name",
            ),
        ]

    def __str__(self) -> str:
        return self.number
