"""Trials of a rule before it is published: what was asked, how far it is, what it showed."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class EffectRun(models.Model):
    """One comparison of all searches with and without a version of a rule."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    revision_id = models.BigIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    # When a worker last got on with it; empty while it waits for one.
    moved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("effect on searches")
        verbose_name_plural = _("effects on searches")
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id"], name="search_effect_of_rule")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"
