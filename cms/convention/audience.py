"""Who the courses are for, from the file of regional facts."""

from __future__ import annotations

import json
from functools import lru_cache

from cms.convention.loading.files import DATA


@lru_cache(maxsize=8)
def sectors(language: str) -> list[tuple[str, str]]:
    """(key, label) of each sector, in the order of the file."""
    rows = json.loads((DATA / "caribbean.json").read_text(encoding="utf-8"))["sectors"]
    return [(row["slug"], row.get(f"name_{language}") or row["name_en"]) for row in rows]
