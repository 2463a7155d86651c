"""Attempts: what was asked, what was answered, how it was marked."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from course_engine.models.enrolments import Enrolment, fraction_check
from course_engine.models.items import ItemText, ItemVersion


class Attempt(models.Model):
    """One sitting of an assessment, frozen at its start. Without a learner once the learner is erased."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        MARKING = "marking", _("Awaiting a person's marking")
        CLOSED = "closed", _("Closed")
        ABANDONED = "abandoned", _("Abandoned")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="attempts"
    )
    enrolment = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.SET_NULL, related_name="attempts")
    course_key = models.UUIDField(_("course"))
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    assessment_key = models.UUIDField(_("assessment"), db_index=True)
    kind = models.CharField(_("kind"), max_length=12)
    mode = models.CharField(_("mode"), max_length=40)
    number = models.PositiveIntegerField(_("number"))
    seed = models.BigIntegerField(_("seed"))
    rules = models.JSONField(_("frozen rules"), default=dict)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    language = models.CharField(_("language at the start"), max_length=10)
    started_at = models.DateTimeField(_("started at"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    max_score = models.FloatField(_("maximum score"), default=0.0)
    fraction = models.FloatField(_("fraction"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "assessment_key"], condition=Q(state="open"), name="engine_attempt_one_open"
            ),
            models.UniqueConstraint(fields=["user", "assessment_key", "number"], name="engine_attempt_number"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "marking", "closed", "abandoned"]), name="engine_attempt_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(submitted_at__isnull=False, fraction__isnull=False),
                name="engine_attempt_closed_is_marked",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(deadline__gt=F("started_at")), name="engine_attempt_deadline"
            ),
            fraction_check("engine_attempt_fraction"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_key} #{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class AttemptItem(models.Model):
    """One item in an attempt: its frozen version, its texts in every language that existed, its marking."""

    class State(models.TextChoices):
        OPEN = "open", _("Not marked yet")
        CORRECT = "correct", _("Correct")
        PARTIAL = "partial", _("Partly correct")
        INCORRECT = "incorrect", _("Not correct")
        PENDING = "pending", _("Awaiting a person's marking")
        UNANSWERED = "unanswered", _("Not answered")
        UNMARKED = "unmarked", _("Not marked")

    loaded_texts: list[ItemText] | None = None  # where a reader has joined them to the item

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="items")
    slot = models.PositiveIntegerField(_("position"))
    item_key = models.CharField(_("item"), max_length=64)
    assessment_key = models.UUIDField(_("the item's own assessment"))
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    # The version whose key marks the answer: the frozen one, or the corrected one after a regrade.
    key_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    texts = models.ManyToManyField(ItemText, related_name="+")
    links = models.JSONField(_("provisions, chemicals and objective"), default=dict, blank=True)
    response = models.JSONField(_("response"), null=True, blank=True)
    language = models.CharField(_("language of the response"), max_length=10, blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    fraction = models.FloatField(_("fraction"), null=True, blank=True)
    first_fraction = models.FloatField(_("fraction at the first try"), null=True, blank=True)
    response_class = models.JSONField(_("response class"), default=list, blank=True)
    feedback_ids = models.JSONField(_("feedback shown"), default=list, blank=True)
    comment = models.TextField(_("comment of the marker"), blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_at = models.DateTimeField(_("marked at"), null=True, blank=True)

    class Meta:
        permissions = [("mark_attemptitem", _("Can mark open answers"))]
        verbose_name = _("item of an attempt")
        verbose_name_plural = _("items of an attempt")
        ordering = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot"], name="engine_attempt_item_slot"),
            models.UniqueConstraint(fields=["attempt", "item_key"], name="engine_attempt_item_once"),
            fraction_check("engine_attempt_item_fraction"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.slot}"


class Response(models.Model):
    """One action of a learner in an attempt, with the answer it got: a replay is given the same bytes."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    item = models.ForeignKey(AttemptItem, null=True, blank=True, on_delete=models.CASCADE, related_name="responses")
    action_id = models.CharField(_("action id"), max_length=64)
    action = models.CharField(_("action"), max_length=12)
    fingerprint = models.CharField(_("fingerprint of the request"), max_length=64)
    data = models.JSONField(_("response"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    answer = models.TextField(_("answer given"))
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "action_id"], name="engine_response_action_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.action_id}"
