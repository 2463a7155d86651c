"""What accounts calls when someone takes their data or leaves for good; named in PRIVACY_PROVIDERS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search.saved.models import SavedSearch

FIELDS = ("name", "text", "language", "filters", "mail", "created_at", "checked_at")


def export(user: Any) -> dict[str, Iterable[Mapping[str, Any]]]:
    return {"saved_searches": SavedSearch.objects.filter(user=user).values(*FIELDS)}


def erase(user: Any) -> None:
    SavedSearch.objects.filter(user=user).delete()
