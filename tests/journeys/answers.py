"""Somebody who knows the course: finds each question of a page in the package and answers it right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from tests.journeys.words import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator

COURSE = ROOT / "courses" / "stockholm-pops-caribbean"


@cache
def items(language: str) -> dict[str, dict[str, Any]]:
    """Every item of the course by the plain beginning of its stem."""
    files = [COURSE / "final-test.yaml", *sorted(COURSE.glob("modules/*/*.yaml"))]
    found = [item for path in files for item in yaml.safe_load(path.read_text()).get("items", [])]
    return {plain(item["stem"][language].split("{{")[0]): item for item in found}


def plain(text: str) -> str:
    return re.sub(r"[*_`~^\s]+", " ", text).strip()


def answer(section: Locator, language: str) -> dict[str, Any]:
    """Answer one question of the page; return the item."""
    stem = plain(section.locator(".item__stem").inner_text())
    item = max(
        (entry for start, entry in items(language).items() if stem.startswith(start)),
        key=lambda entry: len(entry["stem"][language].split("{{")[0]),
    )
    {
        "single_choice": choose,
        "true_false": choose,
        "multiple_response": choose,
        "matching": match,
        "ordering": order,
        "categorise": categorise,
        "numeric": number,
        "short_text": word,
        "cloze": fill_gaps,
    }[item["type"]](section, item, language)
    return item


def option(section: Locator, text: str) -> Locator:
    return section.locator("label.option").filter(has_text=re.compile(rf"^\s*{re.escape(text)}\s*$")).first


def choose(section: Locator, item: dict[str, Any], language: str) -> None:
    for entry in item["options"]:
        if entry["correct"]:
            option(section, entry["text"][language]).locator("input").check()


def match(section: Locator, item: dict[str, Any], language: str) -> None:
    for pair in item["pairs"]:
        field = section.locator(".field", has=section.page.get_by_text(pair["left"][language], exact=True))
        field.locator("select").select_option(label=pair["right"][language])


def order(section: Locator, item: dict[str, Any], language: str) -> None:
    for place, line in enumerate(item["items"], start=1):
        field = section.locator(".field", has=section.page.get_by_text(line["text"][language], exact=True))
        field.locator("select").select_option(label=str(place))


def categorise(section: Locator, item: dict[str, Any], language: str) -> None:
    groups = {group["id"]: group["text"][language] for group in item["groups"]}
    for card in item["items"]:
        legend = section.page.get_by_text(card["text"][language], exact=True)
        option(section.locator("fieldset", has=legend), groups[card["group"]]).locator("input").check()


def number(section: Locator, item: dict[str, Any], language: str) -> None:
    section.locator("input[type=text]").fill(decimal(item["answer"], language))


def word(section: Locator, item: dict[str, Any], language: str) -> None:
    section.locator("input[type=text]").fill(item["accepted"][language][0])


def fill_gaps(section: Locator, item: dict[str, Any], language: str) -> None:
    blanks = {blank["id"]: blank for blank in item["blanks"]}
    named = re.findall(r"\{\{(\w+)\}\}", item["stem"][language])
    for gap, name in zip(section.locator(".gap").all(), named, strict=True):
        blank = blanks[name]
        if blank["kind"] == "choice":
            right = next(entry for entry in blank["options"] if entry["correct"])
            gap.select_option(label=right["text"][language])
        elif blank["kind"] == "number":
            gap.fill(decimal(blank["answer"], language))
        else:
            gap.fill(blank["accepted"][language][0])


def decimal(value: float, language: str) -> str:
    """A number as people of the language write it."""
    text = f"{value:g}" if value < 1e6 else str(int(value))
    return text.replace(".", ",") if language == "es" else text
