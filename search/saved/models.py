"""What learners asked to keep, and since when each family of documents has been there to find."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.params import encode
from search.services.results import Query

MAX_NAME = 120


class SavedSearch(models.Model):
    """A query with its filters, in the language in which it was asked; `mail` asks to be told what is new."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=MAX_NAME)
    text = models.CharField(_("query"), max_length=400, blank=True)
    language = models.CharField(_("language"), max_length=10)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    mail = models.BooleanField(_("mail on new results"), default=False)
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    checked_at = models.DateTimeField(_("new since"))

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["mail", "user"], name="search_saved_mail")]

    def __str__(self) -> str:
        return self.name

    @property
    def query(self) -> Query:
        filters: Any = {name: tuple(values) for name, values in self.filters.items()}
        return Query(self.text, self.language, filters)

    @property
    def query_string(self) -> str:
        return encode(self.query)


class KnownFamily(models.Model):
    """A family that was there at some time: what is changed, or published again, is not new."""

    family_id = models.CharField(primary_key=True, max_length=200)
    first_seen = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("known family")
        verbose_name_plural = _("known families")

    def __str__(self) -> str:
        return self.family_id
