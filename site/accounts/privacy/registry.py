"""Whoever holds personal data says how it is exported and erased, and is named in PRIVACY_PROVIDERS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Provider(Protocol):
    """A module or an object with these two functions."""

    def export(self, user: Any) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        """Table name → rows of plain values."""

    def erase(self, user: Any) -> None:
        """Delete or make anonymous all that names this person; called inside the erasure's transaction."""


def providers() -> list[Provider]:
    """The providers in the order of the settings, the account itself last: it deletes the user."""
    paths = sorted(settings.PRIVACY_PROVIDERS, key=lambda path: path == "accounts.privacy.account")
    return [_load(path) for path in paths]


def _load(path: str) -> Provider:
    parent, _, name = path.rpartition(".")
    is_module = hasattr(import_module(parent), "__path__") and find_spec(path) is not None
    found = import_module(path) if is_module else getattr(import_module(parent), name)
    provider = found() if isinstance(found, type) else found
    if not (callable(getattr(provider, "export", None)) and callable(getattr(provider, "erase", None))):
        raise ImproperlyConfigured(f"PRIVACY_PROVIDERS: {path} needs export(user) and erase(user).")
    return cast(Provider, provider)
