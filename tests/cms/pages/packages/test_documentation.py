"""docs/course-package.md says what the code does."""

from __future__ import annotations

import re

import pytest

from cms.pages.packages.reading.directives import DIRECTIVES, ENDINGS
from cms.pages.packages.reading.schema import AREAS, CERTIFICATE, COURSE, LESSON, MEDIA_ENTRY, MODULE
from cms.pages.packages.reading.source import LIMITS, MEBIBYTE
from course_engine.packages.specs import DRAW, ITEM, MODES, TEST, TYPES
from tests.factories.packages import ROOT

TEXT = (ROOT / "docs" / "course-package.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, its header left out."""
    lines = TEXT.split(f"\n{heading}\n", 1)[1].split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_directive_with_its_option():
    found = {
        name: option.strip("`") for cells in table("## Lessons") for name in names(cells[0]) for option in [cells[2]]
    }
    assert found == {name: directive.option for name, directive in DIRECTIVES.items()}


def test_every_item_type():
    assert [name for cells in table("## Items and tests") for name in names(cells[0])] == list(TYPES)


def test_keys_of_course_and_module():
    rows = {name for cells in table("## course.yaml and module.yaml") for name in names(cells[0])}
    assert rows == set(COURSE)
    after = TEXT.split("| `module.yaml` | |\n|---|---|\n")[1].split("\n\n")[0]
    assert {name for line in after.split("\n") for name in names(line.split("|")[1])} == set(MODULE)


@pytest.mark.parametrize(
    "words", [LESSON, MEDIA_ENTRY, CERTIFICATE, TEST, DRAW, ITEM, *TYPES.values()], ids=lambda spec: " ".join(spec)
)
def test_every_key_is_named(words):
    assert [word for word in words if not re.search(rf"\b{word}\b", TEXT)] == []


def test_areas_modes_endings_and_limits():
    for word in (*AREAS, *MODES, *(ending[1:] for ending in ENDINGS)):
        assert re.search(rf"\b{word}\b", TEXT), word
    assert f"{LIMITS.entries:,} files and {LIMITS.total // MEBIBYTE} MB" in TEXT
