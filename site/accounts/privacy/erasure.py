"""Erasing a person: every provider, then the account, in one transaction."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.privacy.registry import providers


def is_last_administrator(user: Any) -> bool:
    """Whether nobody could administer the site without this person."""
    others = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return bool(user.is_superuser) and not others.exists()


def erase_person(user: Any) -> None:
    """Remove this person everywhere; certificate numbers stay, without a name."""
    with transaction.atomic():
        for provider in providers():
            provider.erase(user)
