"""What the small script adds; each page does its job without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.places import COURSE, LESSON, TEST
from tests.journeys.test_accessibility import enrol, sign_in


@pytest.fixture
def page(chromium, demo):
    context = chromium.new_context(base_url=demo, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_suggestions_are_chosen_with_the_keyboard(page):
    page.goto(f"/en/{COURSE}")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    field.press_sequentially("pfos")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Enter")
    page.wait_for_url(re.compile(r"/en/(chemicals|glossary)/"))


def test_suggestions_close_with_escape_and_leave_the_text(page):
    page.goto("/es/courses/")
    field = page.get_by_role("combobox")
    field.press_sequentially("ddt")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("ddt")


@pytest.mark.parametrize("language", ["en", "es"])
def test_suggestions_are_chosen_with_the_mouse_when_it_is_let_go(page, language):
    page.goto(f"/{language}/courses/")
    field = page.get_by_role("combobox")
    field.press_sequentially("pfos")
    option = page.get_by_role("option").nth(1)
    expect(option).to_be_visible()
    assert violations(page) == []
    address = option.get_attribute("data-url")
    for button in ("right", "middle"):
        option.click(button=button)
    option.hover()
    page.mouse.down()
    # Whoever presses by mistake lets go elsewhere.
    page.locator("h1").hover()
    page.mouse.up()
    expect(option).to_be_visible()
    assert page.url.endswith(f"/{language}/courses/")
    option.click()
    page.wait_for_url(f"**{address}")


@pytest.mark.parametrize(("key", "chosen"), [("ArrowDown", 0), ("ArrowUp", -1)])
def test_an_arrow_opens_the_closed_list(page, key, chosen):
    page.goto("/en/courses/")
    field = page.get_by_role("combobox")
    field.press_sequentially("pfos")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press(key)
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option").all()
    assert field.get_attribute("aria-activedescendant") == options[chosen].get_attribute("id")


def test_escape_stops_suggestions_that_are_still_to_come(page):
    waiting = []
    page.route("**/api/search/suggest/**", lambda route: waiting.append(route))
    page.goto("/en/courses/")
    field = page.get_by_role("combobox")
    with page.expect_request("**/api/search/suggest/**"):
        field.press_sequentially("pfos")
    with page.expect_event("requestfailed"):
        field.press("Escape")
    expect(field).to_have_value("pfos")
    asked = len(waiting)
    field.press_sequentially("x")
    field.press("Escape")
    page.wait_for_timeout(400)
    assert len(waiting) == asked
    expect(field).to_have_value("pfosx")
    expect(field).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [("en", "mirex", "1 suggestion"), ("es", "mirex", "1 sugerencia"), ("en", "ddt", None), ("es", "ddt", None)],
)
def test_how_many_suggestions_there_are_is_said(page, language, typed, said):
    page.goto(f"/{language}/courses/")
    page.get_by_role("combobox").press_sequentially(typed)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    many = {"en": "suggestions", "es": "sugerencias"}[language]
    expect(page.locator("[role=search] [role=status]")).to_have_text(said or f"{options.count()} {many}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_link_to_results_is_copied_and_the_page_stays(page, language):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/{language}/search/?q=PCB&kind=lesson")
    page.evaluate("window.untouched = true")
    link = page.locator("[data-copy-link]")
    link.click()
    expect(page.locator(".tools [role=status]")).to_have_text(link.get_attribute("data-copy-link"))
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.evaluate("window.untouched") is True


def test_the_link_to_results_is_followed_where_it_cannot_be_copied(page):
    page.goto("/en/search/?q=PCB")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))")
    with page.expect_navigation():
        page.locator("[data-copy-link]").click()
    assert page.url.endswith("/en/search/?q=PCB")


@pytest.mark.parametrize(
    ("path", "width", "field"),
    [
        ("search/?q=PCB", 360, "#q"),
        ("search/help/", 1280, "#q"),
        ("", 360, "#home-q"),
        ("glossary/", 1280, "#site-q"),
        ("glossary/", 360, "#q"),
        (LESSON, 360, "#q"),
    ],
)
def test_the_slash_goes_to_the_search_of_the_site(page, path, width, field):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"/en/{path}")
    page.keyboard.press("/")
    expect(page.locator(field)).to_be_focused()


def test_the_slash_goes_from_saved_searches_to_the_field(page):
    sign_in(page, "es")
    page.goto("/es/search/saved/")
    page.keyboard.press("/")
    expect(page.locator("#site-q")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_slash_can_be_turned_off_and_on(page, language):
    page.goto(f"/{language}/search/help/")
    switch = page.locator("[data-slash-switch]")
    expect(switch).to_have_text(switch.get_attribute("data-on"))
    switch.click()
    expect(switch).to_have_text(switch.get_attribute("data-off"))
    page.goto(f"/{language}/glossary/")
    page.keyboard.press("/")
    expect(page.locator("#site-q")).not_to_be_focused()
    page.goto(f"/{language}/search/help/")
    switch.click()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_without_script_there_is_no_switch_for_the_slash(chromium, demo):
    context = chromium.new_context(base_url=demo, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/search/help/")
    expect(page.locator("[data-slash-switch]")).to_be_hidden()
    context.close()


def test_the_readers_colours_are_kept_without_a_cookie(page):
    page.goto("/en/courses/")
    switch = page.locator("[data-theme-switch]")
    switch.click()
    switch.click()
    page.goto("/es/courses/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.context.cookies() == []


def test_answers_are_saved_as_they_are_given(page):
    sign_in(page, "en")
    enrol(page, "en")
    page.goto(f"/en/{TEST}")
    page.locator("main form button.button--primary, main a.button--primary").first.click()
    page.wait_for_url("**/attempts/*/")
    status = page.locator("[data-status]")
    choice = page.locator("input[type=radio]").first
    choice.check()
    expect(status).to_have_attribute("data-state", "saved")
    page.context.set_offline(True)
    other = page.locator("input[type=radio]").nth(1)
    other.check()
    expect(status).to_have_attribute("data-state", "failed")
    page.context.set_offline(False)
    expect(status).to_have_attribute("data-state", "saved", timeout=20_000)
    page.reload()
    expect(page.locator("input[type=radio]").nth(1)).to_be_checked()


def test_a_recording_goes_on_where_the_listener_stopped(page):
    page.goto(f"/en/{LESSON}")
    page.evaluate("localStorage.setItem('audio:' + document.querySelector('audio').src, '30')")
    page.reload()
    page.evaluate("() => { const audio = document.querySelector('audio'); audio.preload = 'metadata'; audio.load(); }")
    page.wait_for_selector("audio")
    for _ in range(50):
        if page.evaluate("document.querySelector('audio').currentTime") >= 30:
            return
        page.wait_for_timeout(100)
    raise AssertionError("The recording began again.")


def test_go_on_leads_back_to_the_heading_that_was_read(page):
    sign_in(page, "en")
    enrol(page, "en")
    page.goto(f"/en/{COURSE}m2-pops/l1-what-makes-a-pop/")
    heading = page.locator("article.lesson > h2[id]").nth(2)
    heading.evaluate("heading => heading.scrollIntoView({ behavior: 'instant' })")
    anchor = heading.get_attribute("id")
    page.goto("/en/learning/")
    resume = page.locator("a[href*='/resume/']").first.get_attribute("href")
    # The place is sent while the page is left, so it arrives a moment after the next one.
    for _ in range(50):
        leads_to = page.context.request.get(resume, max_redirects=0).headers["location"]
        if leads_to.endswith(f"/m2-pops/l1-what-makes-a-pop/#{anchor}"):
            break
        page.wait_for_timeout(100)
    page.goto(resume)
    assert page.url.endswith(f"/m2-pops/l1-what-makes-a-pop/#{anchor}")
