"""axe, reflow and target size on every kind of page, in both languages and at three widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.axe import violations
from tests.journeys.places import COURSE, FORMS, LESSON, PUBLIC, SIGNED_IN, TEST

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# One of the three widths in dark colours, which differ in nothing but colours.
SCREENS = ((320, "light"), (768, "dark"), (1280, "light"))
ACCOUNTS = {
    "en": ("learner@example.org", "demo-learner-2026"),
    "es": ("estudiante@example.org", "demo-estudiante-2026"),
}
ANSWERS = {"not found": 404, "verification, unknown": 404}
# Inline links in sentences are exempt (WCAG 2.5.8); everything else is at least 24 pixels each way.
SMALL = """() => [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, nav a, .button")]
    .filter(e => e.checkVisibility() && !e.closest(".visually-hidden") && !e.classList.contains("visually-hidden"))
    .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([html, box]) => `${box.width}x${box.height} ${html}`)"""

Open = Callable[[int, str], "Page"]


@pytest.fixture
def open_at(chromium: Browser, demo: str) -> Iterator[Open]:
    """A page at a width, with a colour scheme."""
    contexts = []

    def open_page(width: int, scheme: str = "light") -> Page:
        context = chromium.new_context(
            base_url=demo, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = violations(page) + [f"too small: {each}" for each in page.evaluate(SMALL)]
    return [*found, f"{wide} pixels too wide"] if wide > 0 else found


def check_all(page: Page, language: str, places: dict[str, str]) -> dict[str, list[str]]:
    found = {}
    for name, path in places.items():
        answer = page.goto(f"/{language}/{path}")
        assert answer is not None
        assert answer.status == ANSWERS.get(name, 200), name
        if wrong := faults(page):
            found[name] = wrong
    return found


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_public_pages(open_at, language, width, scheme):
    assert check_all(open_at(width, scheme), language, PUBLIC) == {}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [320, 1280])
def test_forms_with_errors(open_at, language, width):
    page = open_at(width)
    found = {}
    for name, path in FORMS.items():
        page.goto(f"/{language}/{path}")
        page.locator("main form button[type=submit]").first.click()
        page.locator("[aria-invalid=true]").first.wait_for()
        if wrong := faults(page):
            found[name] = wrong
    assert found == {}


def sign_in(page: Page, language: str) -> None:
    email, password = ACCOUNTS[language]
    page.goto(f"/{language}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def enrol(page: Page, language: str) -> None:
    page.goto(f"/{language}/{COURSE}")
    button = page.locator("form[action*='enrol'] button")
    if button.count():
        button.first.click()
        button.first.wait_for(state="detached")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_pages_of_a_learner(open_at, language, width, scheme):
    page = open_at(width, scheme)
    sign_in(page, language)
    enrol(page, language)
    assert check_all(page, language, SIGNED_IN) == {}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_test_from_its_questions_to_its_result(open_at, language, width):
    page = open_at(width, "dark" if width == 320 else "light")
    sign_in(page, language)
    enrol(page, language)
    page.goto(f"/{language}/{TEST}")
    page.locator("main form button.button--primary, main a.button--primary").first.click()
    page.wait_for_url("**/attempts/*/")
    found = {"questions": faults(page)}
    page.locator("button[name=review]").click()
    page.wait_for_url("**/review/")
    found["hand in"] = faults(page)
    page.locator("main form button.button--primary").click()
    page.wait_for_url("**/results/")
    found["result"] = faults(page)
    assert found == {"questions": [], "hand in": [], "result": []}


@pytest.mark.parametrize("language", ["en", "es"])
def test_practice_in_a_lesson_shows_its_answer_in_place(open_at, language):
    page = open_at(320)
    sign_in(page, language)
    enrol(page, language)
    page.goto(f"/{language}/{LESSON}")
    item = page.locator("section.item").first
    if item.locator("form[action*='retry'] button").count():
        item.locator("form[action*='retry'] button").click()
    for place, field in enumerate(item.locator("select").all(), start=1):
        field.select_option(index=place)
    item.locator("button[type=submit]").first.click()
    page.locator("section.item:focus .item__result").wait_for()
    assert faults(page) == []
