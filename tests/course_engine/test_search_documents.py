"""What search shows of the reader's progress: done, begun, not begun, and where to go on; one query."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from course_engine.models import Completion, Enrolment, Progress
from course_engine.search_documents import learner_states
from search.indexing import outbox
from tests.factories import engine as make

pytestmark = pytest.mark.django_db


def asked_by(user):
    request = RequestFactory().get("/en/search/")
    request.user = user
    return request


@pytest.fixture
def made():
    return make.site(lessons=3)


def families(made):
    course = f"course:{made.course.course_id}"
    return [f"lesson:{lesson.lesson_id}" for lesson in made.lessons], course


def test_done_begun_and_not_begun(made):
    user = make.enrolled(made)
    enrolment = Enrolment.objects.get(user=user)
    lessons, course = families(made)
    done, begun, _open = (lesson.translation_key for lesson in made.lessons)
    Progress.objects.create(enrolment=enrolment, activity_key=begun, fraction=0.5)
    Completion.objects.create(enrolment=enrolment, activity_key=done)
    found = learner_states(asked_by(user), [*lessons, course, "provision:art_5", "lesson:none"])
    assert {family: note["state"] for family, note in found.items()} == {
        lessons[0]: "complete",
        lessons[1]: "started",
        lessons[2]: "open",
        course: "started",
    }
    assert found[course]["url"].endswith(f"/learning/courses/{made.key}/resume/")
    assert found[lessons[2]] == {"label": "Not started", "state": "open", "url": "", "action": ""}


def test_nothing_is_said_to_who_is_not_enrolled_or_not_known(made, django_assert_num_queries):
    lessons, course = families(made)
    assert learner_states(asked_by(make.learner("other@example.org")), [*lessons, course]) == {}
    with django_assert_num_queries(0):
        assert learner_states(asked_by(AnonymousUser()), [*lessons, course]) == {}


def test_it_costs_one_query(made, django_assert_num_queries):
    lessons, course = families(made)
    request = asked_by(make.enrolled(made))
    learner_states(request, [course])
    with django_assert_num_queries(1):
        learner_states(request, [*lessons, course])


def test_the_api_tells_a_learner_how_far_they_are_and_keeps_it_to_them(made, client, settings, tmp_path):
    settings.SEARCH_INDEX_ROOT = tmp_path / "search"
    outbox.drain()
    user = make.enrolled(made)
    lessons, _ = families(made)
    Completion.objects.create(enrolment=Enrolment.objects.get(user=user), activity_key=made.lessons[0].translation_key)
    assert {notes for _, notes in told(client, "en")} == {()}
    client.force_login(user)
    assert dict(told(client, "en"))[lessons[0]] == (("complete", "Completed"),)
    assert dict(told(client, "en"))[lessons[1]] == (("open", "Not started"),)
    assert dict(told(client, "es"))[lessons[1]] == (("open", "Sin empezar"),)
    client.get("/api/search/", {"q": "lesson"})
    with CaptureQueriesContext(connection) as context:
        response = client.get("/api/search/", {"q": "lesson"})
    assert response["Cache-Control"] == "private, no-store"
    reads = [sql for sql in (query["sql"] for query in context) if sql.startswith("SELECT") and '"cache"' not in sql]
    # Whether an editor asked, who is not noted, is looked up when the answer has gone out.
    reads = [sql for sql in reads if "auth_permission" not in sql]
    assert len(reads) <= 6, "\n".join(reads)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_course_and_a_lesson_by_their_titles_lead_on_from_the_card(made, client, settings, tmp_path, language):
    settings.SEARCH_INDEX_ROOT = tmp_path / "search"
    outbox.drain()
    user = make.enrolled(made)
    Completion.objects.create(enrolment=Enrolment.objects.get(user=user), activity_key=made.lessons[0].translation_key)
    client.force_login(user)
    card = client.get("/api/search/", {"q": made.course.title, "language": language}).json()["answer"]
    lessons, course = families(made)
    assert card["family_id"] == course
    assert [(note["state"], note["url"].endswith(f"/{made.key}/resume/")) for note in card["notes"]] == [
        ("started", True)
    ]
    states = {lesson["family_id"]: [note["state"] for note in lesson["notes"]] for lesson in card["lessons"]}
    assert states == {lessons[0]: ["complete"], lessons[1]: ["open"], lessons[2]: ["open"]}
    with CaptureQueriesContext(connection) as context:
        card = client.get("/api/search/", {"q": made.lessons[0].title, "language": language}).json()["answer"]
    assert (card["family_id"], [note["state"] for note in card["notes"]]) == (lessons[0], ["complete"])
    assert len([query for query in context if "course_engine_enrolment" in query["sql"]]) == 1


def told(client, language):
    results = client.get("/api/search/", {"q": "kind:lesson", "language": language}).json()["results"]
    return [(result["family_id"], tuple((n["state"], n["label"]) for n in result["notes"])) for result in results]
