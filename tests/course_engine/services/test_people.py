"""Marking by a person, corrected keys, erasure, the audit log."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from accounts.privacy.erasure import erase_person
from cms.pages.admin_setup import EDITORS, MANAGERS, set_up
from course_engine import events, services
from course_engine.credentials import public_certificate
from course_engine.errors import EngineError
from course_engine.models import (
    AssessmentPage,
    Attempt,
    AttemptItem,
    AuditEntry,
    AuditHead,
    Certificate,
    CourseRules,
    Enrolment,
    EventOutbox,
    Grade,
    Response,
)
from course_engine.models.audit import AppendOnlyError
from course_engine.services import audit
from tests.factories import engine as make
from tests.factories import pages
from tests.factories.accounts import AdministratorFactory, signed_in

pytestmark = pytest.mark.django_db


def corrected(site: make.Site, right: str) -> None:
    """The live page's first item with another right answer."""
    page = AssessmentPage.objects.get(pk=site.test.pk)
    page.items = [make.raw_item({**make.entry(1), "options": make.options(right)}, "en", "test")]
    pages.publish(page)


def test_an_open_answer_is_marked_by_a_person_and_then_counts():
    site = make.site(entries=[make.entry(1, "open"), make.entry(2)])
    user = make.enrolled(site)
    attempt = make.start(user, site.test, "es")
    make.answer_all(attempt)
    make.submit(attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.fraction) == ("marking", None)
    assert not Grade.objects.exists()
    item = AttemptItem.objects.get(state="pending")
    marker = AdministratorFactory()
    client = signed_in(marker)
    listed = client.get("/cms/marking/")
    assert "Question 1?" in listed.content.decode()
    assert "learner@example.org" not in listed.content.decode()
    refused = client.post(f"/cms/marking/{item.pk}/", {"points": "4", "comment": ""})
    assert refused.status_code == 200
    assert client.post(f"/cms/marking/{item.pk}/", {"points": "1.5", "comment": "Well seen"}).status_code == 302
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.max_score) == ("closed", 2.5, 4.0)
    assert Grade.objects.get().fraction == 0.625
    page = signed_in(user).get(f"/es/learning/attempts/{attempt.pk}/results/")
    assert "Well seen" in page.content.decode()
    entry = AuditEntry.objects.get(action="answer.marked")
    assert (entry.actor, entry.data) == (str(marker.pk), {"before": None, "after": 0.5})
    assert audit.verify_chain() is None


def test_markers_need_the_right():
    site = make.site(entries=[make.entry(1, "open")])
    attempt = make.start(make.enrolled(site), site.test)
    make.answer_all(attempt)
    make.submit(attempt)
    stranger = signed_in(make.learner("other@example.org"))
    for path in ("/cms/marking/", f"/cms/regrade/{site.test.translation_key}/"):
        assert stranger.get(path).status_code in {302, 403}


def test_a_corrected_key_is_previewed_and_then_marked_anew_with_an_entry():
    site = make.site(entries=[make.entry(1)])
    user = make.enrolled(site)
    attempt = make.passed(user, site.test)
    corrected(site, "c")
    attempt.refresh_from_db()
    assert attempt.fraction == 1.0
    key = str(site.test.items[0].id)
    preview = services.preview_regrade(assessment_key=site.test.translation_key, item_key=key)
    assert [(change.before, change.after) for change in preview.changes] == [(1.0, 0.0)]
    attempt.refresh_from_db()
    assert attempt.fraction == 1.0
    client = signed_in(AdministratorFactory())
    page = client.get(f"/cms/regrade/{site.test.translation_key}/{key}/")
    assert str(attempt.pk) in page.content.decode()
    assert client.get(f"/cms/regrade/{site.test.translation_key}/").status_code == 200
    with pytest.raises(EngineError):
        services.regrade(
            actor=user, assessment_key=site.test.translation_key, item_key=key, version_hash="old", reason=""
        )
    data = {"version": preview.version.hash, "reason": "The key was wrong"}
    assert client.post(f"/cms/regrade/{site.test.translation_key}/{key}/", data).status_code == 302
    attempt.refresh_from_db()
    assert (attempt.fraction, attempt.passed, Grade.objects.get().passed) == (0.0, False, False)
    entry = AuditEntry.objects.get(action="item.regraded")
    assert entry.data["reason"] == "The key was wrong"
    assert entry.data["changes"] == [{"attempt": str(attempt.pk), "before": 1.0, "after": 0.0}]


