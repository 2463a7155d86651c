"""The texts of the first pages, one Markdown file per page and language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from cms.pages.packages.reading.known import Known
from cms.pages.packages.reading.lesson import Block, Blocks
from cms.pages.packages.reading.markdown import Reading
from cms.pages.packages.reading.problems import PackageRefusedError, Problems
from cms.pages.packages.reading.rules import Check

FOLDER = Path(__file__).resolve().parents[2] / "content"
FENCE = "---"


@dataclass(frozen=True, slots=True)
class PageText:
    """One page as one language tells it."""

    slug: str
    title: str
    summary: str
    language: str
    blocks: tuple[Block, ...]


def read_page(name: str, language: str) -> PageText:
    """Read `<name>.<language>.md`; raises PackageRefusedError with every fault and its line."""
    path = FOLDER / f"{name}.{language}.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    end = lines.index(FENCE, 1)
    front = yaml.safe_load("\n".join(lines[1:end]))
    problems = Problems()
    known = Known(provisions=set(), chemicals=set(), terms={}, sectors=set(), languages={language})
    check = Check(path.name, problems, known, (language,))
    blocks = Blocks(Reading(check, language), lines[end + 1 :], end + 2).read()
    if problems:
        raise PackageRefusedError(problems.listed())
    return PageText(front["slug"], front["title"], front["summary"], language, tuple(blocks))
