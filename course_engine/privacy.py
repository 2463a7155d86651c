"""What accounts calls when someone takes their data or leaves for good; named in PRIVACY_PROVIDERS."""

from __future__ import annotations

from typing import Any

from course_engine.services.privacy import Rows, erase_user, export_user


def export(user: Any) -> dict[str, Rows]:
    return export_user(user=user)


def erase(user: Any) -> None:
    erase_user(user=user)
