"""The page that holds items: a practice pool, a test or a survey. The only place where an item lives."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.publishing.fields import synchronised, translated
from cms.publishing.mixins import PublishedPage
from cms.publishing.streams import RegistryStreamField

ITEMS = "assessment"
DRAWS = "assessment_draws"


class AssessmentPage(PublishedPage, Page):
    """Items and the rules of answering them. No API fields, no search fields: nothing may leak a key."""

    reference_kind = "assessment"
    machine_keys = ("assessment_id",)

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("Practice")
        TEST = "test", _("Test")
        SURVEY = "survey", _("Survey")

    class GradeRule(models.TextChoices):
        BEST = "best", _("Best attempt")
        LAST = "last", _("Last attempt")
        FIRST = "first", _("First attempt")
        MEAN = "mean", _("Mean of the attempts")

    assessment_id = models.CharField(
        _("assessment id"), max_length=120, blank=True, help_text=_("Never changes. Left empty, one is made.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TEST)
    mode = models.CharField(_("mode"), max_length=40, default="deferred")
    pass_percent = models.PositiveSmallIntegerField(
        _("percent to pass"), default=70, validators=[MaxValueValidator(100)]
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("0 means no limit."))
    delay_minutes = models.PositiveIntegerField(_("minutes between attempts"), default=0)
    time_limit_minutes = models.PositiveIntegerField(_("time limit in minutes"), null=True, blank=True)
    shuffle_items = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    grade_rule = models.CharField(_("grade"), max_length=8, choices=GradeRule, default=GradeRule.BEST)
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "ol", "link"])
    items = RegistryStreamField(ITEMS, blank=True, verbose_name=_("questions"))
    draws = RegistryStreamField(DRAWS, blank=True, verbose_name=_("questions drawn from other assessments"))

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("items"),
        FieldPanel("draws"),
    ]
    promote_panels = [FieldPanel("slug")]
    settings_panels = [
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("mode"),
                FieldPanel("pass_percent"),
                FieldPanel("attempts"),
                FieldPanel("delay_minutes"),
                FieldPanel("time_limit_minutes"),
                FieldPanel("shuffle_items"),
                FieldPanel("shuffle_options"),
                FieldPanel("grade_rule"),
                FieldPanel("assessment_id"),
            ],
            heading=_("Rules"),
        ),
    ]
    override_translatable_fields = [
        *translated("title", "slug", "intro", "items"),
        *synchronised(
            "assessment_id",
            "kind",
            "mode",
            "pass_percent",
            "attempts",
            "delay_minutes",
            "time_limit_minutes",
            "shuffle_items",
            "shuffle_options",
            "grade_rule",
            "draws",
        ),
    ]
    parent_page_types = ["pages.CoursePage", "pages.ModulePage"]
    subpage_types: list[str] = []
    search_fields = Page.search_fields  # the title alone: item texts, keys and feedback are never indexed
    api_fields: list[Any] = []
    exclude_fields_in_copy = ["assessment_id"]
    template = "course_engine/assessment.html"

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.mint_id()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.mint_id()
        return super().save(*args, **kwargs)

    def mint_id(self) -> None:
        """Give a page written in the admin, or copied, an id of its own."""
        self.assessment_id = self.assessment_id or f"assessment-{uuid.uuid4().hex[:12]}"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Reason for late import: views import the models.
        from course_engine.views.assessments import assessment_start  # noqa: PLC0415

        return assessment_start(request, self)
