"""Learners' pages: whose they are, what they refuse, what they keep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from course_engine.models import Attempt, Certificate, Enrolment
from tests.factories import engine as make
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


def everything(site: make.Site, user: Any) -> tuple[list[str], list[str]]:
    """(paths to read, paths to post to), all of this learner."""
    attempt = Attempt.objects.filter(user=user, state="open").get()
    closed = Attempt.objects.filter(user=user, state="closed").get()
    enrolment = Enrolment.objects.get(user=user)
    certificate = Certificate.objects.get(user=user)
    read = [
        f"/en/learning/enrolments/{enrolment.pk}/transcript/",
        f"/en/learning/enrolments/{enrolment.pk}/certificate/",
        f"/en/learning/attempts/{attempt.pk}/",
        f"/en/learning/attempts/{attempt.pk}/review/",
        f"/en/learning/attempts/{closed.pk}/results/",
        f"/en/learning/certificates/{certificate.number}/",
        f"/en/learning/certificates/{certificate.number}/pdf/",
    ]
    post = [
        f"/en/learning/enrolments/{enrolment.pk}/leave/",
        f"/en/learning/enrolments/{enrolment.pk}/certificate/",
        f"/en/learning/attempts/{attempt.pk}/",
        f"/en/learning/attempts/{attempt.pk}/review/",
    ]
    return read, post


def prepared() -> tuple[make.Site, Any]:
    site = make.site()
    user = make.enrolled(site)
    closed = make.passed(user, site.test)
    make.start(user, site.test)
    Certificate.objects.create(
        user=user,
        name="Ana Pérez",
        course_key=uuid4(),
        titles={"en": "Course"},
        language="en",
        issued_at=closed.started_at,
    )
    return site, user


def counts() -> dict[str, int]:
    passing = {"sessions.session", "django_tasks_database.dbtaskresult", "django_tasks_db.dbtaskresult"}
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label_lower not in passing
    }


def test_what_is_someone_elses_is_not_found():
    site, user = prepared()
    other = signed_in(make.enrolled(site, "other@example.org"))
    read, post = everything(site, user)
    before = counts()
    for path in read:
        assert other.get(path).status_code == 404, path
    for path in post:
        assert other.post(path, {"name": "Mallory"}).status_code == 404, path
    assert counts() == before
    assert Enrolment.objects.get(user=user).state == "active"


def test_nobody_in_particular_is_sent_to_sign_in_and_back():
    site, user = prepared()
    read, post = everything(site, user)
    reader = Client()
    for path in [*read, "/en/learning/"]:
        answer = reader.get(path)
        assert (answer.status_code, f"next={path}" in answer["Location"]) == (302, True), path
    for path in post:
        assert "/accounts/" in reader.post(path)["Location"]
    answer = reader.post(post[2], headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401


def test_reading_changes_nothing():
    site, user = prepared()
    read, _post = everything(site, user)
    client = signed_in(user)
    places = ["/en/courses/pops/", "/en/courses/pops/m1/l1/", "/en/courses/pops/m1/test/", "/en/learning/"]
    places.append(f"/en/learning/courses/{site.key}/resume/")
    before = counts()
    for path in read + places:
        for method in (client.get, client.head, client.options):
            assert method(path).status_code < 500, path
    for name in ("enrol", "resume", "leave", "start"):
        client.get(f"/en/learning/courses/{site.key}/{name}/")
    assert counts() == before


def test_posts_need_the_token():
    site, user = prepared()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    _read, post = everything(site, user)
    others = [f"/en/learning/courses/{site.key}/enrol/", f"/en/learning/assessments/{site.test.translation_key}/start/"]
    for path in post + others:
        assert client.post(path).status_code == 403, path


def test_signed_in_pages_are_never_stored():
    site, user = prepared()
    read, _post = everything(site, user)
    client = signed_in(user)
    for path in [*read, "/en/courses/pops/m1/l1/"]:
        assert client.get(path)["Cache-Control"] == "private, no-store", path


def test_an_answer_that_cannot_be_read_is_named_and_the_others_are_saved():
    site = make.site(entries=[make.entry(1, "numeric"), make.entry(2)])
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    first, second = attempt.items.select_related("version", "attempt")
    client = signed_in(user)
    url = f"/es/learning/attempts/{attempt.pk}/"
    data = {"q1-value": "many", "q2-choice": make.solution(second)["choice"], "action_id": "a"}
    answer = client.post(url, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="error-summary"' in page
    assert 'href="#item-1"' in page
    assert 'aria-invalid="true"' in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.response, second.response is not None) == (None, True)
    fetched = client.post(url, data, headers={"X-Requested-With": "fetch"})
    assert (fetched.status_code, list(fetched.json()["errors"])) == (422, [first.item_key])
    good = client.post(url, {**data, "q1-value": "0,5"}, headers={"X-Requested-With": "fetch"})
    assert (good.status_code, good.json()) == (200, {"errors": {}})
    client.post(url, {"action_id": "b", "q2-choice": data["q2-choice"]})
    first.refresh_from_db()
    assert first.response is None, "an answer taken back is gone"


def test_review_names_what_has_no_answer_and_time_over_says_so():
    site = make.site(time_limit_minutes=5)
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    client = signed_in(user)
    page = client.get(f"/en/learning/attempts/{attempt.pk}/review/").content.decode()
    assert page.count("#item-") == 2
    over = timezone.now() - timedelta(minutes=1)
    Attempt.objects.update(started_at=over - timedelta(minutes=5), deadline=over)
    answer = client.post(f"/en/learning/attempts/{attempt.pk}/", {"action_id": "x"}, follow=True)
    assert "time is over" in answer.content.decode()
    results = client.post(f"/en/learning/attempts/{attempt.pk}/review/", {"action_id": "y"}, follow=True)
    assert results.redirect_chain[-1][0].endswith("/results/")


def test_practice_that_changed_meanwhile_is_shown_again_not_marked():
    site = make.site()
    user = make.enrolled(site)
    client = signed_in(user)
    item = site.practice.items[0]
    data = {"version": "0" * 64, "action_id": "a", "next": "/en/courses/pops/m1/l1/"}
    data[f"p{str(item.id)[:8]}-choice"] = str(item.value["options"].bound_blocks[0].id)
    answer = client.post(f"/en/learning/practice/{site.practice.translation_key}/{item.id}/", data)
    assert answer.status_code == 422
    assert "changed meanwhile" in answer.content.decode()
    assert not Attempt.objects.filter(items__isnull=False).exists()


def test_practice_can_be_tried_again_and_a_solved_one_from_the_start():
    site = make.site()
    user = make.enrolled(site)
    client = signed_in(user)
    item = site.practice.items[0]
    options = item.value["options"].bound_blocks
    name = f"p{str(item.id)[:8]}-choice"
    url = f"/en/learning/practice/{site.practice.translation_key}/{item.id}/"

    def attempt_with(number: int) -> str:
        page = client.get("/en/courses/pops/m1/l1/").content.decode()
        version = page.split('name="version" value="')[1][:64]
        data = {"version": version, "action_id": uuid4().hex, "next": "/en/courses/pops/m1/l1/"}
        data |= {name: str(options[number].id), "lesson": str(site.lessons[0].translation_key)}
        return client.post(url, data, follow=True).content.decode()

    wrong = attempt_with(0)
    assert "Not correct." in wrong
    assert "Check again" in wrong
    solved = attempt_with(1)
    assert "Correct." in solved
    assert "Try again from the start" in solved
    fresh = client.post(f"{url}retry/", {"next": "/en/courses/pops/m1/l1/"}, follow=True).content.decode()
    assert "item__result" not in fresh
    row = Attempt.objects.get(kind="practice").items.get()
    assert (row.tries, row.first_fraction, row.state) == (2, 0.0, "open")


def test_unknown_numbers_and_careless_typing():
    reader = Client()
    make.site()
    assert reader.get("/en/verify/00/").status_code == 404
    number = "ABCD 1234-ffff"
    assert reader.get("/es/verify/", {"number": number})["Location"] == "/es/verify/abcd1234ffff/"


def test_the_way_back_never_leaves_the_site():
    site = make.site()
    client = signed_in(make.learner())
    for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post(f"/en/learning/courses/{site.key}/enrol/", {"next": bad})
        assert answer["Location"] == "/en/learning/"
