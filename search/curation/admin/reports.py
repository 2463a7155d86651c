"""What readers look for: without result, without interest, and most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django.conf import settings
from django.db.models import Avg, Count, F, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from search.curation.models import BestBet, SearchEvent, SynonymRule
from search.curation.models.events import Surface
from search.curation.redaction import is_redacted
from search.curation.retention import KEPT
from search.domain.text import fold
from search.spreadsheets import safe

# A result is hardly ever opened when fewer than one search in five opens one; below five searches nobody can tell.
LOW_SHARE = 0.2
MIN_SHOWN = 5
DAYS = (7, 30, 90)
# Nothing was found, or nothing that has most of the words: either way our texts do not say it.
EMPTY = Q(answered=False) & (Q(count=0) | Q(nearest=True))
LANGUAGES = dict(settings.LANGUAGES)
Json = dict[str, Any]


def _last_days(days: int) -> str:
    return gettext("Last %(days)s days") % {"days": days}


# A number cannot be put into a text before its language is known.
last_days = lazy(_last_days, str)


class PeriodFilters(WagtailFilterSet):
    days = django_filters.ChoiceFilter(
        label=_("Period"),
        method="since",
        choices=[(str(days), last_days(days)) for days in DAYS],
    )
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    query = django_filters.CharFilter(label=_("With the words"), method="having")

    class Meta:
        model = SearchEvent
        fields: ClassVar[list[str]] = []

    def since(self, queryset: QuerySet[SearchEvent], _name: str, value: str) -> QuerySet[SearchEvent]:
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(value)))

    def having(self, queryset: QuerySet[SearchEvent], _name: str, value: str) -> QuerySet[SearchEvent]:
        """In the form in which queries are kept: without capitals and accents."""
        return queryset.filter(query__contains=" ".join(fold(value).split()))


class WaysColumn(Column):
    """From a row to what can be done about it."""

    cell_template_name = "search_curation/admin/ways.html"

    def get_cell_context_data(self, instance: Json, parent_context: Json) -> Json:
        user = parent_context["request"].user
        asked = urlencode({"query": instance["query"], "language": instance["language"]})
        ways = [(_("Try it"), try_url(instance))]
        if not is_redacted(instance["query"]):
            for model, label in ((SynonymRule, _("Make a synonym")), (BestBet, _("Make a best bet"))):
                if user.has_perm(f"search_curation.add_{model._meta.model_name}"):
                    ways.append((label, f"{reverse(model.snippet_viewset.get_url_name('add'))}?{asked}"))
        return {**super().get_cell_context_data(instance, parent_context), "ways": ways}


def try_url(row: Json) -> str:
    """The search page in the reader's language; a row of the log is made by readers, so the page opens elsewhere."""
    with override(row["language"]):
        return f"{reverse('search:index')}?{urlencode({'q': row['query']})}"


def percent(part: str, whole: str) -> Callable[[Json], str]:
    return lambda row: f"{round(100 * row[part] / row[whole])} %" if row[whole] else ""


