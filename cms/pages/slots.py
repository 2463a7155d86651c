"""Places in our templates that apps above may fill: a name, a function, and the order of registration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

SlotFunction = Callable[[HttpRequest, Any, Mapping[Any, Any]], SafeString]
NAMES = {"home.actions", "course.actions", "course.outline_item", "lesson.before", "lesson.after"}
_slots: dict[str, list[SlotFunction]] = defaultdict(list)


class UnknownSlotError(LookupError):
    """No template has a slot of this name."""


def register_slot(name: str, fn: SlotFunction) -> None:
    """Fill a slot; `fn(request, page, context)` answers escaped HTML, or an empty string for nothing."""
    if name not in NAMES:
        raise UnknownSlotError(f"No slot {name!r}; there are {', '.join(sorted(NAMES))}.")
    if fn not in _slots[name]:
        _slots[name].append(fn)


def unregister_slot(name: str, fn: SlotFunction) -> None:
    _slots[name].remove(fn)


def render_slot(name: str, request: HttpRequest, page: Any, context: Mapping[Any, Any]) -> SafeString:
    """Everything that was registered for a slot, in order; escaping is each function's own duty."""
    if name not in NAMES:
        raise UnknownSlotError(f"No slot {name!r}.")
    parts = [fn(request, page, context) for fn in _slots[name]]
    return mark_safe("".join(parts))  # noqa: S308 - each part is a SafeString by contract
