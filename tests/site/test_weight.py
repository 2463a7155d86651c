"""What the shell weighs, and what its templates must not contain."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "site" / "static"
TEMPLATES = [
    path
    for package in ("site", "cms", "course_engine", "search")
    for path in sorted((ROOT / package).rglob("*.html"))
    if "templates" in path.parts and "admin" not in path.parts
]
INLINE = re.compile(
    r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", re.IGNORECASE
)
ELSEWHERE = re.compile(r"<(?!a\b)[a-z]+\b[^>]*\b(?:src|href)=\"(?:https?:)?//(?!{{)", re.IGNORECASE)


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def test_the_style_sheet_is_under_its_budget():
    assert weight(STATIC / "css" / "site.css") <= 8_000


def test_the_script_is_under_its_budget():
    assert weight(STATIC / "js" / "site.js") <= 12_000


def test_style_sheet_and_script_ask_for_nothing_else():
    for path in (STATIC / "css" / "site.css", STATIC / "js" / "site.js"):
        text = path.read_text()
        assert "url(" not in text
        assert "@import" not in text
        assert "//" not in re.sub(r"(?m)^\s*//.*$", "", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_have_nothing_inline_and_nothing_from_elsewhere(path):
    text = path.read_text()
    assert not INLINE.search(text)
    assert not ELSEWHERE.search(text)
