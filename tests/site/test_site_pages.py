"""The first pages: made once, in both languages, and never written over what editors did."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import SegmentOverride

from cms.pages.models import CourseIndexPage, HomePage, StandardPage
from config.site_pages.loading import MODELS, load_site_pages
from config.site_pages.texts import read_page

NAMES = list(MODELS)
PICTURES = ["search-computer", "signup-phone", "course-computer", "lesson-phone", "home-phone", "home-computer"]


def test_everything_is_made_in_both_languages(site_pages):
    assert site_pages == [f"{name} ({code})" for name in NAMES for code in ("en", "es")]
    for model, count in ((HomePage, 1), (CourseIndexPage, 1), (StandardPage, 3)):
        for code in ("en", "es"):
            assert model.objects.live().filter(locale__language_code=code).count() == count
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get(locale__language_code="en")
    assert not Page.objects.filter(slug="welcome").exists()


def test_a_second_run_changes_nothing(site_pages):
    revisions = list(Page.objects.values_list("pk", "latest_revision_id"))
    assert load_site_pages() == []
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == revisions


def test_what_editors_changed_stays_and_update_brings_the_delivered_text_back(site_pages):
    page = StandardPage.objects.get(slug="privacy", locale__language_code="en")
    page.title = "Our privacy notice"
    page.save_revision().publish()
    call_command("load_site_pages", verbosity=0)
    page.refresh_from_db()
    assert page.title == "Our privacy notice"
    call_command("load_site_pages", "--update", verbosity=0)
    page.refresh_from_db()
    assert page.title == "Privacy"


def test_a_deleted_translation_is_made_again(site_pages):
    spanish = Locale.objects.get(language_code="es")
    StandardPage.objects.get(slug="guide", locale=spanish).delete()
    assert load_site_pages() == ["guide (es)"]
    assert StandardPage.objects.get(slug="guide", locale=spanish).title == "Guía rápida"


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_blocks(name):
    english, spanish = read_page(name, "en"), read_page(name, "es")
    assert [block.shape for block in english.blocks] == [block.shape for block in spanish.blocks]
    assert english.slug == spanish.slug == name


def test_pages_are_served_with_their_text(client, site_pages):
    for name, language in product(NAMES, ("en", "es")):
        text = read_page(name, language)
        path = f"/{language}/" if name == "home" else f"/{language}/{name}/"
        html = client.get(path).content.decode()
        assert f"<h1>{text.title}</h1>" in html
        for block in text.blocks:
            if block.kind == "heading":
                assert block.title in html


def test_the_guides_pictures_are_small(site_pages):
    pictures = get_image_model().objects.filter(title__startswith="Guide: ")
    assert pictures.count() == 12
    assert max(picture.file_size for picture in pictures) <= 60_000


def test_each_language_has_pictures_of_its_own(site_pages):
    english = StandardPage.objects.get(slug="guide", locale__language_code="en")
    spanish = StandardPage.objects.get(slug="guide", locale__language_code="es")
    for page, language in ((english, "en"), (spanish, "es")):
        titles = [block.value["image"].title for block in page.readable("body") if block.block_type == "figure"]
        assert titles == [f"Guide: {name} ({language})" for name in PICTURES]


def test_a_translation_without_pictures_of_its_own_shows_those_of_the_source(site_pages):
    spanish = StandardPage.objects.get(slug="guide", locale__language_code="es")
    SegmentOverride.objects.all().delete()
    titles = [block.value["image"].title for block in spanish.readable("body") if block.block_type == "figure"]
    assert titles == [f"Guide: {name} (en)" for name in PICTURES]
