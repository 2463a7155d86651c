"""Who learns what, how far they are, and what they have achieved."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def fraction_check(name: str, field: str = "fraction") -> models.CheckConstraint:
    """A database check that a fraction lies between 0 and 1."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": 0, f"{field}__lte": 1}) | Q(**{f"{field}__isnull": True}), name=name
    )


class ActivityKind(models.TextChoices):
    """What a progress or completion record stands for; a plugin's activity type may add its own word."""

    COURSE = "course", _("Course")
    MODULE = "module", _("Module")
    LESSON = "lesson", _("Lesson")
    ASSESSMENT = "assessment", _("Assessment")


class Enrolment(models.Model):
    """One learner in one edition of one course."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        LEFT = "left", _("Left")
        COMPLETED = "completed", _("Completed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course_key = models.UUIDField(_("course"), db_index=True)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.ACTIVE)
    enrolled_at = models.DateTimeField(_("enrolled at"), auto_now_add=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    last_activity_key = models.UUIDField(_("last activity"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("last seen at"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-enrolled_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "course_key", "edition"], name="engine_enrolment_once"),
            models.CheckConstraint(
                condition=Q(state__in=["active", "left", "completed"]), name="engine_enrolment_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_key} {self.edition}"

    @property
    def is_open(self) -> bool:
        """Whether the learner may go on: a completed course stays open for reading and practice."""
        return self.state != self.State.LEFT


class Progress(models.Model):
    """How far one learner is in one activity, and where to resume."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    activity_key = models.UUIDField(_("activity"))
    kind = models.CharField(_("kind"), max_length=40, default=ActivityKind.LESSON)
    fraction = models.FloatField(_("fraction"), default=0.0)
    position = models.CharField(_("position"), max_length=120, blank=True)
    viewed_at = models.DateTimeField(_("viewed at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="engine_progress_once"),
            fraction_check("engine_progress_fraction"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_key} {self.fraction:.0%}"


class Grade(models.Model):
    """The mark of one learner for one assessment, by the assessment's rule over the attempts."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="grades")
    assessment_key = models.UUIDField(_("assessment"))
    rule = models.CharField(_("rule"), max_length=12)
    fraction = models.FloatField(_("fraction"))
    passed = models.BooleanField(_("passed"), default=False)
    passed_at = models.DateTimeField(_("passed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "assessment_key"], name="engine_grade_once"),
            fraction_check("engine_grade_fraction"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_key} {self.fraction:.0%}"


class Completion(models.Model):
    """An activity, module or course that one learner has completed; never taken back by an edit."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    activity_key = models.UUIDField(_("activity"))
    kind = models.CharField(_("kind"), max_length=40, default=ActivityKind.LESSON)
    completed_at = models.DateTimeField(_("completed at"), auto_now_add=True)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        ordering = ["completed_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="engine_completion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.activity_key}"
