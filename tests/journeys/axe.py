"""axe-core in the page under test."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(result => result.violations.map(found => ({
    id: found.id, impact: found.impact, help: found.help,
    nodes: found.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + " | " + (node.any[0]?.message || ""))})))"""


@cache
def source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Every violation of every rule of axe, best practices included, in words."""
    page.evaluate(source())
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [f"{each['impact']} {each['id']}: {each['help']}\n    " + "\n    ".join(each["nodes"]) for each in found]
