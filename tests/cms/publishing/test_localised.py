"""A reader gets the source's structure with the texts of their language."""

import pytest

from cms.pages.models import LessonPage, ModulePage
from tests.factories import pages

pytestmark = pytest.mark.django_db


def card(eid, note):
    return pages.block("provision", {"eid": eid, "note": note}, "p1")


def steps(*texts):
    items = [pages.item(f"<p>{text}</p>", f"s{number}") for number, text in enumerate(texts)]
    return pages.block("steps", {"title": "How", "steps": items}, "st")


@pytest.fixture
def lesson():
    pages.tree(0)
    body = [card("art_5", "Note"), steps("One", "Two"), pages.block("rich_text", "<p>Text.</p>", "r1")]
    made = pages.lesson(ModulePage.objects.get(slug="m1", language_code="en"), body=body)
    pages.translate(made, **{"body__p1__note": "Nota", "body__st__title": "Cómo", "body__r1": "<p>Texto.</p>"})
    return made


def spanish():
    return LessonPage.objects.get(slug="l1", language_code="es")


def test_translated_texts_stand_on_the_source(lesson):
    blocks = spanish().readable("body")
    assert blocks[0].value["note"] == "Nota"
    assert blocks[1].value["title"] == "Cómo"
    assert blocks[2].value.source == "<p>Texto.</p>"
    assert [block.language for block in blocks] == ["", "", ""]


def test_corrected_key_is_seen_before_the_translation_is_renewed(lesson):
    lesson.body = [card("art_6", "Note")]
    pages.publish(lesson)
    assert spanish().body[0].value["eid"] == "art_5"
    (block,) = spanish().readable("body")
    assert (block.value["eid"], block.value["note"]) == ("art_6", "Nota")


def test_new_blocks_and_items_fall_back_and_say_so(lesson):
    lesson.body = [steps("One", "Two", "Three"), pages.block("rich_text", "<p>New.</p>", "r2"), card("art_5", "Note")]
    pages.publish(lesson)
    blocks = spanish().readable("body")
    assert [block.id for block in blocks] == ["st", "r2", "p1"]
    assert [step.source for step in blocks[0].value["steps"]] == ["<p>One</p>", "<p>Two</p>", "<p>Three</p>"]
    assert (blocks[1].value.source, blocks[1].language) == ("<p>New.</p>", "en")
    assert blocks[1].render().startswith('<div class="fallback" lang="en">')


def test_block_of_another_type_under_the_same_id_is_the_sources(lesson):
    lesson.body = [pages.block("key_message", {"text": "<p>Now a message.</p>"}, "r1")]
    pages.publish(lesson)
    (block,) = spanish().readable("body")
    assert (block.block_type, block.language) == ("key_message", "en")


def test_table_of_another_shape_is_the_sources(lesson):
    lesson.body = [pages.block("table", {"caption": "C", "rows": [["a", "b"], ["1", "2"]]}, "t")]
    pages.publish(lesson)
    pages.translate(lesson, **{"body__t__rows": ["á", "b́", "uno", "dos"]})
    assert spanish().readable("body")[0].value["rows"] == [["á", "b́"], ["uno", "dos"]]
    lesson.body = [pages.block("table", {"caption": "C", "rows": [["a", "b"], ["1", "2"], ["3", "4"]]}, "t")]
    pages.publish(lesson)
    assert spanish().readable("body")[0].value["rows"] == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_pictures_of_a_translation_are_fetched_once(lesson, django_assert_num_queries):
    row = spanish()
    assert row.source.pk == lesson.pk
    with django_assert_num_queries(0):
        row.readable("body")
