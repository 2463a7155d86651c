"""The editors' side: what they see, choose and publish."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.convention.models import Topic
from cms.pages.models import LessonPage, ModulePage
from cms.pages.rich_text import FEATURES
from cms.publishing.models import Approval
from tests.cms.publishing.test_streams import UNKNOWN, stored
from tests.factories import pages
from tests.factories.accounts import AdministratorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(AdministratorFactory())
    return client


def lesson(language="en"):
    return LessonPage.objects.get(slug="l1", language_code=language)


@pytest.fixture
def tree():
    pages.tree(0)
    body = [pages.block("rich_text", "<p>Text.</p>", "r1"), UNKNOWN]
    made = pages.lesson(ModulePage.objects.get(slug="m1", language_code="en"), body=body)
    pages.translate(made, title="Por qué")


def test_editing_forms_open(tree, editor):
    for page in (pages.home(), pages.index(), lesson(), lesson().get_parent(), lesson().get_parent().get_parent()):
        response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200, page
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[lesson("es").pk])).status_code == 200


def test_the_form_shows_an_unknown_block_by_a_stream_that_offers_none(tree, editor):
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson().pk])).content.decode()
    assert "cms.publishing.KeepStreamBlock" in html
    assert html.index("telepath/blocks.js") < html.index("publishing/keep-stream.js")


def test_the_admin_speaks_the_sites_languages(editor):
    found = editor.get(reverse("wagtailadmin_account")).content.decode()
    choices = found.split('name="locale-preferred_language"')[1].split("</select>")[0]
    assert re.findall(r'value="([^"]*)"', choices) == ["", "en", "es"]


def form(**fields):
    return nested_form_data(
        {
            "title": "Why", "slug": "l1", "minutes": "0", "seo_title": "", "search_description": "", "go_live_at": "",
            "expire_at": "", "objectives": streamfield([]), "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
            **fields,
        }
    )  # fmt: skip


def test_unknown_block_survives_an_editors_save(tree, editor):
    block = LessonPage._meta.get_field("body").stream_block
    raw = block.child_blocks["unavailable"].value_for_form(lesson().body[1].value)
    state = ContentstateConverter(FEATURES).from_database_format("<p>Edited.</p>")
    data = form(body=streamfield([("rich_text", state), ("unavailable", raw)]))
    data |= {"body-0-id": "r1", "body-1-id": "u1", "action-publish": "yes"}
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[lesson().pk]), data)
    assert response.status_code == 302
    first, second = stored(LessonPage, lesson().pk)
    assert (first["id"], second) == ("r1", UNKNOWN)
    assert "Edited." in first["value"]


def test_key_lists_are_chosen_in_the_form(tree, editor):
    data = form(body=streamfield([])) | {"provisions": ["art_5", "art_6"], "action-publish": "yes"}
    editor.post(reverse("wagtailadmin_pages:edit", args=[lesson().pk]), data)
    assert lesson().provisions == ["art_5", "art_6"]


def test_minted_key_cannot_be_edited(tree, editor):
    data = form(body=streamfield([]), lesson_id="other")
    data["action-publish"] = "yes"
    editor.post(reverse("wagtailadmin_pages:edit", args=[lesson().pk]), data)
    assert LessonPage.objects.filter(lesson_id="l1", language_code="en").exists()


def test_publishing_a_translation_in_the_admin_goes_through_the_writer(tree, editor):
    source = TranslationSource.objects.get_for_instance(lesson())
    StringTranslation.objects.filter(context__object_id=source.object_id, context__path="title").update(data="Nuevo")
    url = reverse("wagtailadmin_pages:edit", args=[lesson("es").pk])
    response = editor.post(url, {"action": "publish"})
    assert response.status_code == 302
    assert lesson("es").title == "Nuevo"


def test_synchronising_and_publishing_leaves_no_row_half_written(tree, editor):
    page = lesson()
    page.body = [pages.block("rich_text", "<p>Changed.</p>", "r1")]
    pages.publish(page)
    url = reverse("wagtail_localize:update_translations", args=[TranslationSource.objects.get_for_instance(page).pk])
    response = editor.post(url, {"publish_translations": "on"})
    assert response.status_code == 302
    assert lesson("es").body[0].value.source == "<p>Changed.</p>"
    assert Approval.objects.filter(revision=lesson("es").live_revision, origin="editor").exists()


def test_translation_of_a_new_page_is_submitted(tree, editor):
    made = pages.lesson(ModulePage.objects.get(slug="m1", language_code="en"), "l2")
    url = reverse("wagtail_localize:submit_page_translation", args=[made.pk])
    assert editor.post(url, {"locales": [str(pages.locale("es").pk)]}).status_code == 302
    row = LessonPage.objects.get(slug="l2", language_code="es")
    assert (row.live, row.lesson_id) == (False, "l2")


def test_publishing_a_translation_of_a_record(editor):
    topic = Topic(slug="wastes", label="Wastes", locale=pages.locale("en"))
    topic.save()
    topic.save_revision().publish()
    row = pages.translate(topic, label="Desechos")
    source = TranslationSource.objects.get_for_instance(topic)
    StringTranslation.objects.filter(context__object_id=source.object_id, context__path="label").update(data="Residuos")
    url = reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
    editor.post(url, {"action": "publish"})
    row.refresh_from_db()
    assert row.label == "Residuos"


def test_publishing_a_translation_needs_the_right(tree, client):
    user = get_user_model().objects.create_user(email="reader@example.org", password="x")
    client.force_login(user)
    response = client.post(reverse("wagtailadmin_pages:edit", args=[lesson("es").pk]), {"action": "publish"})
    assert response.status_code in {302, 403}
    assert lesson("es").title == "Por qué"


def test_choices_of_a_kind_for_dialogs(editor, client):
    answer = editor.get(reverse("publishing_keys", args=["term"])).json()
    assert set(answer) == {"choices", "title", "ok", "cancel"}
    assert editor.get(reverse("publishing_keys", args=["nothing"])).json()["choices"] == []
    client.logout()
    assert client.get(reverse("publishing_keys", args=["term"])).status_code == 302


def test_term_marks_sub_and_sup_survive_the_editor():
    html = (
        '<p data-block-key="k">A <a linktype="term" id="pop">POP</a>, C<sub>12</sub>H<sup>4</sup> and <b>more</b>.</p>'
    )
    converter = ContentstateConverter(FEATURES)
    assert converter.to_database_format(converter.from_database_format(html)) == html


def test_preview_of_a_draft(tree, editor):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson().pk])
    data = form(title="Draft title", body=streamfield([]))
    assert editor.post(url, data).json()["is_valid"] is True
    assert "Draft title" in editor.get(url, {"mode": ""}).content.decode()
