"""A canary stands in every secret of every item type; it is in no byte served before its time."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from course_engine import services
from course_engine.models import Attempt, Enrolment, ItemVersion
from tests.course_engine.builtin.entries import ENTRIES
from tests.factories import engine as make
from tests.factories.accounts import AdministratorFactory, signed_in

pytestmark = pytest.mark.django_db
CANARY = b"CANARY"
KINDS = sorted(ENTRIES)


def every_type() -> list[dict[str, Any]]:
    return [make.entry(number, kind) for number, kind in enumerate(KINDS, start=1)]


def paths(site: make.Site, attempt: Attempt) -> list[str]:
    enrolment = Enrolment.objects.get(user=attempt.user)
    pages = [
        "/",
        "/courses/",
        "/courses/pops/",
        "/courses/pops/m1/",
        "/courses/pops/m1/l1/",
        "/courses/pops/m1/practice/",
        "/courses/pops/m1/test/",
        "/learning/",
        f"/learning/attempts/{attempt.pk}/",
        f"/learning/attempts/{attempt.pk}/review/",
        f"/learning/attempts/{attempt.pk}/results/",
        f"/learning/enrolments/{enrolment.pk}/transcript/",
        "/learning/attempts/nonsense/",
        "/search/?q=comentario",
        "/sitemap.xml",
    ]
    api = [
        f"/api/courses/{site.key}/",
        f"/api/assessments/{site.test.translation_key}/",
        f"/api/assessments/{site.practice.translation_key}/",
        f"/api/assessments/{site.test.translation_key}/attempts/",
        f"/api/attempts/{attempt.pk}/",
        f"/api/attempts/{attempt.pk}/responses/{uuid4()}/",
        f"/api/v2/pages/{site.test.pk}/",
        f"/api/v2/pages/{site.test.pk}/?fields=*",
        f"/api/v2/pages/{site.lessons[0].pk}/?fields=*",
        "/api/v2/pages/?type=course_engine.AssessmentPage&fields=*",
        "/api/search/?q=comentario",
        "/api/schema/",
    ]
    both = [f"{path}{'&' if '?' in path else '?'}language=es" for path in api]
    return [f"/{language}{path}" for language in ("en", "es") for path in pages] + api + both


def test_no_secret_of_any_item_type_is_served_before_its_time():
    site = make.site(entries=every_type())
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    clients = {
        "learner": signed_in(user),
        "other": signed_in(make.learner("other@example.org")),
        "anonymous": Client(),
    }
    for who, client in clients.items():
        for path in paths(site, attempt):
            answer = client.get(path)
            served = answer.getvalue() + str(dict(answer.headers)).encode()
            assert CANARY not in served, (who, path)
            assert b'"correct":' not in served, (who, path)
            assert str(attempt.seed).encode() not in served, (who, path)


def test_answers_saved_before_the_end_give_nothing_away():
    site = make.site(entries=every_type())
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    client = signed_in(user)
    for item in attempt.items.select_related("version", "attempt"):
        answer = client.put(
            f"/api/attempts/{attempt.pk}/responses/{item.item_key}/",
            {"action_id": uuid4().hex, "response": make.solution(item)},
            content_type="application/json",
        )
        assert (answer.status_code, answer.json()["review"]) == (200, None)
        assert CANARY not in answer.content
        wrong = client.put(
            f"/api/attempts/{attempt.pk}/responses/{item.item_key}/",
            {"action_id": uuid4().hex, "response": {"nonsense": "x"}},
            content_type="application/json",
        )
        assert wrong.status_code == 400
        assert CANARY not in wrong.content
    for language in ("en", "es"):
        page = client.get(f"/{language}/learning/attempts/{attempt.pk}/")
        assert CANARY not in page.content


def test_feedback_comes_when_the_test_is_handed_in():
    site = make.site(entries=[make.entry(1)])
    user = make.enrolled(site)
    attempt = make.passed(user, site.test)
    page = signed_in(user).get(f"/es/learning/attempts/{attempt.pk}/results/")
    assert "CANARY comentario" in page.content.decode()


def test_a_practice_question_shows_its_feedback_only_after_its_own_answer():
    site = make.site()
    user = make.enrolled(site)
    client = signed_in(user)
    lesson = client.get("/en/courses/pops/m1/l1/").content
    assert CANARY not in lesson
    item = site.practice.items[0]
    version = re.search(rb'name="version" value="([0-9a-f]+)"', lesson)
    assert version is not None
    services.answer_practice(
        user=user,
        assessment_key=site.practice.translation_key,
        item_key=str(item.id),
        data={"choice": str(item.value["options"].bound_blocks[1].id)},
        version=version[1].decode(),
        action_id="a",
        language="en",
    )
    assert CANARY in client.get("/en/courses/pops/m1/l1/").content
    api = client.get(f"/api/assessments/{site.practice.translation_key}/")
    assert CANARY not in api.content


def test_previews_and_exports_of_a_lesson_hold_no_key():
    site = make.site()
    editor = signed_in(AdministratorFactory())
    answer = editor.get(f"/cms/pages/{site.lessons[0].pk}/view_draft/")
    assert answer.status_code == 200
    assert CANARY not in answer.content
    answer = editor.get(f"/cms/pages/{site.test.pk}/view_draft/")
    assert CANARY not in answer.content


def test_what_a_person_exports_of_themselves_holds_no_key():
    site = make.site(entries=every_type())
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    exported = repr(services.export_user(user=user))
    assert "CANARY" not in exported
    assert str(attempt.seed) not in exported
    assert ItemVersion.objects.count() == len(KINDS)
    assert "'correct'" not in exported
