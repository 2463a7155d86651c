"""The course tree: index > course > module > lesson."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from cms.pages import context
from cms.pages.api_fields import BodyField, LanguagesField, RecordsField, SourceField, TextBlocksField
from cms.pages.models.identity import IdentifiedPage, KeyField
from cms.publishing.fields import KeyListField, synchronised
from cms.publishing.mixins import PublishedPage
from cms.publishing.streams import RegistryStreamField


class Area(models.TextChoices):
    """The key areas of the course."""

    INTRODUCTION = "introduction", _("Introduction to the Convention")
    POPS = "pops", _("POPs, their sources and uses")
    PROVISIONS = "provisions", _("Provisions and how they are applied")
    NIP = "nip", _("National Implementation Plan")
    ESM = "esm", _("Environmentally sound management")


def unique_in_language(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=[name, "language_code"],
        name=f"unique_{name}_in_language",
        violation_error_message=_("This key is taken in this language."),
    )


class CourseIndexPage(PublishedPage, Page):
    """The catalogue."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences above the courses."))

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    override_translatable_fields = synchronised("slug")
    api_fields = [APIField("intro"), APIField("languages", LanguagesField())]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.CoursePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("course catalogue")
        verbose_name_plural = _("course catalogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | context.catalogue(request, self)


class CoursePage(IdentifiedPage):
    """A course."""

    course_id = KeyField(_("course key"))
    edition = models.CharField(_("edition"), max_length=32, blank=True, help_text=_("A date, for example 2026-11-01."))
    summary = models.TextField(_("summary"), blank=True, help_text=_("Two or three sentences for the catalogue."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0, help_text=_("How long the course takes."))
    audience = KeyListField(_("audience"), target="sector")
    objectives = RegistryStreamField("objectives", blank=True, verbose_name=_("objectives"))
    licence = models.CharField(_("licence"), max_length=200, blank=True)

    machine_keys = ("course_id",)
    reference_kind = "course"
    exclude_fields_in_copy = ["course_id"]
    override_translatable_fields = synchronised("slug", "course_id", "edition", "licence", "minutes", "audience")

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("audience"), FieldPanel("licence")], _("About the course")),
        MultiFieldPanel([FieldPanel("edition"), FieldPanel("course_id", read_only=True)], _("Identity")),
    ]
    api_fields = [
        *(APIField(name, SourceField()) for name in ("course_id", "edition", "minutes", "audience", "licence")),
        APIField("summary"),
        APIField("objectives", TextBlocksField()),
        APIField("languages", LanguagesField()),
    ]
    parent_page_types = ["pages.CourseIndexPage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [unique_in_language("course_id")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | context.course(request, self)


class ModulePage(IdentifiedPage):
    """A module of a course."""

    module_id = KeyField(_("module key"))
    area = models.CharField(_("key area"), max_length=16, choices=Area.choices, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    machine_keys = ("module_id",)
    reference_kind = "module"
    exclude_fields_in_copy = ["module_id"]
    override_translatable_fields = synchronised("slug", "module_id", "area")

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("area"),
        FieldPanel("module_id", read_only=True),
    ]
    api_fields = [
        *(APIField(name, SourceField()) for name in ("module_id", "area")),
        APIField("summary"),
        APIField("languages", LanguagesField()),
    ]
    parent_page_types = ["pages.CoursePage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = [unique_in_language("module_id")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | context.module(request, self)


class LessonPage(IdentifiedPage):
    """A lesson."""

    lesson_id = KeyField(_("lesson key"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0, help_text=_("How long the lesson takes."))
    objectives = RegistryStreamField("objectives", blank=True, verbose_name=_("objectives"))
    body = RegistryStreamField("lesson", blank=True, verbose_name=_("body"))
    provisions = KeyListField(_("provisions"), target="provision")
    chemicals = KeyListField(_("chemicals"), target="chemical")
    terms = KeyListField(_("terms"), target="term")

    machine_keys = ("lesson_id",)
    reference_kind = "lesson"
    exclude_fields_in_copy = ["lesson_id"]
    override_translatable_fields = synchronised("slug", "lesson_id", "minutes", "provisions", "chemicals", "terms")

    content_panels = [
        *Page.content_panels,
        FieldPanel("objectives"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("provisions"), FieldPanel("chemicals"), FieldPanel("terms")], _("What this lesson teaches")
        ),
        FieldPanel("minutes"),
        FieldPanel("lesson_id", read_only=True),
    ]
    api_fields = [
        *(APIField(name, SourceField()) for name in ("lesson_id", "minutes", "terms")),
        APIField("objectives", TextBlocksField()),
        APIField("body", BodyField()),
        *(APIField(name, RecordsField()) for name in ("provisions", "chemicals")),
        APIField("languages", LanguagesField()),
    ]
    parent_page_types = ["pages.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [unique_in_language("lesson_id")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | context.lesson(request, self)
