"""Who may do what with which page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, WorkflowPage

from cms.pages.admin_setup import set_up
from tests.cms.pages.admin.forms import lesson_form
from tests.factories import pages

pytestmark = pytest.mark.django_db

ABILITIES = ("can_edit", "can_publish", "can_add_subpage", "can_unpublish")
EXPECTED = {
    # (person, language): what they can do with a live lesson
    ("learner", "en"): set(),
    ("learner", "es"): set(),
    ("editor", "en"): {"can_edit", "can_add_subpage"},
    ("editor", "es"): set(),
    ("reviewer", "en"): {"can_edit"},
    ("reviewer", "es"): {"can_edit"},
    ("translator", "en"): set(),
    ("translator", "es"): {"can_edit"},
    ("manager", "en"): {"can_edit", "can_publish", "can_add_subpage", "can_unpublish"},
    ("manager", "es"): {"can_edit", "can_publish", "can_add_subpage", "can_unpublish"},
}


@pytest.mark.parametrize(("person", "language"), EXPECTED)
def test_page_rights(desk, person, language):
    module = desk.module if language == "en" else desk.module.get_translation(pages.locale("es"))
    rights = module.permissions_for_user(getattr(desk, person))
    assert {ability for ability in ABILITIES if getattr(rights, ability)()} == EXPECTED[person, language]


@pytest.mark.parametrize(
    ("person", "allowed"),
    [("learner", False), ("editor", True), ("reviewer", True), ("translator", True), ("manager", True)],
)
def test_who_enters_the_admin(desk, client_of, person, allowed):
    response = client_of(getattr(desk, person)).get("/cms/")
    assert (response.status_code == 200) is allowed


@pytest.mark.parametrize(
    ("person", "language", "status"),
    [
        ("editor", "en", 200),
        ("editor", "es", 302),
        ("translator", "en", 302),
        ("translator", "es", 200),
        ("reviewer", "en", 200),
        ("manager", "es", 200),
        ("learner", "en", 302),
    ],
)
def test_who_opens_the_editor(desk, client_of, person, language, status):
    lesson = desk.lesson if language == "en" else desk.lesson.get_translation(pages.locale("es"))
    assert client_of(getattr(desk, person)).get(f"/cms/pages/{lesson.pk}/edit/").status_code == status


def test_an_editor_cannot_publish_by_posting_it(desk, client_of):
    before = desk.lesson.live_revision_id
    form = lesson_form(desk.lesson, [], "action-publish", title="Taken over")
    client_of(desk.editor).post(f"/cms/pages/{desk.lesson.pk}/edit/", form)
    desk.lesson.refresh_from_db()
    assert (desk.lesson.title, desk.lesson.live_revision_id) == ("Lesson 1", before)


def test_set_up_twice_changes_nothing(desk):
    def state():
        return (
            sorted(Group.objects.values_list("name", flat=True)),
            set(GroupPagePermission.objects.values_list("pk", flat=True)),
            set(GroupCollectionPermission.objects.values_list("pk", flat=True)),
            set(WorkflowPage.objects.values_list("page_id", "workflow_id")),
            {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()},
        )

    before = state()
    set_up()
    assert state() == before
    assert before[0] == ["Course managers", "Editors", "Reviewers", "Translators (Spanish)"]


def test_set_up_takes_back_what_was_added_by_hand(desk):
    root = Page.objects.get(depth=1)
    editors = Group.objects.get(name="Editors")
    GroupPagePermission.objects.create(group=editors, page=root, permission_type="publish")
    call_command("setup_editors", verbosity=0)
    assert not GroupPagePermission.objects.filter(group=editors, page=root).exists()


def test_set_up_needs_the_home_page(db):
    Page.objects.filter(depth__gt=1).delete()
    with pytest.raises(CommandError, match="run load_site_pages first"):
        call_command("setup_editors")
