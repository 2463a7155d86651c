"""The admin's look and its dashboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.pages import awaiting, room


class AwaitingPanel(Component):
    """What awaits the person who looks; stands first, after what awaits their review."""

    name = "awaiting"
    template_name = "pages/admin/awaiting.html"
    order = 205

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "sent_back": awaiting.sent_back(user),
            "drafts": awaiting.own_drafts(user),
            "untranslated": awaiting.untranslated(user),
        }


class RoomPanel(Component):
    """Says that uploads will be refused, or are, before anything else."""

    name = "room"
    template_name = "pages/admin/room.html"
    order = 60

    def get_context_data(self, _parent_context: dict[str, Any]) -> dict[str, Any]:
        left = room.free()
        return {"left": left if left is not None and left < room.LOW else None, "kept": room.KEPT}


@hooks.register("construct_homepage_panels")
def dashboard(_request: HttpRequest, panels: list[Component]) -> None:
    panels += [AwaitingPanel(), RoomPanel()]


@hooks.register("insert_global_admin_css")
def admin_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("pages/css/admin.css"))
