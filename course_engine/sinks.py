"""The sink that ships: events as log lines, for a log shipper to take further."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any

logger = logging.getLogger("course_engine.events")


class LogSink:
    """One JSON line for each event. It names no person: the payload holds keys of courses and attempts."""

    name = "log"

    def deliver(self, *, event_id: str, type: str, at: datetime, payload: dict[str, Any]) -> None:  # noqa: A002
        logger.info(json.dumps({"id": event_id, "type": type, "at": at.isoformat(), **payload}, sort_keys=True))
