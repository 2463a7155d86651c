"""A preview shows the draft as learners would see it, and carries Wagtail's accessibility checker."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.models import LessonPage

pytestmark = pytest.mark.django_db


def test_a_draft_is_previewed_with_the_checker(desk, client_of):
    lesson = LessonPage.objects.get(pk=desk.lesson.pk)
    lesson.title = "Draft of a lesson"
    lesson.save_revision(user=desk.editor)
    response = client_of(desk.editor).get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Draft of a lesson" in page
    assert "<wagtail-userbar" in page
    assert "no-store" in response["Cache-Control"]


def test_the_public_page_has_neither(desk, client_of):
    for client in (Client(), client_of(desk.editor)):
        page = client.get(desk.lesson.url).content.decode()
        assert "Lesson 1" in page
        assert "wagtail-userbar" not in page


@pytest.mark.parametrize("person", ["learner", "translator"])
def test_a_draft_is_for_those_who_may_edit_it(desk, client_of, person):
    url = reverse("wagtailadmin_pages:view_draft", args=[desk.lesson.pk])
    assert client_of(getattr(desk, person)).get(url).status_code == 302
