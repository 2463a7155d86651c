"""Where a person lands after signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def landing_url(user: Any) -> str:
    """The editors' admin for those who work there, my learning where the engine runs, the front page otherwise."""
    if user.has_perm("wagtailadmin.access_admin"):
        return reverse("wagtailadmin_home")
    for name in settings.LANDING_URL_NAMES:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse("wagtail_serve", args=[""])