def test_a_corrected_key_also_marks_attempts_that_are_still_open():
    site = make.site(entries=[make.entry(1)])
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    make.answer_all(attempt)
    corrected(site, "c")
    key = str(site.test.items[0].id)
    preview = services.preview_regrade(assessment_key=site.test.translation_key, item_key=key)
    services.regrade(
        actor=user,
        assessment_key=site.test.translation_key,
        item_key=key,
        version_hash=preview.version.hash,
        reason="wrong",
    )
    make.submit(attempt)
    attempt.refresh_from_db()
    assert attempt.fraction == 0.0


def test_erasing_a_person_leaves_nothing_of_them_but_a_number_that_verifies():
    site = make.site(entries=[make.entry(1), make.entry(2, "open")])
    CourseRules.objects.create(course_key=site.key, certificate_requires=[str(site.practice.translation_key)])
    user = make.enrolled(site)
    attempt = make.start(user, site.test)
    make.answer_all(attempt)
    make.submit(attempt)
    open_attempt = make.start(user, site.test)
    certificate = Certificate.objects.create(
        user=user,
        name="Ana Pérez",
        course_key=site.key,
        titles={"en": "Course"},
        language="en",
        issued_at=attempt.started_at,
    )
    exported = services.export_user(user=user)
    assert "An answer in own words." in repr(exported["answers"])
    assert {"enrolments", "attempts", "answers", "certificates", "audit_log"} <= set(exported)
    erase_person(user)
    assert not Enrolment.objects.exists()
    assert not Response.objects.exists()
    assert not EventOutbox.objects.filter(user__isnull=False).exists()
    assert set(Attempt.objects.values_list("user", "state")) == {(None, "marking"), (None, "abandoned")}
    assert not AttemptItem.objects.filter(response__isnull=False).exists()
    found = public_certificate(certificate.number, "en")
    assert (found.name, found.erased, found.status) == ("", True, "valid")
    assert audit.verify_chain() is None
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("course_engine_"):
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = repr(cursor.fetchall())
                for trace in ("Ana Pérez", "learner@example.org", "An answer in own words."):
                    assert trace not in rows, (table, trace)
    open_attempt.refresh_from_db()
    assert open_attempt.user is None


def test_deleting_the_account_by_any_way_erases_too():
    site = make.site()
    user = make.enrolled(site)
    make.start(user, site.test)
    user.delete()
    assert Attempt.objects.get().state == "abandoned"


def test_the_audit_log_only_grows_and_shows_any_change():
    for number in range(3):
        audit.record(actor=None, action="test", subject=str(number))
    entry = AuditEntry.objects.all()[1]
    for forbidden in (entry.save, entry.delete, AuditEntry.objects.all().delete, AuditEntry.objects.update):
        with pytest.raises(AppendOnlyError):
            forbidden()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE course_engine_auditentry SET subject = 'x' WHERE id = %s", [entry.pk])
    assert audit.verify_chain() is None
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM course_engine_auditentry WHERE id = %s", [entry.pk])
    assert audit.verify_chain() == 2
    AuditHead.objects.update(count=7)
    assert audit.verify_chain() is not None


class Collecting:
    name = "collecting"

    def __init__(self, *, fails: int = 0) -> None:
        self.fails, self.got = fails, []

    def deliver(self, *, event_id, type, at, payload):  # noqa: A002
        if self.fails:
            self.fails -= 1
            raise ConnectionError("away")
        self.got.append(type)


def test_events_reach_a_sink_once_also_when_it_was_away(django_capture_on_commit_callbacks):
    sink = Collecting(fails=1)
    events.register_sink(sink)
    try:
        site = make.site()
        attempt = make.passed(make.enrolled(site), site.test)
        services.deliver_waiting()
        services.deliver_waiting()
        services.deliver_waiting()
    finally:
        events.unregister_sink("collecting")
    assert attempt.passed
    assert sorted(sink.got) == sorted(
        [
            "course_engine.enrolment.created.v1",
            "course_engine.attempt.started.v1",
            "course_engine.attempt.submitted.v1",
            "course_engine.attempt.marked.v1",
            "course_engine.activity.completed.v1",
        ]
    )
    assert not EventOutbox.objects.filter(done_at__isnull=True).exists()


def test_course_managers_may_mark_correct_keys_and_set_rules():
    pages.home()
    set_up()
    manager = make.learner("manager@example.org")
    manager.groups.add(Group.objects.get(name=MANAGERS))
    client = signed_in(manager)
    assert client.get("/cms/marking/").status_code == 200
    assert client.get("/cms/course_rules/").status_code == 200
    editor = make.learner("editor@example.org")
    editor.groups.add(Group.objects.get(name=EDITORS))
    assert signed_in(editor).get("/cms/marking/").status_code == 302
