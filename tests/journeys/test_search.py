"""Finding things as people do: from a few letters to the very section, in both languages, with and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.conftest import Visitor
from tests.journeys.places import LESSON
from tests.journeys.test_accessibility import sign_in
from tests.journeys.test_languages import switch

WORDS = {
    "en": {
        "start": "biphen",
        "name": "Polychlorinated biphenyls",
        "citation": "article 6",
        "waste": "waste",
        "everywhere": "Search everywhere",
        "save": "Save this search",
        "tell": "Mail me new results",
        "told": "Mail on new results",
        "remove": "Remove",
    },
    "es": {
        "start": "bifen",
        "name": "Bifenilos policlorados",
        "citation": "artículo 6",
        "waste": "desechos",
        "everywhere": "Buscar en todo el sitio",
        "save": "Guardar esta búsqueda",
        "tell": "Avisarme de resultados nuevos",
        "told": "Aviso de resultados nuevos",
        "remove": "Quitar",
    },
}


def ask(page, text):
    page.locator("main input[type=search]").first.fill(text)
    page.locator("main input[type=search]").first.press("Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_few_letters_are_completed_without_script(visit, language):
    page, words = visit(Visitor(language, "phone", script=False)), WORDS[language]
    page.goto(f"/{language}/search/")
    ask(page, words["start"])
    page.locator(".completions").get_by_role("link", name=words["name"], exact=True).click()
    page.wait_for_url(f"**/{language}/chemicals/pcb/")


@pytest.mark.parametrize("visitor", [Visitor("en", "phone", script=False), Visitor("es", "desktop")], ids=str)
def test_a_citation_leads_to_the_lessons_that_teach_it(visit, visitor):
    page = visit(visitor)
    page.goto(f"/{visitor.language}/search/")
    ask(page, WORDS[visitor.language]["citation"])
    card = page.locator(".answer-card")
    expect(card.get_by_role("heading").first).to_contain_text(re.compile(WORDS[visitor.language]["citation"], re.I))
    card.locator(".answer-card__lessons a").last.click()
    expect(page.locator("article.lesson h1")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_hit_leads_into_the_section_that_holds_the_words(visit, language):
    page = visit(Visitor(language, "desktop"))
    page.goto(f"/{language}/search/?q={WORDS[language]['waste']}&kind=lesson")
    link = page.locator(".sections a").first
    heading = link.inner_text()
    link.click()
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_have_text(heading)
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_filters_are_chosen_kept_by_the_language_and_taken_away(visit):
    page = visit(Visitor("en", "phone", script=False))
    page.goto("/en/search/?q=waste")
    page.locator(".kinds a").nth(1).click()
    page.locator(".facets li a").first.click()
    count = page.locator(".found [role=status]").inner_text().split()[0]
    chosen = page.url.partition("?")[2]
    switch(page, "es")
    assert page.url.partition("?")[2] == chosen
    assert page.locator(".found [role=status]").inner_text().split()[0] == count
    page.locator(".chips a").first.click()
    expect(page.locator(".chips")).to_have_count(0)
    page.locator(".kinds a").first.click()
    assert page.url.partition("?")[2] == "q=waste"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_course_is_searched_and_then_everything(visit, language):
    page, words = visit(Visitor(language, "desktop", script=False)), WORDS[language]
    page.goto(f"/{language}/{LESSON}")
    field = page.locator("#course-q")
    field.fill(words["waste"])
    field.press("Enter")
    page.wait_for_url(f"**/{language}/search/?q=*&course=*")
    within = int(page.locator(".found [role=status]").inner_text().split()[0])
    page.get_by_role("link", name=words["everywhere"]).click()
    page.wait_for_url(f"**/{language}/search/?q={words['waste']}")
    assert int(page.locator(".found [role=status]").inner_text().split()[0]) > within


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_search_is_saved_told_about_and_removed(visit, language):
    page, words = visit(Visitor(language, "phone", script=language == "en")), WORDS[language]
    sign_in(page, language)
    page.goto(f"/{language}/search/?q={words['waste']}&topic=wastes")
    page.get_by_role("button", name=words["save"]).click()
    page.wait_for_url(f"**/{language}/search/saved/")
    page.get_by_role("button", name=words["tell"]).first.click()
    expect(page.get_by_text(words["told"], exact=True)).to_be_visible()
    if language == "en":
        assert violations(page) == []
    page.locator(".saved-searches h2 a").first.click()
    assert "topic=wastes" in page.url
    page.go_back()
    page.get_by_role("button", name=words["remove"]).first.click()
    expect(page.locator(".saved-searches")).to_have_count(0)


def test_the_slash_goes_to_the_field_of_the_page(visit):
    page = visit(Visitor("en", "desktop"))
    page.goto("/en/search/?q=PCB")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