class SearchReport(ReportView):
    """Searches counted by query and language; the most frequent first."""

    model = SearchEvent
    any_permission_required: ClassVar[list[str]] = ["view"]
    filterset_class = PeriodFilters
    header_icon = "search"
    default_ordering = None
    paginate_by = 50
    custom_field_preprocess: ClassVar[Json] = {"query": {"csv": safe, "xlsx": safe}}
    list_export: ClassVar[list[str]] = ["query", "language", "times", "last"]
    export_headings: ClassVar[Json] = {
        "query": _("Query"),
        "language": _("Language"),
        "times": _("Searches"),
        "clicks": _("Searches with something opened"),
        "empty": _("Searches without result"),
        "near": _("Searches that showed only what comes near"),
        "found": _("Results on average"),
        "last": _("Last time"),
    }
    more_columns: ClassVar[list[Column]] = []

    @property
    def columns(self) -> list[Column]:
        return [
            Column("query", label=_("Query")),
            Column("language", label=_("Language"), accessor=lambda row: LANGUAGES[row["language"]]),
            Column("times", label=_("Searches")),
            *self.more_columns,
            DateColumn("last", label=_("Last time")),
            WaysColumn("ways", label=_("What to do")),
        ]

    def get_queryset(self) -> QuerySet[SearchEvent]:
        return SearchEvent.objects.filter(at__gte=timezone.now() - KEPT)

    def get_filtered_queryset(self) -> Any:
        """Filtered first and counted afterwards."""
        return self.counted(self.filter_queryset(self.get_queryset()))

    def counted(self, events: QuerySet[SearchEvent]) -> Any:
        rows = (
            events.order_by()
            .values("query", "language")
            .annotate(
                times=Count("pk"),
                clicks=Count("pk", filter=~Q(clicked_family="")),
                empty=Count("pk", filter=EMPTY),
                near=Count("pk", filter=EMPTY & Q(count__gt=0)),
                found=Avg("count"),
                last=Max("at"),
            )
        )
        return rows.order_by("-times", "-last", "query", "language")


def shown_instead(times: int, near: int) -> str:
    """Nothing, what comes near, or how often each: the same query finds more as texts are added."""
    if near in (0, times):
        return gettext("Only what comes near") if near else gettext("Nothing")
    return gettext("Nothing: %(nothing)s, only what comes near: %(near)s") % {"nothing": times - near, "near": near}


class ZeroResultsReport(SearchReport):
    page_title = _("Searches without result")
    index_url_name = "search_curation_zero"
    index_results_url_name = "search_curation_zero_results"
    export_filename = "searches-without-result"
    list_export: ClassVar[list[str]] = ["query", "language", "times", "near", "last"]
    more_columns: ClassVar[list[Column]] = [
        Column("near", label=_("What was shown"), accessor=lambda row: shown_instead(row["times"], row["near"]))
    ]

    def get_queryset(self) -> QuerySet[SearchEvent]:
        return super().get_queryset().filter(EMPTY)


class LowClicksReport(SearchReport):
    """On the page, where opening is noted; an answer card often says enough by itself."""

    page_title = _("Searches where little is opened")
    index_url_name = "search_curation_low"
    index_results_url_name = "search_curation_low_results"
    export_filename = "searches-where-little-is-opened"
    list_export: ClassVar[list[str]] = ["query", "language", "times", "clicks", "found", "last"]
    more_columns: ClassVar[list[Column]] = [
        Column("clicks", label=pgettext_lazy("share of searches", "Opened"), accessor=percent("clicks", "times")),
        Column("found", label=_("Results on average"), accessor=lambda row: round(row["found"])),
    ]

    def get_queryset(self) -> QuerySet[SearchEvent]:
        return super().get_queryset().filter(surface=Surface.PAGE, count__gt=0, answered=False, nearest=False)

    def counted(self, events: QuerySet[SearchEvent]) -> Any:
        return super().counted(events).filter(times__gte=MIN_SHOWN, clicks__lte=F("times") * LOW_SHARE)


class FrequentReport(SearchReport):
    page_title = _("Most frequent searches")
    index_url_name = "search_curation_frequent"
    index_results_url_name = "search_curation_frequent_results"
    export_filename = "most-frequent-searches"
    list_export: ClassVar[list[str]] = ["query", "language", "times", "clicks", "empty", "found", "last"]
    more_columns: ClassVar[list[Column]] = [
        Column("clicks", label=pgettext_lazy("share of searches", "Opened"), accessor=percent("clicks", "times")),
        Column("empty", label=_("Without result"), accessor=percent("empty", "times")),
        Column("found", label=_("Results on average"), accessor=lambda row: round(row["found"])),
    ]


REPORTS = (("zero", ZeroResultsReport), ("low", LowClicksReport), ("frequent", FrequentReport))
