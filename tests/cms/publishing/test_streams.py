"""Streams filled from registries: nothing of an unknown block is lost, no identity stands twice."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail import blocks

from cms.pages.models import LessonPage
from cms.publishing.streams import (
    DuplicateBlockError,
    RegistryStreamField,
    forget_streams,
    register_block,
    registered_blocks,
    unregister_block,
)
from tests.factories import pages

UNKNOWN = {"type": "hologram", "value": {"angle": 30, "parts": [{"a": "é"}]}, "id": "u1"}


def stored(model, pk, column="body"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} WHERE page_ptr_id = %s", [pk])
        value = cursor.fetchone()[0]
    return json.loads(value) if isinstance(value, str) else value


@pytest.fixture
def lesson(db):
    pages.tree(0)
    body = [pages.block("rich_text", "<p>Text.</p>", "r1"), UNKNOWN]
    return pages.lesson(pages.ModulePage.objects.get(module_id="m1", language_code="en"), body=body)


def test_one_name_one_block():
    with pytest.raises(DuplicateBlockError):
        register_block("lesson", "heading", blocks.CharBlock)
    with pytest.raises(DuplicateBlockError):
        register_block("lesson", "unavailable", blocks.CharBlock)


def test_order_is_as_registered():
    names = [name for name, _block in registered_blocks("lesson")]
    assert names[:3] == ["heading", "rich_text", "key_message"]


def test_nothing_of_the_blocks_stands_in_migrations():
    _name, path, args, kwargs = LessonPage._meta.get_field("body").deconstruct()
    assert (path, args) == ("cms.publishing.streams.RegistryStreamField", [])
    assert kwargs == {"registry_name": "lesson", "blank": True, "verbose_name": "body"}


def test_unknown_block_stays_in_the_database_and_the_revision(lesson):
    assert stored(LessonPage, lesson.pk)[1] == UNKNOWN
    again = LessonPage.objects.get(pk=lesson.pk)
    assert [child.block_type for child in again.body] == ["rich_text", "unavailable"]
    again.title = "Renamed"
    again.save_revision().publish()
    assert stored(LessonPage, lesson.pk)[1] == UNKNOWN
    assert json.loads(again.latest_revision.content["body"])[1] == UNKNOWN


def test_unknown_block_reaches_the_translation(lesson):
    row = pages.translate(lesson, body__r1="<p>Texto.</p>")
    assert stored(LessonPage, row.pk)[1] == UNKNOWN


def test_unknown_block_shows_as_unavailable_and_leaks_nothing(lesson, client):
    page = client.get(lesson.url)
    assert "This part of the lesson is unavailable" in page.content.decode()
    assert "angle" not in page.content.decode()
    body = client.get(f"/api/v2/pages/{lesson.pk}/").json()["body"]
    assert body[1]["value"] == {"unavailable": "hologram"}


def test_unknown_block_survives_the_form(lesson):
    block = LessonPage._meta.get_field("body").stream_block
    child = lesson.body[1]
    text = block.child_blocks["unavailable"].value_for_form(child.value)
    data = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "unavailable",
        "body-0-id": "u1", "body-0-value": text,
    }  # fmt: skip
    value = block.clean(block.value_from_datadict(data, {}, "body"))
    assert block.get_prep_value(value) == [UNKNOWN]


def test_block_is_back_when_its_app_is(lesson):
    class Hologram(blocks.StructBlock):
        angle = blocks.IntegerBlock()

    register_block("lesson", "hologram", Hologram)
    try:
        again = LessonPage.objects.get(pk=lesson.pk)
        assert (again.body[1].block_type, again.body[1].value["angle"]) == ("hologram", 30)
    finally:
        unregister_block("lesson", "hologram")


def test_historical_model_keeps_the_blocks(lesson):
    state = MigrationExecutor(connection).loader.project_state()
    model = state.apps.get_model("pages", "LessonPage")
    assert isinstance(model._meta.get_field("body"), RegistryStreamField)
    old = model.objects.get(pk=lesson.pk)
    old.minutes = 7
    old.save()
    assert stored(LessonPage, lesson.pk) == [pages.block("rich_text", "<p>Text.</p>", "r1"), UNKNOWN]


def heading(anchor, block_id):
    return pages.block("heading", {"text": "A", "anchor": anchor, "level": "2"}, block_id)


@pytest.mark.parametrize(
    "body",
    [
        [heading("a", "1"), heading("b", "1")],
        [heading("a", "1"), heading("a", "2")],
        [pages.block("steps", {"title": "", "steps": [pages.item("<p>A</p>", "i"), pages.item("<p>B</p>", "i")]})],
    ],
)
def test_two_of_one_identity_are_refused(body):
    block = LessonPage._meta.get_field("body").stream_block
    with pytest.raises(ValidationError):
        block.clean(block.to_python(body))


def test_different_identities_pass():
    block = LessonPage._meta.get_field("body").stream_block
    block.clean(block.to_python([heading("a", "1"), heading("b", "2")]))


def test_empty_key_is_minted_from_the_text_and_stays():
    block = LessonPage._meta.get_field("body").stream_block
    cleaned = block.clean(block.to_python([heading("", "1"), heading("", "2"), heading("kept", "3")]))
    anchors = [child.value["anchor"] for child in cleaned]
    assert (anchors[0], anchors[2]) == ("a", "kept")
    assert anchors[1].startswith("a-")
    again = block.clean(block.to_python(block.get_prep_value(cleaned)))
    assert [child.value["anchor"] for child in again] == anchors


def test_streams_are_read_again_after_a_change():
    forget_streams()
    assert "stream_block" not in LessonPage._meta.get_field("body").__dict__
