"""Signed tokens with which a mail's reader stops the mail without signing in."""

from __future__ import annotations

from django.core import signing

SALT = "search.saved.unsubscribe"


def token_for(user_id: int) -> str:
    return signing.dumps(user_id, salt=SALT)


def user_of(token: str) -> int | None:
    """Whose mail this token stops; None for a token that we did not make. It does not grow old: nor does a mail."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
