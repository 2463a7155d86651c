"""What the small script adds; each page does its job without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

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
