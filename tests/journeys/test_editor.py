"""An editor's way from an empty form to a lesson that search finds; a question corrected under a running test."""

from __future__ import annotations

import re
import time
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.journeys.answers import answer, option
from tests.journeys.conftest import Visitor
from tests.journeys.desk import at_the_desk, insert, module_id, open_page, submit, upload_picture, write
from tests.journeys.test_learner import COURSE, press, sections, sign_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

NO_ALTERNATIVE = "A figure needs an alternative text: say what it tells someone who cannot see it."
REVIEW = "Submit to Review by someone else"
FINDABLE_SECONDS = 2.0
TEST = "Test of module 1: the Convention"
OBJECTIVE = "What is the objective of the Stockholm Convention?"


def found(page: Page, word: str) -> list[str]:
    """The addresses that the search API gives for a word."""
    answer_ = page.context.request.get("/api/search/", params={"q": word, "language": "en"})
    return [hit["url"] for hit in answer_.json()["results"]]


def seconds_until(page: Page, word: str, *, there: bool) -> float:
    """How long the search takes to notice; gives up far beyond what is asked of it."""
    started = time.monotonic()
    while time.monotonic() - started < 5 * FINDABLE_SECONDS:
        if bool(found(page, word)) is there:
            return time.monotonic() - started
        time.sleep(0.1)
    raise AssertionError(f"Search did not notice in {5 * FINDABLE_SECONDS} seconds.")


def write_a_lesson(page: Page, title: str, word: str) -> None:
    """Everything but the alternative text of its figure."""
    page.goto(f"/cms/pages/{module_id(page)}/add_subpage/")
    page.get_by_role("link", name="Lesson", exact=True).click()
    page.locator("input[name=title]").fill(title)
    page.locator("input[name=minutes]").fill("5")
    for block in ("Heading", "Text", "Provision", "Figure"):
        insert(page, block)
    page.locator("[name='body-0-value-text']").fill(f"Why {word} matters")
    write(page, f"A {word} is a made-up thing.")
    page.locator("[name='body-2-value-eid']").fill("art_6__para_1")
    page.locator("[name='body-2-value-note']").fill("Stockpiles first.")
    upload_picture(page, f"Picture {word}")


def preview(page: Page) -> Page:
    """The page as it would be, in a tab of its own."""
    panel = page.get_by_role("button", name="Toggle preview")
    if panel.get_attribute("aria-expanded") != "true":
        panel.click()
    with page.expect_popup() as opened:
        page.locator("a.w-preview__size-button[target=_blank]").click()
    return opened.value


def approve(page: Page, title: str) -> None:
    """As the reviewer; back when the answer of the server is there."""
    page.goto("/cms/")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url("**/edit/")
    page.get_by_role("button", name="More actions").click()
    approve_it = page.get_by_role("button", name="Approve and Publish", exact=True).first
    with page.expect_response(lambda answer_: answer_.request.method == "POST" and "/edit/" in answer_.url):
        approve_it.click()


def test_from_an_empty_form_to_a_lesson_that_search_finds(visit):
    word = f"quokka{uuid.uuid4().hex[:8]}"
    title = f"The {word} lesson"
    path = f"/en/courses/stockholm-pops-caribbean/m1-introduction/the-{word}-lesson/"
    editor, reviewer = at_the_desk(visit, "editor"), at_the_desk(visit, "reviewer")

    write_a_lesson(editor, title, word)
    submit(editor, REVIEW)
    expect(editor.get_by_text(NO_ALTERNATIVE).first).to_be_visible()
    drawn = preview(editor)
    expect(drawn.get_by_role("heading", name=f"Why {word} matters")).to_be_visible()
    expect(drawn.get_by_text(f"A {word} is a made-up thing.")).to_be_visible()
    expect(drawn.get_by_role("link", name="Article 6(1)").first).to_be_attached()
    assert editor.context.request.get(path).status == 404

    editor.locator("[name='body-3-value-alt']").fill("Grey noise.")
    submit(editor, REVIEW)
    expect(editor.get_by_text("has been submitted for moderation")).to_be_visible()
    open_page(editor, title)
    assert editor.get_by_role("button", name=re.compile("Approve|Publish")).count() == 0
    assert found(editor, word) == []

    approve(reviewer, title)
    assert seconds_until(reviewer, word, there=True) <= FINDABLE_SECONDS
    assert found(reviewer, word)[0].startswith(path)
    anyone = visit(Visitor("en", "phone"))
    the_public_lesson(anyone, path, title, word)
    in_the_outline_of_a_learner(visit, title)

    manager = at_the_desk(visit, "manager")
    open_page(manager, title)
    unpublish(manager)
    assert seconds_until(manager, word, there=False) <= FINDABLE_SECONDS
    assert anyone.context.request.get(path).status == 404


