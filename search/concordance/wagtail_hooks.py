"""The concordance in the editors' menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.concordance.rights import may_consult
from search.concordance.views import concordance


class ConcordanceItem(MenuItem):
    """Shown to whoever works on content."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_consult(request.user)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("concordance/", concordance, name="search_concordance")]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ConcordanceItem(
        _("Concordance"), reverse("search_concordance"), name="concordance", icon_name="openquote", order=890
    )
