"""The engine in the editors' admin; nothing of it while the engine is off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets import Button

from course_engine.admin import marking, regrading
from course_engine.admin.rules import course_rules
from course_engine.models import AssessmentPage

PERMISSIONS = Q(codename__in=["mark_attemptitem", "regrade_itemversion"]) | Q(codename__endswith="_courserules")


class PermittedItem(MenuItem):
    """Shown to whoever has the permission."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(*args, **kwargs)

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(self.permission))


def admin_urls() -> list[URLPattern]:
    return [
        path("marking/", marking.marking_list, name="course_engine_marking"),
        path("marking/<int:item>/", marking.mark, name="course_engine_mark"),
        path("regrade/<uuid:assessment>/", regrading.regrade_list, name="course_engine_regrade_list"),
        path("regrade/<uuid:assessment>/<str:item>/", regrading.regrade, name="course_engine_regrade"),
    ]


def permissions() -> Any:
    return Permission.objects.filter(PERMISSIONS, content_type__app_label="course_engine")


def menu() -> MenuItem:
    items = [
        PermittedItem(
            _("Answers to mark"), reverse("course_engine_marking"), icon_name="edit", permission=marking.PERMISSION
        ),
        PermittedItem(
            _("Course rules"),
            reverse(course_rules.get_url_name("index")),
            icon_name="list-ul",
            permission="course_engine.change_courserules",
        ),
    ]
    return SubmenuMenuItem(_("Learning"), Menu(items=items), icon_name="group", order=350)


def regrade_button(page: Any, user: Any, next_url: str | None = None, view_name: str | None = None) -> Any:  # noqa: ARG001
    """On an assessment's page: mark earlier answers by the corrected key."""
    if isinstance(page.specific_deferred, AssessmentPage) and user.has_perm(regrading.PERMISSION):
        url = reverse("course_engine_regrade_list", args=[page.translation_key])
        yield Button(_("Correct a key"), url, icon_name="check", priority=60)


if settings.COURSE_ENGINE == "on":
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_permissions", permissions)
    hooks.register("register_admin_menu_item", menu)
    hooks.register("register_page_header_buttons", regrade_button)
    hooks.register("register_admin_viewset", lambda: course_rules)
