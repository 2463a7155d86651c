"""Machine keys: minted when empty, the same in every language, unique within each, new in a copy."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail import blocks

from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.publishing.blocks import KeyBlock
from cms.publishing.signals import content_copied
from cms.publishing.streams import register_block, unregister_block
from tests.factories import pages

pytestmark = pytest.mark.django_db


def module():
    return ModulePage.objects.get(slug="m1", language_code="en")


def test_key_is_minted_at_first_save_and_stays():
    pages.tree(0)
    lesson = pages.lesson(module(), "x", lesson_id="", live=False)
    key = lesson.lesson_id
    assert key.startswith("x-")
    pages.publish(lesson)
    assert LessonPage.objects.get(slug="x").lesson_id == key


def test_key_is_the_same_in_every_language():
    pages.tree(1)
    keys = set(LessonPage.objects.values_list("lesson_id", "language_code"))
    assert keys == {("l1", "en"), ("l1", "es")}


def test_key_is_unique_in_a_language():
    pages.tree(1)
    second = pages.lesson(module(), "l9", lesson_id="l9")
    second.lesson_id = "l1"
    with pytest.raises(ValidationError, match="taken in this language"):
        second.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonPage.objects.filter(pk=second.pk).update(lesson_id="l1")


@pytest.mark.parametrize("key", ["Has Space", "ä", "a--b", "-a"])
def test_unfit_keys_are_refused(key):
    pages.tree(0)
    with pytest.raises(ValidationError):
        pages.lesson(module(), "x", lesson_id=key)


@pytest.fixture
def pointer():
    """A block that names an activity by its key, as a practice does."""

    class Pointer(blocks.StructBlock):
        activity = KeyBlock()
        item = KeyBlock()

    register_block("lesson", "pointer", Pointer)
    yield
    unregister_block("lesson", "pointer")


def test_copy_has_keys_of_its_own_and_points_to_the_copies(pointer):
    course = pages.tree(1, spanish=False)
    original = LessonPage.objects.get(slug="l1")
    body = [
        pages.block("pointer", {"activity": "l1", "item": "kept"}, "b1"),
        pages.block("pointer", {"activity": str(original.translation_key), "item": "kept"}, "b2"),
    ]
    pages.lesson(module(), "l2", body=body)
    heard = []
    content_copied.connect(lambda **kwargs: heard.append(kwargs["mapping"]), weak=False, dispatch_uid="t")
    try:
        course.copy(recursive=True, update_attrs={"slug": "again", "title": "Again"})
    finally:
        content_copied.disconnect(dispatch_uid="t")
    copies = {page.slug: page for page in LessonPage.objects.filter(url_path__contains="/again/")}
    first, second = copies["l1"], copies["l2"]
    assert first.lesson_id not in {"", "l1"}
    assert CoursePage.objects.get(slug="again").course_id != course.course_id
    assert [child.id for child in second.body] == ["b1", "b2"]
    assert second.body[0].value["activity"] == first.lesson_id
    assert second.body[1].value["activity"] == str(first.translation_key)
    assert second.body[0].value["item"] == "kept"
    assert heard[0]["l1"] == first.lesson_id
    draft = second.get_latest_revision_as_object()
    assert (draft.lesson_id, draft.body[0].value["activity"]) == (second.lesson_id, first.lesson_id)
    assert LessonPage.objects.get(pk=original.pk).lesson_id == "l1"


def test_copy_of_one_page_alone(pointer):
    pages.tree(1, spanish=False)
    original = LessonPage.objects.get(slug="l1")
    copy = original.copy(update_attrs={"slug": "l1-copy"})
    assert copy.lesson_id not in {"", "l1"}
    assert copy.translation_key != original.translation_key
