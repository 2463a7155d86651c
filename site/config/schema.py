"""What the OpenAPI document describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def only_the_api(endpoints: Sequence[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """Leave out what the editors' admin serves for its own pages: it is nobody else's to rely on."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]
