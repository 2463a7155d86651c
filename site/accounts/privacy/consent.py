"""Agreement to the privacy notice, by version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone


def needs_consent(user: Any) -> bool:
    """Whether this person has not agreed to the notice as it stands now."""
    return user.consent_version != settings.PRIVACY_NOTICE_VERSION


def record_consent(user: Any, *, save: bool = True) -> None:
    """Note that this person agrees to the present notice, and when."""
    user.consent_version = settings.PRIVACY_NOTICE_VERSION
    user.consented_at = timezone.now()
    if save:
        user.save(update_fields=["consent_version", "consented_at"])
