"""Both languages everywhere: the switch keeps the place, and nothing of the interface is left in the other language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.places import FORMS, PUBLIC, SIGNED_IN
from tests.journeys.words import catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Page

OTHER = {"en": "es", "es": "en"}
NOWHERE = "not found"
LEARNERS = {
    "en": ("learner@example.org", "demo-learner-2026"),
    "es": ("estudiante@example.org", "demo-estudiante-2026"),
}
# Shorter ones may be words of both languages, or names.
LEAST = 12
# What people see or hear on a Spanish page, save for what is marked as English.
SAID = """() => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const ours = e => e && e.closest("[lang]").lang === "es" && !e.closest("script, style, noscript, code, pre");
  const said = [];
  while (walker.nextNode()) if (ours(walker.currentNode.parentElement)) said.push(walker.currentNode.data);
  for (const e of document.querySelectorAll("[aria-label], [title], [placeholder], [alt], meta[name=description]"))
    for (const name of ["aria-label", "title", "placeholder", "alt", "content"])
      if (ours(e) && e.getAttribute(name)) said.push("\\n" + e.getAttribute(name) + "\\n");
  return said.join(" ");
}"""


@cache
def english() -> re.Pattern[str]:
    """Any longer sentence of the interface whose Spanish differs; values stand where they are named."""
    sentences = [message for message, said in catalogue("es").items() if said and said != message]
    shapes = {shape(message) for message in sentences}
    long = sorted((each for each in shapes if len(re.sub(r"\\.|\.\{1,80\}\?", "x", each)) >= LEAST), key=len)
    return re.compile("|".join(rf"(?<!\w){each}(?!\w)" for each in reversed(long)))


def shape(message: str) -> str:
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", message)).strip()
    parts = re.split(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", plain)
    return ".{1,80}?".join(re.escape(part) for part in parts)


def left_in_english(page: Page) -> list[str]:
    said = re.sub(r"\s+", " ", page.evaluate(SAID))
    return sorted({match[0] for match in english().finditer(said)})


def switch(page: Page, language: str) -> None:
    page.locator(f"header a[hreflang={language}]").first.click()
    page.wait_for_url(f"**/{language}/**")
    assert page.locator("html").get_attribute("lang") == language


def sign_in(page: Page, language: str) -> None:
    email, password = LEARNERS[language]
    page.goto(f"/{language}/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def astray(page: Page, language: str, found: dict[str, str]) -> dict[str, str]:
    """Pages from which the switch and back again leads elsewhere, and where to."""
    wrong = {}
    for name, path in found.items():
        page.goto(f"/{language}/{path}")
        assert page.locator("html").get_attribute("lang") == language, name
        before, heading = page.url, page.locator("h1").first.inner_text()
        switch(page, OTHER[language])
        switch(page, language)
        if (page.url, page.locator("h1").first.inner_text()) != (before, heading):
            wrong[name] = page.url
    return wrong


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_switch_keeps_the_place(visit, language):
    page = visit(Visitor(language, "desktop"))
    assert astray(page, language, {name: path for name, path in PUBLIC.items() if name != NOWHERE}) == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_in_neither_language_leads_home_in_the_other(visit, language):
    page = visit(Visitor(language, "desktop"))
    page.goto(f"/{language}/{PUBLIC[NOWHERE]}")
    switch(page, OTHER[language])
    assert page.url.endswith(f"/{OTHER[language]}/")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_switch_keeps_the_place_of_a_learner(visit, language):
    page = visit(Visitor(language, "phone", script=False))
    sign_in(page, language)
    assert astray(page, language, SIGNED_IN) == {}


def test_the_switch_keeps_a_search_with_its_filters_and_page(visit):
    page = visit(Visitor("en", "desktop"))
    page.goto("/en/search/?q=waste&kind=lesson&page=2")
    assert page.locator(".hit").count() > 0
    switch(page, "es")
    assert page.url.endswith("/es/search/?q=waste&kind=lesson&page=2")
    assert page.locator(".hit").count() > 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_beyond_the_last_leads_back_to_results(visit, language):
    page = visit(Visitor(language, "phone", script=False))
    page.goto(f"/{language}/search/?q=PCB&page=49")
    assert page.locator(".hit").count() == 0
    last, first = page.locator(".notice li a").all()
    last_address, first_address = last.get_attribute("href"), first.get_attribute("href")
    last.click()
    assert page.url.endswith(last_address)
    assert page.locator(".hit").count() > 0
    assert page.locator(".pager a[rel=next]").count() == 0
    page.goto(f"/{language}/search/{first_address}")
    assert page.locator(".answer-card").count() == 1


def test_spanish_pages_say_nothing_in_english(visit):
    page = visit(Visitor("es", "desktop"))
    left: dict[str, Any] = {}
    for name, path in PUBLIC.items():
        page.goto(f"/es/{path}")
        left[name] = left_in_english(page)
    assert {name: found for name, found in left.items() if found} == {}


def test_spanish_pages_of_a_learner_say_nothing_in_english(visit):
    page = visit(Visitor("es", "desktop"))
    sign_in(page, "es")
    left: dict[str, Any] = {}
    # Mails are in the language of whoever gets them.
    for name, path in ((name, path) for name, path in SIGNED_IN.items() if name != "demo mail"):
        page.goto(f"/es/{path}")
        left[name] = left_in_english(page)
    assert {name: found for name, found in left.items() if found} == {}


def test_spanish_errors_say_nothing_in_english(visit):
    page = visit(Visitor("es", "desktop", script=False))
    left: dict[str, Any] = {}
    for name, path in FORMS.items():
        page.goto(f"/es/{path}")
        page.locator("main form button[type=submit]").first.click()
        page.locator("[aria-invalid=true]").first.wait_for()
        left[name] = left_in_english(page)
    assert {name: found for name, found in left.items() if found} == {}


def test_english_is_noticed_where_it_is_left(visit):
    """The same look at an English page that calls itself Spanish finds plenty."""
    page = visit(Visitor("en", "desktop"))
    page.goto("/en/search/?q=zzzzqqqq")
    page.evaluate("document.documentElement.lang = 'es'")
    assert len(left_in_english(page)) >= 5
