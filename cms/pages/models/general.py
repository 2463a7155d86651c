"""Pages outside the courses."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.pages import context
from cms.pages.api_fields import BodyField, LanguagesField
from cms.publishing.fields import synchronised
from cms.publishing.mixins import PublishedPage
from cms.publishing.streams import RegistryStreamField
from cms.publishing.urls import home_paths


class HomePage(PublishedPage, Page):
    """The home page of a language, and the door to every page below it."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the title."))
    body = RegistryStreamField("page", blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    api_fields = [APIField("lead"), APIField("body", BodyField()), APIField("languages", LanguagesField())]
    override_translatable_fields = synchronised("slug")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.CourseIndexPage", "pages.StandardPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        saved = super().save(*args, **kwargs)
        home_paths.forget()
        return saved

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page by its path in one query, where Wagtail makes two for every level."""
        if path_components:
            url_path = f"{self.url_path}{'/'.join(path_components)}/"
            page = Page.objects.live().filter(url_path=url_path).first()
            if page is not None:
                return RouteResult(page.specific)
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | context.home(request, self)


class StandardPage(PublishedPage, Page):
    """A page of text: the guide, privacy, accessibility."""

    intro = models.TextField(_("introduction"), blank=True)
    body = RegistryStreamField("page", blank=True, verbose_name=_("body"))

    reference_kind = "page"
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    api_fields = [APIField("intro"), APIField("body", BodyField()), APIField("languages", LanguagesField())]
    override_translatable_fields = synchronised("slug")
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | context.standard(request, self)
