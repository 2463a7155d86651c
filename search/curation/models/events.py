"""One row per search that a reader made: nothing in it says who the reader is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Surface(models.TextChoices):
    PAGE = "page", _("Search page")
    API = "api", _("API")


class SearchEvent(models.Model):
    """No user, session, address or cookie; the id is random, so that rows do not tell who searched next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    query = models.CharField(_("query"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    engine = models.CharField(_("engine"), max_length=30)
    degraded = models.BooleanField(_("stand-in engine"), default=False)
    count = models.PositiveIntegerField(_("results"))
    answered = models.BooleanField(_("answer card"), default=False)
    # Nothing has most of the words, and what comes near was shown under that label.
    nearest = models.BooleanField(_("only what comes near"), default=False)
    surface = models.CharField(_("asked on"), max_length=10, choices=Surface.choices)
    clicked_family = models.CharField(_("opened"), max_length=200, blank=True)
    clicked_rank = models.PositiveSmallIntegerField(_("at place"), null=True, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        # Reports are for those who can make something of them; the rights to change are nobody's.
        default_permissions = ("view",)
        indexes = [models.Index(fields=["at", "language"], name="search_event_at_language")]

    def __str__(self) -> str:
        return self.query
