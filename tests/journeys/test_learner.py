"""A learner's whole way: found by search, signed up, enrolled, learnt, passed in two languages, certified, verified."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from pypdf import PdfReader

from tests.journeys.answers import answer
from tests.journeys.conftest import VISITORS, latest_mail, link_in
from tests.journeys.words import say

COURSE = {"en": "/en/courses/stockholm-pops-caribbean/", "es": "/es/courses/stockholm-pops-caribbean/"}
QUERY = {"en": "open burning of waste", "es": "quema de basura a cielo abierto"}
NAME = "Ana María Peña-O'Neil"
OTHER = {"en": "es", "es": "en"}


def press(page, language, name):
    """Each of these buttons leads to a new page; what follows is read from that one."""
    button = page.locator("main").get_by_role("button", name=say(language, name), exact=True).first
    with page.expect_navigation():
        button.click()


def sign_up(page, language, email):
    page.goto(f"/{language}/accounts/signup/")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password1]").fill("mangrove-tide-41")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    press(page, language, "Create account")
    mail = latest_mail(page, email)
    page.goto(link_in(mail, "confirm-email"))
    press(page, language, "Yes, confirm")
    if page.locator("input[name=login]").count():
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill("mangrove-tide-41")
        press(page, language, "Sign in")


def find_a_lesson(page, language):
    page.goto(f"/{language}/")
    box = page.locator("input[name=q]").last
    box.fill(QUERY[language])
    box.press("Enter")
    page.wait_for_url("**/search/**")
    hit = page.locator("main a[href*='/courses/stockholm-pops-caribbean/m']").first
    hit.click()
    assert page.locator("article.lesson h1").inner_text()


def practise(page, language):
    """The first lesson's ordering question, wrong and right do not matter: it was tried."""
    page.goto(f"{COURSE[language]}m1-introduction/l1-why-a-treaty/")
    section = page.locator("section.item").first
    answer(section, language)
    section.get_by_role("button", name=say(language, "Check"), exact=True).click()
    page.locator("section.item .item__result").first.wait_for()
    # "Mark as done and go on", or "Go on" where the page came anew and knows that the question was tried.
    page.locator("main form[action$='/done/'] button").click()
    page.wait_for_url("**/m1-introduction/l2-how-it-is-built/")


def sections(page):
    return page.locator("section.item").all()


def switch_language(page, language):
    page.locator(f"header a[hreflang={language}], header a[lang={language}]").first.click()
    page.wait_for_url(f"**/{language}/**")


def take_the_test(page, language):
    """The first half in one language, the second half in the other."""
    page.goto(f"{COURSE[language]}final-test/")
    press(page, language, "Start")
    assert len(sections(page)) == 24
    stems = [section.locator(".item__stem").inner_text() for section in sections(page)]
    for section in sections(page)[:12]:
        answer(section, language)
    press(page, language, "Save everything")
    other = OTHER[language]
    switch_language(page, other)
    assert len(sections(page)) == 24
    assert stems != [section.locator(".item__stem").inner_text() for section in sections(page)]
    for section in sections(page)[12:]:
        answer(section, other)
    press(page, other, "Save and hand in…")
    assert page.get_by_text(say(other, "Every question has an answer.")).count() == 1
    press(page, other, "Hand in")
    assert page.locator("main .notice--success").first.inner_text().startswith("100")
    return other


def claim(page, language):
    page.goto(f"/{language}/learning/")
    page.get_by_role("link", name=say(language, "Certificate"), exact=True).click()
    if page.locator("input[name=name]").count():
        page.locator("input[name=name]").fill(NAME)
        press(page, language, "Get the certificate")
    number = re.sub(r"\s", "", page.locator("main code").inner_text())
    assert re.fullmatch(r"[0-9a-f]{32}", number)
    return number


@pytest.mark.parametrize("visitor", VISITORS, ids=str)
def test_from_a_search_to_a_verified_certificate(visit, demo, visitor):
    page = visit(visitor)
    language = visitor.language
    find_a_lesson(page, language)
    sign_up(page, language, f"learner-{uuid.uuid4().hex[:12]}@example.org")
    page.goto(COURSE[language])
    press(page, language, "Enrol")
    practise(page, language)
    language = take_the_test(page, language)
    number = claim(page, language)

    pdf = page.context.request.get(f"{demo}/{language}/learning/certificates/{number}/pdf/")
    assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")
    again = page.context.request.get(f"{demo}/{language}/learning/certificates/{number}/pdf/")
    assert again.body() == pdf.body()
    text = PdfReader(io.BytesIO(pdf.body())).pages[0].extract_text()
    assert NAME in re.sub(r"\s+", " ", text)

    anyone = visit(visitor)
    anyone.goto(f"/{visitor.language}/verify/{number}/")
    assert anyone.get_by_text(NAME, exact=True).count() == 1
    assert anyone.locator("main .notice--success").count() == 1
    assert anyone.context.cookies() == []
