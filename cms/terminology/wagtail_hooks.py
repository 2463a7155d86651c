"""Terms in the editors' admin; the Convention's menu takes them in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.terminology.models import Term


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "openquote"
    menu_label = _("Terms")
    list_display: ClassVar[list[Any]] = ["__str__", "term_id", "domain", "authority", "verified"]
    list_filter: ClassVar[list[str]] = ["domain", "authority", "verified", "do_not_translate"]
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["term_id", "wordings__text", "wordings__acronym"]
