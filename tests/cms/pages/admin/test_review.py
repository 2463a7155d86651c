"""An editor submits, someone else approves; what lacks an alternative text goes nowhere, and the reason is said."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.html import escape
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import TaskState, WorkflowState

from cms.pages.models import CourseImage, LessonPage
from cms.publishing.rules import ContentRefusedError
from tests.cms.pages.admin.forms import lesson_form
from tests.factories import pages

pytestmark = pytest.mark.django_db
NO_ALT = escape("A figure needs an alternative text: say what it tells someone who cannot see it.")
JUMP = escape("“Deep” is a subsection without a section above it.")


def figure(alt):
    image = CourseImage.objects.create(title="drum", file=get_test_image_file())
    return pages.block("figure", {"image": image.pk, "alt": alt, "caption": "", "description": ""})


def draft(lesson, user, *blocks, title="Changed"):
    """A draft by this person, sent to review."""
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.title = title
    lesson.body = [*blocks] or lesson.body
    lesson.save_revision(user=user)
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.get_workflow().start(lesson, user)
    return LessonPage.objects.get(pk=lesson.pk)


def approve_url(lesson, action="approve"):
    return reverse(
        "wagtailadmin_pages:workflow_action", args=[lesson.pk, action, lesson.current_workflow_task_state.pk]
    )


def test_submitted_approved_published(desk, client_of):
    lesson = draft(desk.lesson, desk.editor)
    assert LessonPage.objects.get(pk=lesson.pk).title == "Lesson 1"
    response = client_of(desk.reviewer).post(approve_url(lesson), {"comment": ""})
    assert response.status_code == 302
    lesson.refresh_from_db()
    assert (lesson.title, lesson.live, lesson.has_unpublished_changes) == ("Changed", True, False)
    state = TaskState.objects.get()
    assert (state.status, state.finished_by) == ("approved", desk.reviewer)


def test_approved_in_the_edit_form_which_saves_a_revision_of_its_own(desk, client_of):
    lesson = draft(desk.lesson, desk.editor)
    form = lesson_form(lesson, [], "action-workflow-action", title="Changed")
    form |= {"workflow-action-name": "approve", "minutes": "0"}
    client_of(desk.reviewer).post(f"/cms/pages/{lesson.pk}/edit/", form)
    lesson.refresh_from_db()
    assert (lesson.title, lesson.has_unpublished_changes) == ("Changed", False)
    assert TaskState.objects.get().revision == lesson.live_revision


def test_a_change_made_while_approving_is_not_approved(desk, client_of):
    lesson = draft(desk.lesson, desk.editor)
    form = lesson_form(lesson, [], "action-workflow-action", title="By the reviewer")
    reviewer = client_of(desk.reviewer)
    response = reviewer.post(f"/cms/pages/{lesson.pk}/edit/", form | {"workflow-action-name": "approve"})
    assert "someone else approves it" in reviewer.get(response["Location"]).content.decode()
    lesson.refresh_from_db()
    assert (lesson.title, TaskState.objects.get().status) == ("Lesson 1", "in_progress")


def test_sent_back_stays_as_it_was(desk, client_of):
    lesson = draft(desk.lesson, desk.editor)
    url = approve_url(lesson, "reject")
    client_of(desk.reviewer).post(url, {"comment": "Say which article."})
    lesson.refresh_from_db()
    assert lesson.title == "Lesson 1"
    assert WorkflowState.objects.get().status == "needs_changes"
    dashboard = client_of(desk.editor).get("/cms/").content.decode()
    assert "Sent back to you" in dashboard
    assert "Sent back to you" not in client_of(desk.other_editor).get("/cms/").content.decode()


@pytest.mark.parametrize("person", ["editor", "other_editor", "translator", "learner"])
def test_who_cannot_approve(desk, client_of, person):
    lesson = draft(desk.lesson, desk.editor)
    client_of(getattr(desk, person)).post(approve_url(lesson), {"comment": ""})
    lesson.refresh_from_db()
    assert (lesson.title, TaskState.objects.get().status) == ("Lesson 1", "in_progress")


@pytest.mark.parametrize("person", ["reviewer", "manager"])
def test_nobody_approves_their_own(desk, client_of, person):
    author = getattr(desk, person)
    lesson = draft(desk.lesson, author)
    task = lesson.current_workflow_task
    assert [name for name, _label, _modal in task.get_actions(lesson, author)] == ["reject"]
    client_of(author).post(approve_url(lesson), {"comment": ""})
    with pytest.raises(ContentRefusedError, match="someone else approves it"):
        task.on_action(lesson.current_workflow_task_state, author, "approve")
    assert not TaskState.objects.reviewable_by(author).exists()
    lesson.refresh_from_db()
    assert lesson.title == "Lesson 1"
    other = desk.manager if person == "reviewer" else desk.reviewer
    client_of(other).post(approve_url(lesson), {"comment": ""})
    lesson.refresh_from_db()
    assert lesson.title == "Changed"


def test_a_reviewer_who_edits_is_an_author(desk):
    lesson = draft(desk.lesson, desk.editor)
    lesson.title = "By the reviewer"
    lesson.save_revision(user=desk.reviewer)
    lesson = LessonPage.objects.get(pk=lesson.pk)
    with pytest.raises(ContentRefusedError, match="someone else approves it"):
        lesson.current_workflow_task.on_action(lesson.current_workflow_task_state, desk.reviewer, "approve")


def test_approval_says_why_not(desk, client_of):
    lesson = draft(desk.lesson, desk.editor, figure(""))
    reviewer = client_of(desk.reviewer)
    response = reviewer.post(approve_url(lesson), {"comment": ""})
    assert response["Location"] == f"/cms/pages/{lesson.pk}/edit/"
    assert NO_ALT in reviewer.get(response["Location"]).content.decode()
    lesson.refresh_from_db()
    assert (lesson.title, TaskState.objects.get().status) == ("Lesson 1", "in_progress")


def test_approval_in_a_dialog_says_why_not(desk, client_of):
    lesson = draft(desk.lesson, desk.editor, figure(""))
    response = client_of(desk.reviewer).post(
        approve_url(lesson), {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.json() == {"step": "success", "redirect": f"/cms/pages/{lesson.pk}/edit/"}


@pytest.mark.parametrize(
    ("action", "person", "goes_through"),
    [("", "editor", True), ("action-submit", "editor", False), ("action-publish", "manager", False)],
)
def test_the_form_says_why_not_at_the_block(desk, client_of, action, person, goes_through):
    body = [("heading", {"text": "Deep", "anchor": "deep", "level": "3"})]
    client = client_of(getattr(desk, person))
    url = f"/cms/pages/{desk.lesson.pk}/edit/"
    response = client.post(url, lesson_form(desk.lesson, body, action))
    if goes_through:
        assert response.status_code == 302, "a draft may be unfinished"
        return
    assert response.status_code == 200
    page = response.content.decode()
    assert re.search("is a subsection without a section above it", page)
    desk.lesson.refresh_from_db()
    assert not WorkflowState.objects.exists()
    assert len(desk.lesson.body) == 0


def test_what_is_in_order_is_published_by_the_form(desk, client_of):
    body = [("heading", {"text": "First", "anchor": "first", "level": "2"})]
    url = f"/cms/pages/{desk.lesson.pk}/edit/"
    response = client_of(desk.manager).post(url, lesson_form(desk.lesson, body, "action-publish"))
    assert response.status_code == 302
    lesson = LessonPage.objects.get(pk=desk.lesson.pk)
    assert [(block.block_type, block.value["text"]) for block in lesson.body] == [("heading", "First")]


def test_no_other_way_publishes_it(desk):
    lesson = LessonPage.objects.get(pk=desk.lesson.pk)
    lesson.body = [figure("")]
    revision = lesson.save_revision(user=desk.manager)
    with pytest.raises(ContentRefusedError) as refused:
        revision.publish(user=desk.manager)
    assert refused.value.reasons == ["A figure needs an alternative text: say what it tells someone who cannot see it."]
    lesson = LessonPage.objects.get(pk=desk.lesson.pk)
    assert len(lesson.body) == 0


def test_drafts_and_untranslated_pages_await(desk, client_of):
    lesson = LessonPage.objects.get(pk=desk.lesson.pk)
    lesson.title = "Half done"
    lesson.save_revision(user=desk.editor)
    extra = pages.lesson(desk.module, "l9", title="Only English")
    editor = client_of(desk.editor).get("/cms/").content.decode()
    assert "Half done" in editor
    assert "Only English" not in editor
    translator = client_of(desk.translator).get("/cms/").content.decode()
    assert f"/cms/pages/{extra.pk}/" in translator
    assert "Half done" not in translator


def test_the_dashboard_asks_nobody_else(desk, client_of):
    page = client_of(desk.manager).get("/cms/").content.decode()
    assert "gravatar" not in page
    assert "releases.wagtail.org" not in page
    assert "pages/css/admin.css" in page
