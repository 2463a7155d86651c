"""The editors' admin, as those who work in it use it."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MODULE = "Introduction to the Convention"
# Wagtail saves half a second after the last change.
AUTOSAVE_PAUSE = 1000


def at_the_desk(visit: Callable[[Visitor], Page], role: str, language: str = "en") -> Page:
    """The admin, entered by its own address through the site's sign-in."""
    page = visit(Visitor(language, "desktop"))
    # "Leave this page?", asked while a draft is being saved.
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/cms/")
    assert f"/{language}/accounts/login/" in page.url
    page.locator("input[name=login]").fill(f"{role}@example.org")
    page.locator("input[name=password]").fill(f"demo-{role}-2026")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/cms/")
    return page


def module_id(page: Page) -> int:
    found = page.context.request.get("/api/v2/pages/?type=pages.ModulePage&locale=en&limit=20").json()["items"]
    return next(int(each["id"]) for each in found if each["title"] == MODULE)


def open_page(page: Page, title: str) -> None:
    """To the edit form of a page below the module, by its link in the explorer."""
    page.goto(f"/cms/pages/{module_id(page)}/")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url("**/edit/")


def insert(page: Page, block: str) -> None:
    """Put a block at the end of the body."""
    body = page.locator("#panel-child-content-body-section")
    before = body.locator("input[name$='-type'][name^='body-']").count()
    body.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=block, exact=True).last.click()
    body.locator(f"input[name='body-{before}-type']").wait_for(state="attached")


def write(page: Page, text: str) -> None:
    """Into the first text of the body."""
    page.locator("#panel-child-content-body-section [role=textbox][contenteditable=true]").first.click()
    page.keyboard.type(text)


def upload_picture(page: Page, title: str) -> None:
    """A picture without a description of its own, chosen for the figure at hand."""
    picture = io.BytesIO()
    # Not one that was there before: Wagtail asks about duplicates.
    Image.frombytes("L", (60, 40), os.urandom(2400)).save(picture, "PNG")
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("tab", name="Upload").click()
    dialog = page.locator(".modal-content")
    dialog.locator("input[type=file]").set_input_files(
        {"name": f"{title}.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    dialog.locator("input[name='image-chooser-upload-title']").fill(title)
    dialog.get_by_role("button", name="Upload", exact=True).click()
    dialog.wait_for(state="detached")


def settled(page: Page) -> None:
    """The form saves a draft by itself; until that is done its buttons may be replaced under the pointer."""
    said = page.locator("#w-autosave-indicator[data-state=saving], .w-autosave-indicator__state--saving")
    page.wait_for_timeout(AUTOSAVE_PAUSE)
    expect(said.locator("visible=true")).to_have_count(0, timeout=15_000)


def submit(page: Page, action: str) -> None:
    """One of the actions behind the arrow of the form's footer; back comes the next page."""
    settled(page)
    page.get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.locator("footer").get_by_role("button", name=action, exact=True).first.click()
