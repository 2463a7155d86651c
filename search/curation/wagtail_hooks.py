"""What editors see of search's curation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from search.curation.admin import effects
from search.curation.admin.alarm import SearchAlarm
from search.curation.admin.families import families
from search.curation.admin.reports import REPORTS
from search.curation.admin.viewsets import SearchGroup

register_snippet(SearchGroup)


class ReportItem(MenuItem):
    """Shown to whoever may see the reports."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(effects.VIEW_REPORTS))


def report_item(view: Any, order: int) -> MenuItem:
    return ReportItem(view.page_title, reverse(view.index_url_name), icon_name="search", order=order)


for _order, (_name, _view) in enumerate(REPORTS, start=1200):
    hooks.register("register_reports_menu_item", lambda view=_view, order=_order: report_item(view, order))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    reports = []
    for name, view in REPORTS:
        reports += [
            path(f"reports/searches/{name}/", view.as_view(), name=view.index_url_name),
            path(
                f"reports/searches/{name}/results/",
                view.as_view(results_only=True),
                name=view.index_results_url_name,
            ),
        ]
    effect = "search/effects/<str:model>/<int:pk>/"
    return [
        *reports,
        path(effect, effects.effect, name="search_curation_effect"),
        path(f"{effect}start/", effects.start, name="search_curation_effect_start"),
    ]


@hooks.register("construct_homepage_panels")
def alarm(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(effects.VIEW_REPORTS):
        panels.append(SearchAlarm())


@hooks.register("register_admin_viewset")
def family_chooser() -> Any:
    return families


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="search_curation", codename="view_searchevent")
