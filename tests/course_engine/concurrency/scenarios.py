"""What must hold when several devices act at once; each scenario asserts for itself. Run as a program: all of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection

from course_engine import services
from course_engine.errors import AttemptClosedError, NotAllowedError
from course_engine.models import Attempt, Certificate, Completion, CourseRules, Enrolment, Grade
from course_engine.models import Response as Action
from course_engine.services.audit import verify_chain
from tests.factories import engine as make

ROUNDS = int(os.environ.get("CONCURRENCY_ROUNDS", "20"))


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call gave when all were made at the same moment; an exception is its result."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def work(number: int, call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def double_submit() -> None:
    """The same action twice at once: one result, both answers equal; then another action is refused."""
    site = make.site()
    CourseRules.objects.create(course_key=site.key, certificate_requires=[str(site.test.translation_key)])
    user = make.enrolled(site, "double@example.org")
    for _round in range(ROUNDS):
        attempt = make.start(user, site.test)
        make.answer_all(attempt)
        action = uuid4().hex
        answers = at_once(*[lambda a=attempt, i=action: make.submit(a, action_id=i)] * 2)
        assert answers[0] == answers[1], answers
        assert Action.objects.filter(attempt=attempt, action="submit").count() == 1
        others = at_once(*[lambda a=attempt: make.submit(a)] * 2)
        assert all(isinstance(each, AttemptClosedError) for each in others), others
    assert Attempt.objects.filter(user=user, state="closed").count() == ROUNDS
    assert Grade.objects.filter(enrolment__user=user).count() == 1
    assert Completion.objects.filter(enrolment__user=user, activity_key=site.test.translation_key).count() == 1
    assert Certificate.objects.filter(user=user).count() == 1
    assert verify_chain() is None


def two_devices_start() -> None:
    """Two starts at once: one open attempt, which both get."""
    site = make.site()
    user = make.enrolled(site, "devices@example.org")
    for _round in range(ROUNDS):
        found = at_once(*[lambda: make.start(user, site.test)] * 2)
        assert {each.pk for each in found} == {Attempt.objects.get(user=user, state="open").pk}, found
        make.submit(found[0])


def no_more_attempts_than_allowed() -> None:
    """Fifty devices start and hand in as fast as they can, again and again: three attempts ever exist."""
    site = make.site(attempts=3)
    user = make.enrolled(site, "fifty@example.org")

    def go() -> Any:
        attempt = make.start(user, site.test)
        return make.submit(attempt)

    # Devices that find the same open attempt hand in one between them, so a wave may use less than all three.
    results = [each for _wave in range(3) for each in at_once(*[go] * 50)]
    assert Attempt.objects.filter(user=user).count() == 3, results
    assert sum(isinstance(each, str) for each in results) == 3, results
    refused = [each for each in results if not isinstance(each, str)]
    assert all(isinstance(each, NotAllowedError | AttemptClosedError) for each in refused), refused


def one_enrolment_and_one_certificate() -> None:
    """Enrolling and claiming many times at once gives one of each, with one number."""
    site = make.site()
    CourseRules.objects.create(course_key=site.key, certificate_requires=[str(site.test.translation_key)])
    user = make.learner("claims@example.org", certificate_name="")
    enrolled = at_once(*[lambda: services.enrol(user=user, course_key=site.key)] * 8)
    assert {each.pk for each in enrolled} == {Enrolment.objects.get(user=user).pk}
    make.passed(user, site.test)
    pk = enrolled[0].pk
    issued = at_once(
        *[lambda: services.issue_certificate(user=user, enrolment_id=pk, name="Ana Pérez", language="es")] * 8
    )
    assert {each.number for each in issued} == {Certificate.objects.get(user=user).number}
    assert verify_chain() is None


def answers_of_two_devices() -> None:
    """Two devices answer different questions at once: both answers are kept, each once."""
    site = make.site()
    user = make.enrolled(site, "answers@example.org")
    attempt = make.start(user, site.test)
    items = list(attempt.items.select_related("version", "attempt"))

    def save(item: Any, action: str) -> str:
        return services.save_response(
            user=user,
            attempt_id=attempt.pk,
            item_key=item.item_key,
            data=make.solution(item),
            action_id=action,
            language="en",
        )

    calls = [lambda i=item, a=f"{item.slot}": save(i, a) for item in items for _twice in range(2)]
    results = at_once(*calls)
    assert all(isinstance(each, str) for each in results), results
    assert results[0] == results[1]
    assert results[2] == results[3]
    assert attempt.responses.count() == 2
    assert attempt.items.filter(response__isnull=False).count() == 2


SCENARIOS = [
    double_submit,
    two_devices_start,
    no_more_attempts_than_allowed,
    one_enrolment_and_one_certificate,
    answers_of_two_devices,
]

if __name__ == "__main__":
    import sys

    next(scenario for scenario in SCENARIOS if scenario.__name__ == sys.argv[1])()
    print("ok")  # noqa: T201
