"""The Convention's records in the editors' admin."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.convention.models import Chemical, Provision, ProvisionKind, Topic, Verification
from cms.convention.registered import ANNEXES, GROUPS
from cms.terminology.wagtail_hooks import TermViewSet


class ProvisionFilters(WagtailFilterSet):
    unit = django_filters.CharFilter(
        method="in_unit", label=_("Article or annex"), help_text=_("For example 5, or A for Annex A.")
    )
    kind = django_filters.ChoiceFilter(choices=ProvisionKind.choices, label=_("Kind"))
    verification = django_filters.ChoiceFilter(choices=Verification.choices, label=_("Verification"))

    class Meta:
        model = Provision
        fields: ClassVar[list[str]] = ["kind", "verification", "heading_verified"]

    def in_unit(self, queryset: QuerySet[Provision], _name: str, value: str) -> QuerySet[Provision]:
        value = value.strip().lower()
        unit = f"art_{value}" if value.isdigit() else f"annex_{value}"
        return queryset.filter(eid=unit) | queryset.filter(eid__startswith=f"{unit}__")


class ProvisionViewSet(SnippetViewSet):
    model = Provision
    icon = "doc-full"
    menu_label = _("Provisions")
    list_display: ClassVar[list[Any]] = ["citation", "heading", "kind", "verification"]
    list_per_page = 50
    ordering = ["order"]
    filterset_class = ProvisionFilters
    search_fields: ClassVar[list[str]] = ["citation", "heading", "summary", "eid"]


class ChemicalFilters(WagtailFilterSet):
    annex = django_filters.ChoiceFilter(method="having", label=_("Annex"), choices=list(ANNEXES.items()))
    group = django_filters.ChoiceFilter(method="having", label=_("Group"), choices=list(GROUPS.items()))

    class Meta:
        model = Chemical
        fields: ClassVar[list[str]] = ["verified", "year_listed"]

    def having(self, queryset: QuerySet[Chemical], name: str, value: str) -> QuerySet[Chemical]:
        # A few dozen rows, and no database-independent way to look into a JSON list.
        field = {"annex": "annexes", "group": "groups"}[name]
        return queryset.filter(pk__in=[pk for pk, values in queryset.values_list("pk", field) if value in values])


class ChemicalViewSet(SnippetViewSet):
    model = Chemical
    icon = "pick"
    menu_label = _("Chemicals")
    list_display: ClassVar[list[Any]] = ["name", "year_listed", "decision", "verified"]
    list_per_page = 50
    ordering = ["order"]
    filterset_class = ChemicalFilters
    search_fields: ClassVar[list[str]] = ["name", "slug", "decision"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display: ClassVar[list[Any]] = ["label", "slug"]
    list_per_page = 100
    search_fields: ClassVar[list[str]] = ["label", "slug"]


class ConventionGroup(SnippetViewSetGroup):
    menu_label = _("Convention")
    menu_icon = "doc-full-inverse"
    menu_order = 250
    items = (ProvisionViewSet, ChemicalViewSet, TopicViewSet, TermViewSet)


register_snippet(ConventionGroup)
