"""Order, completion, certificates."""

from __future__ import annotations

import pytest
from django.utils import timezone

from course_engine import queries, services
from course_engine.credentials import certificate_facts
from course_engine.errors import NotAllowedError
from course_engine.models import Certificate, Completion, CourseRules, Enrolment
from course_engine.plugins.registry import credentials
from course_engine.services.dates import add_months
from tests.factories import engine as make

pytestmark = pytest.mark.django_db


def states(user: object, site: make.Site, language: str = "en") -> list[tuple[str, list[str]]]:
    state = queries.learner_course(user=user, course_key=site.key, language=language)
    return [(each.status, [reason.code for reason in each.reasons]) for each in state.activities]


def view(user: object, lesson: object) -> object:
    enrolment = Enrolment.objects.get(user=user)
    services.record_progress(enrolment=enrolment, activity_key=lesson.translation_key)
    return services.complete_activity(enrolment=enrolment, activity_key=lesson.translation_key, language="en")


def test_one_after_the_other_says_what_comes_first():
    site = make.site(lessons=3)
    CourseRules.objects.create(course_key=site.key, order="sequential")
    user = make.enrolled(site)
    assert states(user, site) == [
        ("open", []),
        ("locked", ["earlier_first"]),
        ("locked", ["earlier_first"]),
        ("locked", ["earlier_first"]),
    ]
    with pytest.raises(NotAllowedError) as refused:
        make.start(user, site.test, "es")
    assert "Lesson 1" in str(refused.value.reasons[0]) or "Lección 1" in str(refused.value.reasons[0])
    Completion.objects.create(
        enrolment=Enrolment.objects.get(), activity_key=site.lessons[0].translation_key, kind="lesson"
    )
    assert states(user, site)[1] == ("open", [])


def test_a_lesson_is_complete_when_seen_and_practised_and_says_what_is_missing():
    site = make.site(lessons=2)
    user = make.enrolled(site)
    assert [reason.code for reason in view(user, site.lessons[0]).reasons] == ["not_practised"]
    assert view(user, site.lessons[1]).complete
    assert [status for status, _reasons in states(user, site)] == ["started", "complete", "open"]


def test_conditions_of_the_course_combine_with_its_own():
    site = make.site()
    tree = {"any": [{"condition": "order"}, {"condition": "no_such_condition"}]}
    CourseRules.objects.create(course_key=site.key, conditions={str(site.test.translation_key): tree})
    user = make.enrolled(site)
    assert states(user, site)[2] == ("locked", ["earlier_first", "unavailable"])


def test_everything_done_completes_module_course_and_gives_the_certificate():
    site = make.site(lessons=2)
    CourseRules.objects.create(course_key=site.key, completion={"lesson": ["viewed"]}, valid_months=24)
    user = make.enrolled(site)
    for lesson in site.lessons:
        view(user, lesson)
    assert not Certificate.objects.exists()
    make.passed(user, site.test)
    kinds = sorted(Completion.objects.values_list("kind", flat=True))
    assert kinds == ["assessment", "course", "lesson", "lesson", "module"]
    assert Enrolment.objects.get().state == "completed"
    certificate = Certificate.objects.get()
    assert (certificate.name, certificate.edition) == ("Ana Pérez", "2026-11-01")
    assert certificate.titles == {"en": "The Stockholm Convention", "es": "The Stockholm Convention (es)"}
    assert certificate.valid_until == add_months(certificate.issued_at, 24)
    assert len(certificate.number) == 32


def test_no_certificate_without_a_name_until_it_is_given():
    site = make.site()
    CourseRules.objects.create(course_key=site.key, certificate_requires=[str(site.test.translation_key)])
    user = make.learner("x@example.org", certificate_name="")
    enrolment = services.enrol(user=user, course_key=site.key)
    with pytest.raises(NotAllowedError) as refused:
        services.issue_certificate(user=user, enrolment_id=enrolment.pk, name=" ", language="en")
    assert [reason.code for reason in refused.value.reasons] == ["certificate_requires", "certificate_name"]
    make.passed(user, site.test)
    assert not Certificate.objects.exists()
    issued = services.issue_certificate(user=user, enrolment_id=enrolment.pk, name=" Eva  Díaz ", language="es")
    again = services.issue_certificate(user=user, enrolment_id=enrolment.pk, name="Someone Else", language="en")
    assert (issued.name, again.pk, again.name) == ("Eva Díaz", issued.pk, "Eva Díaz")


def test_the_document_has_the_same_bytes_each_time_also_after_the_course_is_gone():
    site = make.site()
    CourseRules.objects.create(course_key=site.key, certificate_requires=[str(site.test.translation_key)])
    user = make.enrolled(site)
    make.passed(user, site.test)
    certificate = Certificate.objects.get()
    renderer = credentials.get("pdf")
    first = renderer.render(certificate_facts(certificate, "es"))
    site.course.delete()
    assert renderer.render(certificate_facts(Certificate.objects.get(), "es")) == first


def test_leaving_loses_nothing():
    site = make.site()
    user = make.enrolled(site)
    make.passed(user, site.test)
    enrolment = Enrolment.objects.get()
    services.leave(user=user, enrolment_id=enrolment.pk)
    assert states(user, site) == [("open", []), ("open", []), ("complete", [])]
    back = services.enrol(user=user, course_key=site.key)
    assert (back.pk, back.state) == (enrolment.pk, "active")


@pytest.mark.parametrize(
    ("day", "months", "expected"), [("2026-01-31", 1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28")]
)
def test_months_end_on_a_day_that_exists(day: str, months: int, expected: str):
    moment = timezone.datetime.fromisoformat(day)
    assert add_months(moment, months).date().isoformat() == expected


def test_resume_goes_to_where_the_learner_stopped():
    site = make.site(lessons=3)
    user = make.enrolled(site)
    enrolment = Enrolment.objects.get()
    services.record_progress(enrolment=enrolment, activity_key=site.lessons[1].translation_key, position="part-2")
    state = queries.learner_course(user=user, course_key=site.key, language="es")
    assert state.resume.activity.title == "Lección 2"
    view(user, site.lessons[1])
    state = queries.learner_course(user=user, course_key=site.key, language="es")
    assert state.resume.activity.title == "Lección 3"
