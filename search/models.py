"""Search's own tables: what should be findable, under which names, and what still has to reach the index."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.documents import PUBLIC


class DocumentRecord(models.Model):
    """One row per document that should be findable; the final word on its visibility."""

    id = models.CharField(primary_key=True, max_length=255)
    family_id = models.CharField(max_length=200, db_index=True)
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=30)
    title = models.TextField()
    url = models.TextField()
    summary = models.TextField(blank=True)
    parent = models.CharField(max_length=200, blank=True)
    ordinal = models.IntegerField(default=0)
    visibility = models.CharField(max_length=10, default=PUBLIC)
    version = models.BigIntegerField()
    hash = models.CharField(max_length=32)
    source = models.CharField(max_length=50)
    key = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        indexes = [models.Index(fields=["source", "key"], name="search_record_source_key")]

    def __str__(self) -> str:
        return self.id


class NameEntry(models.Model):
    """A title, name or code of a document, from one of its words to the end: exact lookups and completions.

    `start` has no gaps, so that a name is found in one word and in several.
    """

    document = models.ForeignKey(DocumentRecord, on_delete=models.CASCADE, related_name="name_entries")
    start = models.CharField(max_length=200, db_index=True)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    is_name = models.BooleanField()

    class Meta:
        verbose_name = _("search name")
        verbose_name_plural = _("search names")

    def __str__(self) -> str:
        return self.text


class OutboxEntry(models.Model):
    """A change that the index must hear of; its id is the version of the documents it changed."""

    source = models.CharField(max_length=50)
    key = models.CharField(max_length=200)
    removed = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("search outbox entry")
        verbose_name_plural = _("search outbox entries")

    def __str__(self) -> str:
        return f"{self.id}: {self.source} {self.key}"


class Delivery(models.Model):
    """What became of an entry at one engine; no row: not tried yet, whenever that engine came to be."""

    entry = models.ForeignKey(OutboxEntry, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    engine = models.CharField(max_length=30)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search delivery")
        verbose_name_plural = _("search deliveries")
        constraints = [models.UniqueConstraint(fields=["entry", "engine"], name="search_delivery_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.engine}"


class EngineState(models.Model):
    """How an engine takes changes, and the generation whose completeness the deliveries vouch for."""

    engine = models.CharField(primary_key=True, max_length=30)
    generation = models.CharField(max_length=100, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("search engine")
        verbose_name_plural = _("search engines")

    def __str__(self) -> str:
        return self.engine
