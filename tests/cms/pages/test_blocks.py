"""Every block renders, in its own words, from what the database holds."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from wagtail.documents.models import Document

from cms.pages.models import CourseImage, CourseMedia, LessonPage, ModulePage
from tests.factories import pages

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="4" height="4"/></svg>'


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = CourseImage.objects.create(
        title="Path", file=SimpleUploadedFile("path.svg", SVG), credit="Us", licence="CC0"
    )
    sound = SimpleUploadedFile("talk.mp3", b"x" * 2500)
    media = CourseMedia.objects.create(title="Talk", file=sound, type="audio", duration=125, transcript="Spoken words.")
    document = Document.objects.create(title="Form", file=SimpleUploadedFile("form.pdf", b"x"), file_size=4000)
    return {"image": image, "media": media, "document": document}


def render(client, *blocks, path="/en/courses/pops/m1/l1/"):
    if not LessonPage.objects.exists():
        pages.tree(0)
        made = pages.lesson(ModulePage.objects.get(slug="m1", language_code="en"), body=list(blocks))
        pages.translate(made)
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_heading_has_its_anchor_or_its_id(client):
    html = render(
        client,
        pages.block("heading", {"text": "Why", "anchor": "why", "level": "2"}, "b1"),
        pages.block("heading", {"text": "How", "anchor": "", "level": "3"}, "b2"),
    )
    assert '<h2 id="why">Why</h2>' in html
    assert '<h3 id="b2">How</h3>' in html


def test_figure(client, files):
    value = {
        "image": files["image"].pk,
        "alt": 'A "path"',
        "caption": "From tank to plate",
        "description": "<p>Long.</p>",
    }
    html = render(client, pages.block("figure", value))
    assert f'src="{files["image"].file.url}" alt="A &quot;path&quot;" width="40" height="20" loading="lazy"' in html
    assert "<p>From tank to plate</p><small>Us · CC0</small>" in html
    assert "<summary>Description of the picture</summary>" in html


def test_description_of_the_image_stands_in_for_the_alternative(client, files):
    files["image"].description = "A path"
    files["image"].save()
    html = render(
        client, pages.block("figure", {"image": files["image"].pk, "alt": "", "caption": "", "description": ""})
    )
    assert 'alt="A path" width' in html
    assert "<figcaption" in html  # the credit
    assert "Description of the picture" not in html


def test_audio_shows_duration_size_and_transcript(client, files):
    value = {"media": files["media"].pk, "title": "Talk", "transcript": "<p>Word for word.</p>"}
    html = render(client, pages.block("audio", value))
    assert "<span>2:05 minutes</span><span>2 kB</span>" in html
    assert f'<audio controls preload="none" src="{files["media"].url}">' in html
    assert "<summary>Transcript</summary><p>Word for word.</p>" in html


def test_transcript_of_the_recording_stands_in(client, files):
    html = render(client, pages.block("audio", {"media": files["media"].pk, "title": "Talk", "transcript": ""}))
    assert "<p>Spoken words.</p>" in html


def test_table_has_header_cells_in_both_directions(client):
    rows = [["Annex", "Aim"], ["A", "<b>Eliminate</b>"]]
    html = render(client, pages.block("table", {"caption": "Three annexes", "rows": rows}))
    assert "<caption>Three annexes</caption>" in html
    assert '<th scope="col">Annex</th><th scope="col">Aim</th>' in html
    assert '<th scope="row">A</th><td><b>Eliminate</b></td>' in html


def test_steps_accordion_case_message_reflection_download(client, files):
    html = render(
        client,
        pages.block("steps", {"title": "Do", "steps": [pages.item("<p>One</p>"), pages.item("<p>Two</p>")]}),
        pages.block("accordion", {"title": "More", "text": "<p>Inside.</p>"}),
        pages.block("case", {"title": "An island", "text": "<p>Invented.</p>"}),
        pages.block("key_message", {"text": "<p>Remember.</p>"}),
        pages.block("reflection", {"text": "<p>Think.</p>"}),
        pages.block("download", {"document": files["document"].pk, "title": "The form"}),
    )
    assert "<ol><li><p>One</p></li><li><p>Two</p></li></ol>" in html
    assert "<summary>More</summary><p>Inside.</p>" in html
    assert "<h3>An island</h3>" in html
    assert "<p>Remember.</p>" in html
    assert "<p>Think.</p>" in html
    assert '<span class="meta">PDF, 4 kB</span>' in html


def test_cards_of_unknown_records_break_nothing(client):
    html = render(
        client,
        pages.block("provision", {"eid": "art_99", "note": ""}),
        pages.block("chemical", {"slug": "nothing", "note": ""}),
        pages.block("quotation", {"eid": "art_99"}),
    )
    assert "<h1>Why a treaty</h1>" in html


def test_missing_files_break_nothing(client):
    html = render(
        client,
        pages.block("rich_text", "<p>Text.</p>"),
    )
    broken = [
        pages.block("figure", {"image": 999, "alt": "", "caption": "", "description": ""}),
        pages.block("audio", {"media": 999, "title": "Talk", "transcript": ""}),
        pages.block("video", {"media": 999, "title": "Film", "transcript": "", "captions": 999}),
        pages.block("download", {"document": 999, "title": "Form"}),
    ]
    LessonPage.objects.update(body=broken)
    html = render(client)
    assert "<h1>Why a treaty</h1>" in html


def test_term_leads_to_the_glossary_of_the_page_language(client):
    text = '<p>A <a linktype="term" id="pop">POP</a>.</p>'
    block = pages.block("rich_text", text, "r")
    assert '<a class="term" href="/en/glossary/#pop" data-term="pop">POP</a>' in render(client, block)
    assert 'href="/es/glossary/#pop"' in render(client, path="/es/courses/pops/m1/l1/")


def test_untranslated_block_is_marked_with_its_language(client):
    render(client, pages.block("rich_text", "<p>Old.</p>", "r"))
    lesson = LessonPage.objects.get(slug="l1", language_code="en")
    lesson.body = [pages.block("rich_text", "<p>Quite new.</p>", "n")]
    pages.publish(lesson)
    html = render(client, path="/es/courses/pops/m1/l1/")
    assert '<div class="fallback" lang="en">' in html
    assert '<div class="fallback"' not in render(client)


def test_unavailable_block_says_so():
    assert "unavailable at the moment" in render_to_string("publishing/blocks/unavailable.html")


def test_nothing_written_into_a_style_or_script(client, files):
    value = {"image": files["image"].pk, "alt": "a", "caption": "c", "description": ""}
    html = render(client, pages.block("figure", value))
    assert " style=" not in html
    assert "onload" not in html
