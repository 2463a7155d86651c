"""What one course asks: its plugins, order, conditions, completion and certificate."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.pages.models import CoursePage
from cms.publishing.fields import KeyListField
from cms.publishing.locales import source_locale


class CourseRules(models.Model):
    """The engine's settings of one course, held by its key. A course without any uses the defaults."""

    class Order(models.TextChoices):
        FREE = "free", _("Any order")
        SEQUENTIAL = "sequential", _("One after the other")

    course_key = models.UUIDField(_("course"), unique=True)
    order = models.CharField(_("order of activities"), max_length=12, choices=Order, default=Order.FREE)
    certificate_requires = KeyListField(_("assessments to pass for the certificate"), target="assessment")
    valid_months = models.PositiveIntegerField(_("months the certificate is valid"), null=True, blank=True)
    plugins = models.JSONField(
        _("plugins"), default=list, blank=True, help_text=_("Slugs of the plugins in use; empty means all.")
    )
    conditions = models.JSONField(_("access conditions by activity"), default=dict, blank=True)
    completion = models.JSONField(_("completion rules by kind or activity"), default=dict, blank=True)

    class Meta:
        verbose_name = _("course rules")
        verbose_name_plural = _("course rules")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(order__in=["free", "sequential"]), name="engine_course_rules_order"
            )
        ]

    def __str__(self) -> str:
        return self.course_title or str(self.course_key)

    @cached_property
    def course_title(self) -> str:
        rows = CoursePage.objects.filter(translation_key=self.course_key, locale=source_locale())
        return rows.values_list("title", flat=True).first() or ""
