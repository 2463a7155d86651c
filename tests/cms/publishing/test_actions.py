"""Publishing, unpublishing, moving, deleting and restricting are whole: all of it or nothing, listeners included."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.pages.models import LessonPage, ModulePage
from cms.publishing.models import Reference
from cms.publishing.references import sources_of, targets_of
from cms.publishing.signals import content_changed
from tests.factories import pages

pytestmark = pytest.mark.django_db


class Heard(list):
    """What listeners were told, and whether it was within a transaction."""

    def __call__(self, sender, instance, action, **kwargs):
        self.append((sender.__name__, instance.language, str(instance.slug), action))
        assert transaction.get_connection().in_atomic_block
        if action == "fail":
            raise RuntimeError


@pytest.fixture
def heard():
    listener = Heard()
    content_changed.connect(listener)
    yield listener
    content_changed.disconnect(listener)


@pytest.fixture
def broken():
    """A listener that fails, as an index that cannot be written would."""

    def listener(**kwargs):
        raise RuntimeError("no room on the disk")

    def connect():
        content_changed.connect(listener, weak=False, dispatch_uid="broken")

    yield connect
    content_changed.disconnect(dispatch_uid="broken")


def row(slug, language="en"):
    return LessonPage.objects.get(slug=slug, language_code=language)


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser(email="editor@example.org", password="x")
    client.force_login(user)
    return client


def test_publishing_is_heard_once(heard):
    pages.tree(1)
    heard.clear()
    pages.publish(row("l1"))
    assert heard == [("LessonPage", "en", "l1", "published")]


def test_failing_listener_leaves_nothing_published(broken):
    pages.tree(1)
    lesson = row("l1")
    lesson.title = "Changed"
    revision = lesson.save_revision()
    broken()
    with pytest.raises(RuntimeError):
        revision.publish()
    assert row("l1").title == "Lesson 1"


def test_failing_listener_leaves_the_page_published(broken):
    pages.tree(1)
    broken()
    with pytest.raises(RuntimeError):
        row("l1").unpublish()
    assert row("l1").live


def test_failing_listener_leaves_the_page_in_its_place(broken):
    pages.tree(1)
    other = pages.module(row("l1").get_parent().get_parent().specific, "m2")
    path = row("l1").url_path
    broken()
    with pytest.raises(RuntimeError):
        row("l1").move(other, "last-child")
    assert row("l1").url_path == path


def test_failing_listener_leaves_the_page(broken):
    pages.tree(1)
    broken()
    with pytest.raises(RuntimeError):
        row("l1").delete()
    assert LessonPage.objects.filter(slug="l1").count() == 2


def test_scheduled_publication_is_not_heard_as_published(heard):
    pages.tree(0)
    lesson = pages.lesson(ModulePage.objects.get(slug="m1", language_code="en"), "later", live=False)
    heard.clear()
    lesson.go_live_at = "2099-01-01T00:00:00Z"
    lesson.save_revision().publish()
    assert heard == []


def test_publishing_in_the_admin_goes_the_same_way(editor, heard, broken):
    pages.tree(1)
    lesson = row("l1")
    heard.clear()
    broken()
    data = {
        "title": "Changed", "slug": "l1", "minutes": "5", "action-publish": "yes", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "body-count": "0", "objectives-count": "0", "seo_title": "",
        "search_description": "", "go_live_at": "", "expire_at": "",
    }  # fmt: skip
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    with pytest.raises(RuntimeError):
        editor.post(url, data)
    assert row("l1").title == "Lesson 1"
    content_changed.disconnect(dispatch_uid="broken")
    editor.post(url, data)
    assert row("l1").title == "Changed"


def test_move_takes_translations_along(heard):
    pages.tree(2)
    course = row("l1").get_parent().get_parent().specific
    other = pages.module(course, "m2")
    pages.translate(other)
    heard.clear()
    row("l1").move(ModulePage.objects.get(pk=other.pk), "last-child")
    assert row("l1", "es").url_path == "/home-es/courses/pops/m2/l1/"
    assert ("LessonPage", "en", "l1", "moved") in heard
    assert ("LessonPage", "es", "l1", "moved") in heard


def test_moving_a_module_is_heard_of_its_lessons(heard):
    pages.tree(1)
    other = pages.course("other")
    heard.clear()
    ModulePage.objects.get(slug="m1", language_code="en").move(other, "last-child")
    assert {(name, slug) for name, language, slug, action in heard if language == "en"} == {
        ("ModulePage", "m1"),
        ("LessonPage", "l1"),
    }


def test_changed_slug_is_heard_of_the_pages_below(heard):
    pages.tree(1)
    heard.clear()
    module = ModulePage.objects.get(slug="m1", language_code="en")
    module.slug = "first"
    pages.publish(module)
    assert ("LessonPage", "en", "l1", "moved") in heard
    assert row("l1", "es").url_path == "/home-es/courses/pops/first/l1/"
    assert ("LessonPage", "es", "l1", "moved") in heard


def order(language):
    module = ModulePage.objects.get(slug="m1", language_code=language)
    return [page.slug for page in module.get_children()]


def test_order_is_carried():
    pages.tree(4)
    assert order("es") == ["l1", "l2", "l3", "l4"]
    row("l4").move(Page.objects.get(pk=row("l2").pk), "left")
    assert order("en") == order("es") == ["l1", "l4", "l2", "l3"]
    row("l1").move(row("l1").get_parent(), "last-child")
    assert order("en") == order("es") == ["l4", "l2", "l3", "l1"]


def test_translation_of_a_page_in_between_stands_in_between():
    pages.tree(3)
    row("l2", "es").delete()
    pages.translate(row("l2"))
    assert order("es") == ["l1", "l2", "l3"]


def test_unpublishing_is_carried():
    pages.tree(1)
    row("l1").unpublish()
    assert not row("l1", "es").live


def test_unpublishing_a_translation_leaves_the_source():
    pages.tree(1)
    row("l1", "es").unpublish()
    assert (row("l1").live, row("l1", "es").live) == (True, False)


def test_restriction_is_carried_and_taken_away(client, heard):
    pages.tree(1)
    heard.clear()
    restriction = PageViewRestriction.objects.create(page=row("l1"), restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/es/courses/pops/m1/l1/").status_code == 302
    assert ("LessonPage", "es", "l1", "restricted") in heard
    restriction.delete()
    assert client.get("/es/courses/pops/m1/l1/").status_code == 200


def test_restriction_above_holds_below(client):
    pages.tree(1)
    course = row("l1").get_parent().get_parent().specific
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/en/courses/pops/m1/l1/").status_code == 302
    assert client.get("/es/courses/pops/m1/l1/").status_code == 302


def test_deleted_source_leaves_its_translation_which_relates_again(heard):
    pages.tree(1)
    lesson = row("l1")
    key, parent = lesson.translation_key, lesson.get_parent()
    lesson.delete()
    assert row("l1", "es").live
    again = LessonPage(title="Again", slug="l1", lesson_id="l1", translation_key=key)
    pages.add(parent, again)
    assert pages.translate(again, title="Otra vez").pk == row("l1", "es").pk
    assert row("l1", "es").title == "Otra vez"


def test_references_answer_both_directions():
    pages.tree(0)
    module = ModulePage.objects.get(slug="m1", language_code="en")
    body = [pages.block("provision", {"eid": "art_6", "note": ""})]
    lesson = pages.lesson(module, provisions=["art_5"], chemicals=["ddt"], body=body)
    pages.translate(lesson)
    assert targets_of("lesson", "l1") == [("chemical", "ddt"), ("provision", "art_5"), ("provision", "art_6")]
    assert sources_of("provision", "art_6") == [("lesson", "l1")]
    lesson.provisions = []
    pages.publish(lesson)
    assert sources_of("provision", "art_5") == []
    row("l1").unpublish()
    assert not Reference.objects.filter(source_kind="lesson").exists()


def test_draft_links_count_for_nothing():
    pages.tree(0)
    module = ModulePage.objects.get(slug="m1", language_code="en")
    pages.lesson(module, provisions=["art_5"], live=False)
    assert not Reference.objects.exists()
