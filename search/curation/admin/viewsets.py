"""Synonym rules and best bets as snippets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from search.curation.admin.families import families, one_of_each
from search.curation.models import BestBet, SynonymRule
from search.curation.redaction import MAX_LENGTH


class PrefilledCreateView(CreateView):
    """A new rule from a row of a report: its query and language stand in the form already."""

    filled: ClassVar[str]

    def get_initial(self) -> dict[str, Any]:
        asked = {"language": self.request.GET.get("language"), self.filled: self.request.GET.get("query")}
        return {**super().get_initial(), **{name: value[:MAX_LENGTH] for name, value in asked.items() if value}}


class SynonymCreateView(PrefilledCreateView):
    filled = "expressions"


class BestBetCreateView(PrefilledCreateView):
    filled = "queries"


class TriedEditView(EditView):
    """The form of a rule, with the way to its trial."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("search_curation_effect", args=[self.model._meta.model_name, self.object.pk])
        return [
            *getattr(super(), "header_buttons", []),
            HeaderButton(_("Effect on searches"), url=url, icon_name="search"),
        ]


class CuratedViewSet(SnippetViewSet):
    edit_view_class = TriedEditView
    list_per_page = 50
    inspect_view_enabled = False


class SynonymRuleViewSet(CuratedViewSet):
    model = SynonymRule
    icon = "resubmit"
    menu_label = _("Synonyms")
    add_view_class = SynonymCreateView
    list_display: ClassVar[list[Any]] = ["__str__", "language", "direction", UpdatedAtColumn(), LiveStatusTagColumn()]
    list_filter: ClassVar[list[str]] = ["language", "direction", "live"]
    search_fields: ClassVar[list[str]] = ["expressions", "also_found", "note"]


class TargetColumn(Column):
    """The title of what a best bet leads to, or that readers find nothing of that name."""

    cell_template_name = "search_curation/admin/target.html"


class BestBetViewSet(CuratedViewSet):
    model = BestBet
    icon = "pick"
    menu_label = _("Best bets")
    add_view_class = BestBetCreateView
    panels: ClassVar[list[Any]] = [
        HelpPanel(
            _(
                "A best bet acts as soon as it is published. Save a draft and open “Effect on searches” to see first"
                " what it would change."
            )
        ),
        MultiFieldPanel([FieldPanel("language"), FieldPanel("queries"), FieldPanel("match")], heading=_("Queries")),
        MultiFieldPanel(
            [FieldPanel("family", widget=families.widget_class), FieldPanel("action")], heading=_("Result")
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], heading=_("Days")),
        FieldPanel("note"),
    ]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        TargetColumn("target", label=_("Result")),
        "language",
        "action",
        "starts_on",
        "ends_on",
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter: ClassVar[list[str]] = ["language", "action", "match", "live"]
    search_fields: ClassVar[list[str]] = ["queries", "family", "note"]

    def get_queryset(self, _request: HttpRequest) -> QuerySet[BestBet]:
        titles = one_of_each().filter(family_id=OuterRef("family")).values("title")
        return BestBet.objects.annotate(target=Subquery(titles[:1]))


class SearchGroup(SnippetViewSetGroup):
    menu_label = _("Search rules")
    menu_icon = "search"
    menu_order = 260
    items = (SynonymRuleViewSet, BestBetViewSet)