def the_public_lesson(page: Page, path: str, title: str, word: str) -> None:
    page.goto(f"/en/search/?q={word}")
    page.get_by_role("link", name=re.compile(re.escape(title))).first.click()
    assert path in page.url
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(page.get_by_role("img", name="Grey noise.")).to_be_attached()
    expect(page.get_by_text("Stockpiles first.")).to_be_visible()


def in_the_outline_of_a_learner(visit: Any, title: str) -> None:
    learner = visit(Visitor("en", "phone"))
    sign_up(learner, "en", f"reader-{uuid.uuid4().hex[:12]}@example.org")
    learner.goto(COURSE["en"])
    press(learner, "en", "Enrol")
    learner.locator("form[action*='enrol'] button").first.wait_for(state="detached")
    learner.goto(COURSE["en"])
    expect(learner.locator("main").get_by_role("link", name=re.compile(re.escape(title))).first).to_be_attached()


def unpublish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.locator("footer").get_by_role("link", name="Unpublish").click()
    with page.expect_response(lambda answer_: answer_.request.method == "POST" and "/unpublish/" in answer_.url):
        page.get_by_role("button", name="Yes, unpublish it").click()


def test_the_desk_speaks_spanish(visit):
    page = at_the_desk(visit, "translator", "es")
    assert page.locator("html").get_attribute("lang") == "es"
    expect(page.get_by_role("heading", name="Bienvenida a la mesa de redacción")).to_be_visible()
    page.get_by_role("button", name="Páginas").first.click()
    lessons = page.context.request.get("/api/v2/pages/?type=pages.LessonPage&locale=es&limit=1").json()["items"]
    page.goto(f"/cms/pages/{lessons[0]['id']}/edit/")
    expect(page.get_by_text("quien aprende").first).to_be_visible()


@pytest.fixture
def correct(visit) -> Any:
    """A manager who corrects the first question, and puts it back in the end."""
    page = at_the_desk(visit, "manager")
    changes = []

    def change(right: int, wrong: int, text: str) -> None:
        open_page(page, TEST)
        page.locator("[name='items-0-type']").wait_for(state="attached")
        field = page.locator("[name='items-0-value-options-0-value-text']")
        changes.append(field.input_value())
        field.fill(text)
        page.locator(f"[name='items-0-value-options-{right}-value-correct']").check()
        page.locator(f"[name='items-0-value-options-{wrong}-value-correct']").uncheck()
        submit(page, "Publish")
        expect(page.get_by_text("has been published")).to_be_visible()

    yield change
    if changes:
        change(0, 1, changes[0])


def begin(page: Page) -> str:
    """A new learner at the beginning of the test of module 1."""
    sign_up(page, "en", f"corrected-{uuid.uuid4().hex[:12]}@example.org")
    page.goto(COURSE["en"])
    press(page, "en", "Enrol")
    page.locator("form[action*='enrol'] button").first.wait_for(state="detached")
    page.goto(f"{COURSE['en']}m1-introduction/test/")
    press(page, "en", "Start")
    page.wait_for_url("**/attempts/*/")
    return page.url


def questions(page: Page) -> list[str]:
    return [section.inner_text() for section in sections(page)]


def hand_in(page: Page) -> str:
    press(page, "en", "Save and hand in…")
    press(page, "en", "Hand in")
    page.wait_for_url("**/results/")
    return page.locator("main .notice").first.inner_text()


def test_a_corrected_question_harms_no_open_attempt(visit, correct):
    early, late = visit(Visitor("en", "phone")), visit(Visitor("en", "desktop"))
    address = begin(early)
    first = early.locator("section.item").filter(has_text=OBJECTIVE).first
    answered = [answer(section, "en") for section in sections(early)]
    known = next(item for item in answered if OBJECTIVE in item["stem"]["en"])
    right = next(each["text"]["en"] for each in known["options"] if each["correct"])
    press(early, "en", "Save everything")
    expect(early.get_by_text("Your answers are saved.").first).to_be_visible()
    before = questions(early)

    corrected = f"Corrected {uuid.uuid4().hex[:8]}"
    correct(right=1, wrong=0, text=corrected)

    early.goto(address)
    assert questions(early) == before
    assert option(first, right).locator("input").is_checked()
    assert hand_in(early).startswith("100")

    begin(late)
    for section in sections(late):
        if OBJECTIVE in section.inner_text():
            assert right not in section.inner_text()
            option(section, corrected).locator("input").check()
        else:
            answer(section, "en")
    assert not hand_in(late).startswith("100")
