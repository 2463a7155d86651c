"""Choosing what a best bet leads to, from all that can be found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from search.documents import PUBLIC, kind_label
from search.domain.text import compact
from search.models import DocumentRecord


def language() -> str:
    return (get_language() or "en")[:2]


def one_of_each() -> QuerySet[DocumentRecord]:
    """A record for every family: its first, in the editor's language if there is one."""
    own_first = Case(When(language=language(), then=Value(0)), default=Value(1))
    same = DocumentRecord.objects.filter(family_id=OuterRef("family_id"), visibility=PUBLIC)
    return DocumentRecord.objects.filter(
        visibility=PUBLIC, id=Subquery(same.order_by(own_first, "ordinal", "id").values("id")[:1])
    )


def of_family(family: str) -> DocumentRecord | None:
    return one_of_each().filter(family_id=family).first()


class FamilyFilterForm(BaseFilterForm):
    """By title, name or code in any language, or by the identifier itself."""

    q = forms.CharField(label=_("Title, name, article or CAS number"), required=False)

    def filter(self, objects: QuerySet[DocumentRecord]) -> QuerySet[DocumentRecord]:
        text = self.cleaned_data.get("q", "").strip()
        if not text:
            return objects
        self.is_searching, self.search_query = True, text
        named = Q(title__icontains=text) | Q(name_entries__start__startswith=compact(text) or text)
        families = DocumentRecord.objects.filter(named).values("family_id")
        return objects.filter(Q(family_id__in=families) | Q(family_id=text))


class FamilyColumns:
    """The results of the dialog: what it is called and what it is."""

    filter_form_class = FamilyFilterForm
    ordering = ["title", "id"]

    def get_object_list(self) -> QuerySet[DocumentRecord]:
        return one_of_each()

    @property
    def title_column(self) -> Any:
        column = super().title_column  # type: ignore[misc]
        column.accessor = "title"
        return column

    @property
    def columns(self) -> list[Column]:
        kind = Column("kind", label=_("Kind"), accessor=lambda record: kind_label(record.kind, language()))
        return [self.title_column, kind, Column("family_id", label=_("Identifier"))]


class FamilyChooseView(FamilyColumns, ChooseView):
    pass


class FamilyResultsView(FamilyColumns, ChooseResultsView):
    pass


class FamilyChosen:
    """What the dialog gives back; nobody learns the title of what is not in the list by its number."""

    def get_object(self, pk: str) -> DocumentRecord:
        return DocumentRecord.objects.get(pk=pk, visibility=PUBLIC)

    def get_objects(self, pks: list[str]) -> QuerySet[DocumentRecord]:
        return DocumentRecord.objects.filter(pk__in=pks, visibility=PUBLIC).order_by("pk")

    def get_object_id(self, instance: DocumentRecord) -> str:
        return instance.family_id

    def get_display_title(self, instance: DocumentRecord) -> str:
        return instance.title


class FamilyChosenView(FamilyChosen, ChosenView):
    pass


class FamilyChosenMultipleView(FamilyChosen, ChosenMultipleView):
    pass


class FamilyWidget(BaseChooser):
    """Holds the identifier of the family, shows its title; what is gone shows as its identifier."""

    show_edit_link = False

    def get_instance(self, value: Any) -> DocumentRecord | None:
        if not value or isinstance(value, DocumentRecord):
            return value or None
        return of_family(value) or DocumentRecord(family_id=value, title=value)

    def get_value_data_from_instance(self, instance: DocumentRecord) -> dict[str, Any]:
        return {"id": instance.family_id, "title": instance.title, "edit_url": None}


class FamilyChooserViewSet(ChooserViewSet):
    model = DocumentRecord
    icon = "search"
    choose_one_text = _("Choose a result")
    choose_another_text = _("Choose another result")
    choose_view_class = FamilyChooseView
    choose_results_view_class = FamilyResultsView
    chosen_view_class = FamilyChosenView
    chosen_multiple_view_class = FamilyChosenMultipleView
    base_widget_class = FamilyWidget
    register_widget = False


families = FamilyChooserViewSet("search_families", url_prefix="search/families")
