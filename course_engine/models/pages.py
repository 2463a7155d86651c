"""The page that holds items: a practice pool, a test or a survey. The only place where an item lives."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.pages.models.courses import unique_in_language
from cms.pages.models.identity import IdentifiedPage, KeyField
from cms.publishing.fields import synchronised
from cms.publishing.streams import RegistryStreamField
from course_engine.forms.pages import AssessmentPageForm

ITEMS = "assessment"
DRAWS = "assessment_draws"
INTRO_FEATURES = ["bold", "italic", "ul", "ol", "link", "subscript", "superscript", "term"]


class AssessmentPage(IdentifiedPage):
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

    assessment_id = KeyField(_("assessment key"))
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
    intro = RichTextField(_("introduction"), blank=True, features=INTRO_FEATURES)
    items = RegistryStreamField(ITEMS, blank=True, verbose_name=_("questions"))
    draws = RegistryStreamField(DRAWS, blank=True, verbose_name=_("questions drawn from other assessments"))

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("items"),
        FieldPanel("draws"),
    ]
    settings_panels = [
        *Page.settings_panels,
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
                FieldPanel("assessment_id", read_only=True),
            ],
            heading=_("Rules"),
        ),
    ]
    override_translatable_fields = synchronised(
        "slug",
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
    )
    base_form_class = AssessmentPageForm
    parent_page_types = ["pages.CoursePage", "pages.ModulePage"]
    subpage_types: list[str] = []
    search_fields = Page.search_fields  # the title alone: item texts, keys and feedback are never indexed
    api_fields: list[Any] = []
    exclude_fields_in_copy = ["assessment_id"]
    template = "course_engine/assessment.html"

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [unique_in_language("assessment_id")]

    def reference_key(self) -> str:
        return str(self.translation_key)  # learner records and practice blocks name an assessment so

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        return settings.COURSE_ENGINE == "on" and super().can_create_at(parent)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        # Reason for late import: views import the models.
        from course_engine.views.assessments import assessment_start  # noqa: PLC0415

        return assessment_start(request, self)
