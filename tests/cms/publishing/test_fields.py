"""What is translated and what is the same in every language."""

import pytest
from django.apps import apps
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from cms.pages.models import LessonPage
from cms.publishing.fields import KeyListField, KeyListFormField
from cms.publishing.mixins import Published
from cms.publishing.widgets import KeyListWidget
from tests.factories import pages

PAGE = {"title", "seo_title", "search_description"}
AGREED = {
    "pages.HomePage": PAGE | {"lead", "body"},
    "pages.StandardPage": PAGE | {"intro", "body"},
    "pages.CourseIndexPage": PAGE | {"intro"},
    "pages.CoursePage": PAGE | {"summary", "objectives"},
    "pages.ModulePage": PAGE | {"summary"},
    "pages.LessonPage": PAGE | {"objectives", "body"},
}


def published_models():
    kinds = (Published, TranslatableMixin)
    return [model for model in apps.get_models() if all(issubclass(model, kind) for kind in kinds)]


@pytest.mark.parametrize("label", sorted(AGREED))
def test_translated_fields_are_the_agreed_ones(label):
    model = apps.get_model(label)
    fields = get_translatable_fields(model)
    assert {f.field_name for f in fields if not isinstance(f, SynchronizedField)} == AGREED[label]


@pytest.mark.parametrize("model", published_models(), ids=lambda model: model._meta.label)
def test_machine_fields_are_never_offered_for_translation(model):
    fields = {field.field_name: field for field in get_translatable_fields(model)}
    for name in (*model.machine_keys, *(["slug"] if issubclass(model, Page) else [])):
        assert isinstance(fields[name], SynchronizedField), name
        assert fields[name].overridable is False, name
    for field in model._meta.get_fields():
        if isinstance(field, KeyListField):
            assert isinstance(fields[field.name], SynchronizedField), field.name
            assert fields[field.name].overridable is False, field.name


@pytest.mark.parametrize("model", published_models(), ids=lambda model: model._meta.label)
def test_dates_are_not_carried_to_translations(model):
    names = {field.field_name for field in get_translatable_fields(model)}
    assert not names & {"first_published_at", "go_live_at", "expire_at"}


@pytest.mark.django_db
def test_key_lists_follow_the_source_and_so_does_their_clearing():
    pages.tree(0)
    module = pages.ModulePage.objects.get(module_id="m1", language_code="en")
    lesson = pages.lesson(module, provisions=["art_5", "art_6"], chemicals=["ddt"])
    row = pages.translate(lesson)
    assert (row.provisions, row.chemicals) == (["art_5", "art_6"], ["ddt"])
    lesson.provisions, lesson.chemicals = ["art_6"], []
    pages.publish(lesson)
    row = pages.translate(lesson)
    assert (row.provisions, row.chemicals) == (["art_6"], [])


def test_key_list_form():
    field = LessonPage._meta.get_field("provisions").formfield()
    assert isinstance(field, KeyListFormField)
    assert field.clean(["art_5", "art_5", "art_6"]) == ["art_5", "art_6"]
    assert field.clean([]) == []
    assert field.has_changed(["a"], ["a"]) is False
    assert field.has_changed(None, ["a"]) is True


@pytest.mark.django_db
def test_chosen_key_that_is_no_longer_offered_stays():
    html = KeyListWidget(target="provision").render("provisions", ["gone"], {"id": "x"})
    assert '<option value="gone" selected>gone (no longer offered)</option>' in html


def test_unfit_key_lists_are_refused():
    field = KeyListField(target="provision")
    for value in (["a", "a"], "a", [1], [""]):
        with pytest.raises(Exception, match=r"list of keys|twice"):
            field.clean(value, None)
