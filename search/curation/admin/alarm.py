"""Says on the admin's home which search engine is in trouble, since when, and what to do."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from search.services.troubles import known


class SearchAlarm(Component):
    """For whoever may see the reports on search; nothing while all is well."""

    name = "search_alarm"
    template_name = "search_curation/admin/alarm.html"
    order = 50

    def get_context_data(self, _parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"troubles": known()}
