"""Limits of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.throttling import UserRateThrottle

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class PersonThrottle(UserRateThrottle):
    """By person; who is not signed in is counted by address, elsewhere and once."""

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        if request.user is None or not request.user.is_authenticated:
            return None
        return super().get_cache_key(request, view)
