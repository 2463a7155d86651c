"""What a course asks, in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from cms.pages.models import CoursePage
from cms.publishing.locales import locale_for, source_locale
from course_engine.models import CourseRules
from course_engine.plugins.config import installed
from course_engine.plugins.registry import conditions, rules


class CourseRulesForm(WagtailAdminModelForm):
    """Courses and plugins by their names; condition trees are checked before they are kept."""

    plugins = forms.MultipleChoiceField(
        label=gettext_lazy("Plugins"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen means all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locale = locale_for(get_language() or "") or source_locale()
        courses = CoursePage.objects.filter(locale=locale).order_by("title").values_list("translation_key", "title")
        self.fields["course_key"] = forms.TypedChoiceField(
            label=gettext_lazy("Course"), choices=[(str(key), title) for key, title in courses]
        )
        self.fields["plugins"].choices = [(slug, str(plugin.verbose_name)) for slug, plugin in installed.items()]

    def clean_conditions(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data["conditions"] or {}
        for tree in found.values():
            check_tree(tree)
        return found

    def clean_completion(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data["completion"] or {}
        for slugs in found.values():
            unknown = [slug for slug in slugs if slug not in rules]
            if unknown:
                raise forms.ValidationError(unknown_name(unknown[0]))
        return found


def check_tree(tree: Any) -> None:
    """Refuse a condition that does not exist, however deep it stands."""
    if not isinstance(tree, dict):
        raise forms.ValidationError(unknown_name(str(tree)))
    for name in ("all", "any"):
        for branch in tree.get(name, []):
            check_tree(branch)
    if "not" in tree:
        check_tree(tree["not"])
    if "condition" in tree and tree["condition"] not in conditions:
        raise forms.ValidationError(unknown_name(str(tree["condition"])))


def unknown_name(name: str) -> str:
    return str(gettext_lazy("There is no “%(name)s”.")) % {"name": name}


class CourseRulesViewSet(ModelViewSet):
    model = CourseRules
    name = "course_rules"
    icon = "list-ul"
    menu_label = gettext_lazy("Course rules")
    add_to_admin_menu = False
    list_display = ["course_title", "order", "valid_months"]
    panels = [
        FieldPanel("course_key"),
        FieldPanel("order"),
        MultiFieldPanel([FieldPanel("certificate_requires"), FieldPanel("valid_months")], gettext_lazy("Certificate")),
        MultiFieldPanel(
            [FieldPanel("plugins"), FieldPanel("conditions"), FieldPanel("completion")], gettext_lazy("For specialists")
        ),
    ]


course_rules = CourseRulesViewSet()
