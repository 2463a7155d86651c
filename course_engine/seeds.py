"""Seeds: one for an attempt, one of its own for each item. Secret, because public names may be derived from them."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from uuid import UUID

from django.conf import settings

BYTES = 7  # fits a signed 64-bit column


def item_seed(seed: int, item_key: str) -> int:
    """The seed of one item: orders of two items in an attempt do not depend on each other."""
    return _number(hashlib.sha256(f"{seed}:{item_key}".encode()).digest())


def practice_seed(user: Any, assessment_key: UUID) -> int:
    """The seed of someone's practice, known before the first answer: reading a lesson writes nothing."""
    message = f"practice:{user.pk}:{assessment_key}".encode()
    return _number(hmac.digest(settings.SECRET_KEY.encode(), message, "sha256"))


def _number(digest: bytes) -> int:
    return int.from_bytes(digest[:BYTES], "big")
