"""Query budgets: kept, and the same for five and for five hundred."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.pages.models import LessonPage, ModulePage
from course_engine import services
from course_engine.models import Attempt, Completion, Enrolment, Progress
from tests.factories import engine as make
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
GROWTH = 500


def queries(client: Client, path: str) -> int:
    """Queries of a warm request; those of the cache, which keeps the throttles, are not the view's."""
    client.get(path)
    with CaptureQueriesContext(connection) as context:
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return len([query for query in context.captured_queries if not _is_cache(query["sql"])])


def _is_cache(sql: str) -> bool:
    return '"cache"' in sql or "SAVEPOINT" in sql


def grow(site: make.Site, user: Any) -> None:
    """Five hundred lessons, enrolments, attempts and records more."""
    module = ModulePage.objects.get(pk=site.module.pk)
    keys = []
    for number in range(GROWTH):
        lesson = LessonPage(title=f"More {number}", slug=f"more-{number}", lesson_id=f"more-{number}")
        module.add_child(instance=lesson)
        keys.append(lesson.translation_key)
    enrolment = Enrolment.objects.get(user=user, course_key=site.key)
    Progress.objects.bulk_create(Progress(enrolment=enrolment, activity_key=key) for key in keys)
    Completion.objects.bulk_create(Completion(enrolment=enrolment, activity_key=key) for key in keys[: GROWTH // 2])
    Enrolment.objects.bulk_create(Enrolment(user=user, course_key=uuid4()) for _number in range(GROWTH))
    now = timezone.now()
    Attempt.objects.bulk_create(
        Attempt(
            user=user,
            enrolment=enrolment,
            course_key=site.key,
            assessment_key=site.test.translation_key,
            kind="test",
            mode="deferred",
            number=1000 + number,
            seed=1,
            state="closed",
            language="en",
            started_at=now,
            submitted_at=now,
            fraction=0.5,
        )
        for number in range(GROWTH)
    )


def test_queries_stay_within_budget_and_do_not_grow():
    site = make.site(lessons=5, attempts=0)
    user = make.enrolled(site)
    closed = make.passed(user, site.test)
    attempt = make.start(user, site.test)
    enrolment = Enrolment.objects.get()
    client = signed_in(user)
    budget = {
        "/en/courses/pops/m1/l1/": 14,
        "/es/courses/pops/m1/l1/": 14,
        "/en/courses/pops/m1/l2/": 14,
        "/en/courses/pops/": 14,
        "/en/courses/pops/m1/test/": 14,
        "/en/learning/": 10,
        f"/en/learning/attempts/{attempt.pk}/": 8,
        f"/es/learning/attempts/{closed.pk}/results/": 8,
        f"/api/courses/{site.key}/": 6,
        f"/api/courses/{site.key}/?language=es": 6,
        "/api/courses/": 6,
        "/api/enrolments/": 6,
        f"/api/enrolments/{enrolment.pk}/progress/": 6,
        f"/api/attempts/{attempt.pk}/": 6,
        f"/api/assessments/{site.test.translation_key}/attempts/": 6,
    }
    before = {path: queries(client, path) for path in budget}
    grow(site, user)
    after = {path: queries(client, path) for path in budget}
    assert after == before
    assert {path: count for path, count in before.items() if count > budget[path]} == {}


def test_an_anonymous_lesson_costs_nothing_more_with_the_engine_and_sets_no_cookie():
    make.site()
    reader = Client()
    for path in ("/en/courses/pops/m1/l1/", "/es/courses/pops/", "/en/courses/pops/m1/test/", "/en/verify/"):
        response = reader.get(path)
        assert (response.status_code, dict(response.cookies)) == (200, {}), path
        assert "csrfmiddlewaretoken" not in response.content.decode()
    reader.get("/en/courses/pops/m1/l1/")
    with CaptureQueriesContext(connection) as context:
        reader.get("/en/courses/pops/m1/l1/")
    records = ("_enrolment", "_progress", "_attempt", "_completion", "_courserules")
    assert [
        q["sql"] for q in context.captured_queries if any(f"course_engine{name}" in q["sql"] for name in records)
    ] == []
    assert len(context.captured_queries) <= 10


def test_an_attempt_takes_the_same_queries_for_two_items_and_for_twenty():
    site = make.site(entries=[make.entry(1), make.entry(2)])
    larger = make.assessment(site.module, "larger", [make.entry(number) for number in range(1, 21)])
    first = make.enrolled(site, "first@example.org")
    for test in (site.test, larger):  # begins the audit log, keeps the versions
        make.passed(first, test)
    counts = []
    for number, test in enumerate((site.test, larger)):
        user = make.enrolled(site, f"learner{number}@example.org")
        with CaptureQueriesContext(connection) as started:
            attempt = make.start(user, test)
        make.answer_all(attempt)
        with CaptureQueriesContext(connection) as submitted:
            services.submit_attempt(user=user, attempt_id=attempt.pk, action_id="a", language="en")
        counts.append((len(started.captured_queries), len(submitted.captured_queries)))
    assert counts[0] == counts[1]
