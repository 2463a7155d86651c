"""Translated rows change only through the one writer and an approved revision."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.publishing import rules
from cms.publishing.guard import TranslationGuardedError
from cms.publishing.models import Approval
from cms.publishing.rules import TranslationRefusedError
from cms.publishing.signals import content_changed
from cms.publishing.texts import TextMismatchError
from cms.publishing.writer import ParentNotTranslatedError, write_translation
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    """A lesson, live in English and in Spanish."""
    made = pages.module(pages.course())
    for page in (pages.index(), made.get_parent().specific, made):
        pages.translate(page)
    body = [pages.block("rich_text", "<p>One <b>POP</b>.</p><p>Two.</p>", "b1")]
    found = pages.lesson(made, body=body)
    pages.translate(found, title="Por qué un tratado", body__b1=["Un <b>COP</b>.", "Dos."])
    return found


def spanish(page):
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="es")


def test_texts_reach_the_live_row(lesson):
    row = spanish(lesson)
    assert (row.title, row.live, row.lesson_id, row.language_code) == ("Por qué un tratado", True, "l1", "es")
    assert row.body[0].value.source == "<p>Un <b>COP</b>.</p><p>Dos.</p>"
    assert row.body[0].id == "b1"
    assert row.url_path == "/home-es/courses/pops/m1/l1/"


def test_draft_leaves_the_live_row_alone(lesson):
    written = write_translation(
        lesson, pages.locale("es"), user=None, texts={"title": "Borrador"}, publish=False, origin="test"
    )
    assert spanish(lesson).title == "Por qué un tratado"
    assert written.revision.as_object().title == "Borrador"


def test_unapproved_revision_is_not_published(lesson):
    written = write_translation(
        lesson, pages.locale("es"), user=None, texts={"title": "Borrador"}, publish=False, origin="test"
    )
    with pytest.raises(TranslationGuardedError):
        written.revision.publish()
    assert spanish(lesson).title == "Por qué un tratado"


def test_approved_revision_is_published(lesson):
    written = write_translation(
        lesson, pages.locale("es"), user=None, texts={"title": "Aprobado"}, publish=False, origin="test"
    )
    Approval.objects.create(revision=written.revision, origin="review")
    written.revision.publish()
    assert spanish(lesson).title == "Aprobado"


def test_wagtail_localize_cannot_overwrite_a_live_row(lesson):
    source = TranslationSource.objects.get_for_instance(lesson)
    StringTranslation.objects.filter(context__path="title", data="Por qué un tratado").update(data="Encima")
    for publish in (False, True):
        with pytest.raises(PermissionDenied):
            source.create_or_update_translation(pages.locale("es"), publish=publish, fallback=True)
        assert spanish(lesson).title == "Por qué un tratado"


def test_saving_a_live_translation_is_refused(lesson):
    row = spanish(lesson)
    row.title = "A mano"
    with pytest.raises(TranslationGuardedError):
        row.save()
    row.live = False
    with pytest.raises(TranslationGuardedError):
        row.save()
    assert (spanish(lesson).title, spanish(lesson).live) == ("Por qué un tratado", True)


def test_changed_source_leaves_the_live_translation_until_it_is_settled(lesson):
    lesson.body = [pages.block("rich_text", "<p>Changed.</p>", "b1")]
    pages.publish(lesson)
    assert spanish(lesson).body[0].value.source == "<p>Un <b>COP</b>.</p><p>Dos.</p>"


def test_links_in_another_order_keep_their_targets(lesson):
    english = '<p>See <a linktype="term" id="pop">POP</a> and <a linktype="term" id="bat">BAT</a>.</p>'
    spanish_html = '<p>Vea <a linktype="term" id="bat">MTD</a> y <a linktype="term" id="pop">COP</a>.</p>'
    lesson.body = [pages.block("rich_text", english, "b1")]
    pages.publish(lesson)
    pages.translate(lesson, body__b1=spanish_html)
    assert spanish(lesson).body[0].value.source == (
        '<p>Vea <a id="bat" linktype="term">MTD</a> y <a id="pop" linktype="term">COP</a>.</p>'
    )


@pytest.mark.parametrize(
    "texts",
    [
        {"body.b1": ["Solo una."]},
        {"body.nowhere": "x"},
        {"body.b1": ['Un <a href="https://example.org">COP</a>.', "Dos."]},
    ],
)
def test_texts_of_another_shape_are_refused(lesson, texts):
    with pytest.raises(TextMismatchError):
        write_translation(lesson, pages.locale("es"), user=None, texts=texts, publish=True, origin="test")
    assert spanish(lesson).title == "Por qué un tratado"


def test_rule_refuses_before_anything_is_written(lesson):
    rules.register_rule("test", lambda source, locale, user, origin, publish: "Not yet." if publish else "")
    try:
        with pytest.raises(TranslationRefusedError, match=r"Not yet\."):
            pages.translate(lesson, title="Nunca")
        pages.translate(lesson, publish=False, title="Borrador")
    finally:
        rules.unregister_rule("test")
    assert spanish(lesson).title == "Por qué un tratado"


def test_parents_go_first():
    orphan = pages.module(pages.course("other"))
    with pytest.raises(ParentNotTranslatedError):
        pages.translate(orphan)


def test_listeners_hear_of_it_inside_the_transaction(lesson):
    heard = []

    def listen(sender, instance, action, **kwargs):
        heard.append((sender.__name__, instance.language, action, transaction.get_connection().in_atomic_block))

    content_changed.connect(listen)
    try:
        pages.translate(lesson, title="Otra vez")
    finally:
        content_changed.disconnect(listen)
    assert heard == [("LessonPage", "es", "published", True)]


def queries_of_a_translation(lesson, sentences):
    lesson.body = [pages.block("rich_text", "".join(f"<p>Sentence {n}.</p>" for n in range(sentences)), "b1")]
    pages.publish(lesson)
    TranslationSource.update_or_create_from_instance(lesson)
    with CaptureQueriesContext(connection) as queries:
        pages.translate(lesson, body__b1=[f"Frase {n}." for n in range(sentences)])
    assert spanish(lesson).body[0].value.source.count("Frase") == sentences
    return len(queries)


def test_queries_do_not_grow_with_the_text(lesson):
    queries_of_a_translation(lesson, 2)
    assert queries_of_a_translation(lesson, 5) == queries_of_a_translation(lesson, 60)
