"""Who may import, and what a draft is."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from cms.pages.models import CourseIndexPage, CoursePage, LessonPage, ReviewTask
from cms.pages.packages.models import ImportedObject
from tests.factories.accounts import UserFactory
from tests.factories.packages import changed, imported, small

pytestmark = pytest.mark.usefixtures("site")

WHY_EN, WHY_ES = "modules/m1-aim/l1-why.en.md", "modules/m1-aim/l1-why.es.md"


def user_who_may(**codes: tuple[str, ...]):
    """A user with page permissions by language."""
    user, group = UserFactory(), Group.objects.create(name="importers")
    user.groups.add(group)
    for language, permissions in codes.items():
        page = CourseIndexPage.objects.get(locale__language_code=language)
        for code in permissions:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{code}_page")
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return user


ALL = ("add", "change", "publish")


def test_user_who_may_publish_in_both_languages(tmp_path):
    user = user_who_may(en=ALL, es=ALL)
    imported(tmp_path, small(), user=user)
    lesson = LessonPage.objects.get(lesson_id="m1-l1", language_code="es")
    assert lesson.live
    assert lesson.latest_revision.user == user


def test_user_who_may_publish_in_one_language_only(tmp_path):
    user = user_who_may(en=ALL, es=("add", "change"))
    with pytest.raises(PermissionDenied) as refusal:
        imported(tmp_path, small(), user=user)
    assert str(refusal.value) == f"{user} may not publish courses in Spanish; --draft brings the package in for review."
    assert not CoursePage.objects.exists()

    report = imported(tmp_path, small(), user=user, draft=True)
    assert report.counts() == {"new": 20}
    assert not CoursePage.objects.live().exists()


def test_user_without_rights(tmp_path):
    user = user_who_may(en=ALL)
    with pytest.raises(PermissionDenied) as refusal:
        imported(tmp_path, small(), user=user, draft=True)
    assert str(refusal.value) == f"{user} may not edit courses in Spanish."
    assert not CoursePage.objects.exists()


class TestDraft:
    def test_new_course_is_not_live_in_any_language(self, tmp_path):
        imported(tmp_path, small(), draft=True)
        assert LessonPage.objects.count() == 6
        assert LessonPage.objects.live().count() == 0
        spanish = LessonPage.objects.get(lesson_id="m1-l1", language_code="es").get_latest_revision_as_object()
        assert (spanish.title, spanish.body[0].value["text"]) == ("Por qué", "La razón")
        assert not ImportedObject.objects.filter(published=True).exclude(kind="certificate").exists()

    def test_same_draft_again_changes_nothing(self, tmp_path):
        imported(tmp_path, small(), draft=True)
        assert imported(tmp_path, small(), draft=True).counts() == {"unchanged": 20}

    def test_publishing_import_after_it(self, tmp_path):
        imported(tmp_path, small(), draft=True)
        assert imported(tmp_path, small()).counts() == {"published": 20}
        assert LessonPage.objects.live().count() == 6
        assert LessonPage.objects.get(lesson_id="m1-l1", language_code="es").title == "Por qué"
        assert imported(tmp_path, small()).counts() == {"unchanged": 20}

    def test_change_of_a_live_course_waits(self, tmp_path):
        imported(tmp_path, small())
        files = changed(small(), WHY_EN, "title: Why", "title: Why then")
        files = changed(files, WHY_ES, "title: Por qué", "title: Por qué entonces")

        imported(tmp_path, files, draft=True)

        for language, live, draft in (("en", "Why", "Why then"), ("es", "Por qué", "Por qué entonces")):
            page = LessonPage.objects.get(lesson_id="m1-l1", language_code=language)
            assert (page.title, page.get_latest_revision_as_object().title) == (live, draft)
        assert imported(tmp_path, files).counts() == {"unchanged": 18, "published": 2}
        assert LessonPage.objects.get(lesson_id="m1-l1", language_code="es").title == "Por qué entonces"

    def test_goes_to_review_where_there_is_a_workflow(self, tmp_path):
        workflow = Workflow.objects.create(name="Review")
        task = ReviewTask.objects.create(name="Look")
        task.groups.add(Group.objects.create(name="reviewers"))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=CourseIndexPage.objects.get(locale__language_code="es"))
        user = user_who_may(en=ALL, es=ALL)

        imported(tmp_path, small(), user=user, draft=True)

        under_way = WorkflowState.objects.filter(status="in_progress", requested_by=user)
        assert (under_way.count(), under_way.filter(workflow=workflow).count()) == (20, 10)
