"""What a page says in one language, without ids and primary keys: the middle between packages and pages.

A package is turned into it, and so is a page; hashes and comparisons are made of it. It is plain JSON.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

Content = dict[str, Any]
"""The fields of a page by name; streams are lists of {"type", "value"}."""

Block = dict[str, Any]


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(block: Block) -> str:
    return json.dumps(block, sort_keys=True, ensure_ascii=False)


def file_reference(name: str, sha256: str) -> dict[str, str]:
    """A file of a package as content names it: by name, and by what is in it."""
    return {"name": name, "sha256": sha256}
