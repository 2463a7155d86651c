"""Frozen items: the key of a version, and its texts in one language, each named by its hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def digest(value: Any) -> str:
    """SHA-256 of a JSON value, independent of the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class ItemVersion(models.Model):
    """The language-free part of an item: ids, what is correct, points, rules. Never served."""

    assessment_key = models.UUIDField(_("assessment"))
    item_key = models.CharField(_("item"), max_length=64)
    type = models.CharField(_("type"), max_length=40)
    hash = models.CharField(_("hash"), max_length=64)
    frozen = models.JSONField(_("frozen item"))
    max_score = models.FloatField(_("maximum score"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        permissions = [("regrade_itemversion", _("Can correct keys and mark anew"))]
        verbose_name = _("item version")
        verbose_name_plural = _("item versions")
        constraints = [
            models.UniqueConstraint(fields=["assessment_key", "item_key", "hash"], name="engine_item_version_once"),
            models.CheckConstraint(condition=models.Q(max_score__gte=0), name="engine_item_version_score"),
        ]

    def __str__(self) -> str:
        return f"{self.item_key} {self.hash[:8]}"


class ItemText(models.Model):
    """The texts of an item in one language: a comma in Spanish starts no new statistics."""

    assessment_key = models.UUIDField(_("assessment"))
    item_key = models.CharField(_("item"), max_length=64)
    language = models.CharField(_("language"), max_length=10)
    hash = models.CharField(_("hash"), max_length=64)
    texts = models.JSONField(_("texts"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("item text")
        verbose_name_plural = _("item texts")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment_key", "item_key", "language", "hash"], name="engine_item_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_key} {self.language} {self.hash[:8]}"
