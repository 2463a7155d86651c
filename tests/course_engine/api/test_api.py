"""Everything a learner does, done by another client."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from course_engine import services
from course_engine.models import Attempt, CourseRules, Enrolment
from tests.factories import engine as make
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
JSON = "application/json"


def post(client: Client, path: str, data: Any = None) -> Any:
    return client.post(path, data or {}, content_type=JSON)


def put(client: Client, path: str, data: Any) -> Any:
    return client.put(path, data, content_type=JSON)


def test_from_catalogue_to_certificate():
    site = make.site(entries=[make.entry(1), make.entry(2)])
    client = signed_in(make.learner())
    [course] = client.get("/api/courses/?language=es").json()["results"]
    assert (course["title"], course["language"]) == ("The Stockholm Convention (es)", "es")
    enrolment = post(client, "/api/enrolments/", {"course": course["key"]}).json()
    assert enrolment["state"] == "active"
    detail = client.get(f"/api/courses/{course['key']}/").json()
    kinds = [activity["kind"] for activity in detail["modules"][0]["activities"]]
    assert kinds == ["lesson", "lesson", "assessment"]
    progress = f"/api/enrolments/{enrolment['id']}/progress/"
    second = detail["modules"][0]["activities"][1]["key"]
    done = post(client, progress, {"activity": second, "position": "part-2", "confirmed": True}).json()
    assert (done["complete"], done["reasons"]) == (True, [])
    first = detail["modules"][0]["activities"][0]["key"]
    missing = post(client, progress, {"activity": first}).json()
    assert (missing["complete"], missing["reasons"][0]["code"]) == (False, "not_practised")
    attempt = post(client, f"/api/assessments/{site.test.translation_key}/attempts/").json()
    for item in Attempt.objects.get().items.select_related("version", "attempt"):
        path = f"/api/attempts/{attempt['id']}/responses/{item.item_key}/"
        data = {"action_id": uuid4().hex, "response": make.solution(item)}
        answer = put(client, path, data)
        assert answer.status_code == 200
        assert put(client, path, data).content == answer.content
    submitted = post(client, f"/api/attempts/{attempt['id']}/submit/", {"action_id": "the-end"})
    assert submitted.json()["passed"] is True
    assert post(client, f"/api/attempts/{attempt['id']}/submit/", {"action_id": "the-end"}).content == submitted.content
    again = post(client, f"/api/attempts/{attempt['id']}/submit/", {"action_id": "another"})
    assert (again.status_code, again["Content-Type"]) == (409, "application/problem+json")
    assert again.json()["code"] == "attempt_closed"
    view = client.get(f"/api/attempts/{attempt['id']}/?language=es").json()
    assert view["items"][0]["review"]["state"] == "correct"


def test_nothing_private_is_stored_by_caches_and_strangers_see_nothing():
    site = make.site()
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    enrolment = Enrolment.objects.get()
    mine, other, anonymous = signed_in(user), signed_in(make.learner("other@example.org")), Client()
    item = attempt.items.first()
    paths = [
        f"/api/enrolments/{enrolment.pk}/",
        f"/api/enrolments/{enrolment.pk}/progress/",
        f"/api/attempts/{attempt.pk}/",
    ]
    for path in paths:
        found = mine.get(path)
        assert (found.status_code, found["Cache-Control"]) == (200, "private, no-store")
        assert other.get(path).status_code == 404
        assert anonymous.get(path).status_code in {401, 403}
    writes = [
        (other.delete, f"/api/enrolments/{enrolment.pk}/", None),
        (other.post, f"/api/enrolments/{enrolment.pk}/progress/", {"activity": str(site.lessons[0].translation_key)}),
        (other.post, f"/api/enrolments/{enrolment.pk}/certificate/", {"name": "Mallory"}),
        (other.put, f"/api/attempts/{attempt.pk}/responses/{item.item_key}/", {"action_id": "x", "response": None}),
        (other.post, f"/api/attempts/{attempt.pk}/submit/", {"action_id": "x"}),
    ]
    for method, path, data in writes:
        assert method(path, data, content_type=JSON).status_code == 404, path
    attempt.refresh_from_db()
    enrolment.refresh_from_db()
    assert (attempt.state, enrolment.state) == ("open", "active")


@pytest.mark.parametrize("field", ["score", "passed", "state", "user", "submitted_at", "completed"])
def test_what_only_the_server_decides_is_refused(field: str):
    site = make.site()
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    item = attempt.items.first()
    enrolment = Enrolment.objects.get()
    client = signed_in(user)
    tries = [
        put(
            client,
            f"/api/attempts/{attempt.pk}/responses/{item.item_key}/",
            {"action_id": "a", "response": None, field: 1},
        ),
        post(client, f"/api/attempts/{attempt.pk}/submit/", {"action_id": "a", field: 1}),
        post(client, "/api/enrolments/", {"course": str(site.key), field: 1}),
        post(
            client,
            f"/api/enrolments/{enrolment.pk}/progress/",
            {"activity": str(site.lessons[0].translation_key), field: 1},
        ),
    ]
    for answer in tries:
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == field
    attempt.refresh_from_db()
    assert attempt.state == "open"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"choice": "no-such-option"}, 400),
        ({"other": "x"}, 400),
        ("text", 400),
        ([], 400),
        ({"choice": ["a", "b"]}, 400),
        ({"choice": "x" * 70_000}, 400),
    ],
)
def test_a_response_that_cannot_be_read_is_refused_and_nothing_is_lost(data: Any, code: int):
    site = make.site()
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    item = attempt.items.select_related("version", "attempt").first()
    client = signed_in(user)
    path = f"/api/attempts/{attempt.pk}/responses/{item.item_key}/"
    kept = make.solution(item)
    put(client, path, {"action_id": "one", "response": kept})
    answer = put(client, path, {"action_id": "two", "response": data})
    assert (answer.status_code, answer["Content-Type"]) == (code, "application/problem+json")
    item.refresh_from_db()
    assert item.response == kept


def test_the_same_action_id_for_another_request_is_a_conflict():
    site = make.site()
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    first, second = attempt.items.select_related("version", "attempt")
    client = signed_in(user)
    data = {"action_id": "same", "response": make.solution(first)}
    assert put(client, f"/api/attempts/{attempt.pk}/responses/{first.item_key}/", data).status_code == 200
    answer = put(client, f"/api/attempts/{attempt.pk}/responses/{second.item_key}/", data)
    assert (answer.status_code, answer.json()["code"]) == (409, "action_conflict")


def test_a_test_cannot_be_completed_by_saying_so():
    site = make.site()
    user = make.enrolled(site)
    enrolment = Enrolment.objects.get()
    answer = post(
        signed_in(user),
        f"/api/enrolments/{enrolment.pk}/progress/",
        {"activity": str(site.test.translation_key), "confirmed": True, "fraction": 1},
    )
    assert answer.status_code == 404
    assert not enrolment.completions.exists()


def test_certificates_are_verified_by_anyone_in_either_language():
    site = make.site(lessons=1, entries=[make.entry(1)])
    CourseRules.objects.create(course_key=site.key, certificate_requires=[str(site.test.translation_key)])
    user = make.enrolled(site)
    make.passed(user, site.test)
    certificate = user.certificates.get()
    answer = Client().get(f"/api/certificates/{certificate.number}/?language=es")
    assert answer.json() == {
        "number": certificate.number,
        "status": "valid",
        "name": "Ana Pérez",
        "course": "The Stockholm Convention (es)",
        "edition": "2026-11-01",
        "issued_at": answer.json()["issued_at"],
        "valid_until": None,
        "erased": False,
    }
    assert not answer.cookies
    services.erase_user(user=user)
    erased = Client().get(f"/api/certificates/{certificate.number}/").json()
    assert (erased["name"], erased["erased"], erased["status"]) == ("", True, "valid")
    assert Client().get("/api/certificates/0123/").status_code == 404
