"""Starting, answering and handing in: what must hold whatever happens around an attempt."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from course_engine import queries, services
from course_engine.errors import AttemptClosedError, NotAllowedError, NotEnrolledError, NotFoundError, TimeOverError
from course_engine.models import AssessmentPage, Attempt, AttemptItem, Completion, Grade, ItemText, ItemVersion
from course_engine.services.attempts import GRACE_SECONDS
from tests.factories import engine as make
from tests.factories import pages

pytestmark = pytest.mark.django_db


def save(attempt: Attempt, item: AttemptItem, language: str = "en", **more: object) -> str:
    return services.save_response(
        user=attempt.user,
        attempt_id=attempt.pk,
        item_key=item.item_key,
        data=make.solution(item),
        action_id=uuid4().hex,
        language=language,
        **more,
    )


def items_of(attempt: Attempt) -> list[AttemptItem]:
    return list(attempt.items.select_related("version", "attempt"))


def shown(attempt: Attempt, language: str) -> list[dict]:
    view = queries.attempt_view(user=attempt.user, attempt_id=attempt.pk, language=language)
    return [dict(item.public) for item in view.items]


def test_an_attempt_from_start_to_grade():
    site = make.site(entries=[make.entry(1), make.entry(2, "numeric")])
    attempt = make.start(make.enrolled(site), site.test)
    make.answer_all(attempt)
    answer = json.loads(make.submit(attempt))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.fraction, attempt.passed) == ("closed", 1.0, True)
    assert answer["score"] == answer["max_score"] == 3.0
    assert Grade.objects.get().fraction == 1.0
    assert Completion.objects.filter(activity_key=site.test.translation_key).exists()


def test_only_the_enrolled_start():
    site = make.site()
    with pytest.raises(NotEnrolledError):
        make.start(make.learner(), site.test)


def test_the_database_refuses_a_second_open_attempt():
    site = make.site()
    attempt = make.start(make.enrolled(site), site.test)
    attempt.pk, attempt.number = uuid4(), 2
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save(force_insert=True)


def test_starting_again_gives_the_open_attempt_back():
    site = make.site()
    user = make.enrolled(site)
    assert make.start(user, site.test).pk == make.start(user, site.test, "es").pk


@pytest.mark.parametrize(("seconds", "kept"), [(-1, True), (1, False)])
def test_the_servers_deadline_with_its_grace_decides(seconds: int, kept: bool):
    site = make.site(time_limit_minutes=10)
    attempt = make.start(make.enrolled(site), site.test)
    first, second = items_of(attempt)
    save(attempt, first)
    over = timezone.now() - timedelta(seconds=GRACE_SECONDS + seconds)
    Attempt.objects.update(started_at=over - timedelta(minutes=10), deadline=over)
    if kept:
        save(attempt, second)
    else:
        with pytest.raises(TimeOverError):
            save(attempt, second)
    make.submit(attempt)
    attempt.refresh_from_db()
    assert attempt.fraction == (1.0 if kept else 0.5)
    assert attempt.submitted_at <= timezone.now()


def test_an_overdue_attempt_is_handed_in_by_the_clock():
    site = make.site(time_limit_minutes=10)
    attempt = make.start(make.enrolled(site), site.test)
    save(attempt, items_of(attempt)[0])
    assert not services.close_overdue(attempt_id=str(attempt.pk))
    over = timezone.now() - timedelta(minutes=1)
    Attempt.objects.update(started_at=over - timedelta(minutes=10), deadline=over)
    assert services.close_overdue(attempt_id=str(attempt.pk))
    assert not services.close_overdue(attempt_id=str(attempt.pk))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.fraction, attempt.submitted_at) == ("closed", 0.5, attempt.deadline)


def test_an_overdue_attempt_makes_way_for_the_next():
    site = make.site(time_limit_minutes=10, attempts=2)
    user = make.enrolled(site)
    first = make.start(user, site.test)
    over = timezone.now() - timedelta(minutes=1)
    Attempt.objects.update(started_at=over - timedelta(minutes=10), deadline=over)
    second = make.start(user, site.test)
    first.refresh_from_db()
    assert (first.state, second.number) == ("closed", 2)


def test_no_more_attempts_than_allowed_and_a_delay_between_them():
    site = make.site(attempts=2, delay_minutes=60)
    user = make.enrolled(site)
    make.submit(make.start(user, site.test))
    with pytest.raises(NotAllowedError) as refused:
        make.start(user, site.test)
    assert [reason.code for reason in refused.value.reasons] == ["wait"]
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(minutes=61))
    make.submit(make.start(user, site.test))
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(minutes=61))
    with pytest.raises(NotAllowedError) as refused:
        make.start(user, site.test)
    assert [reason.code for reason in refused.value.reasons] == ["no_attempts_left"]


@pytest.mark.parametrize(
    "kind", ["single_choice", "multiple_response", "matching", "ordering", "short_text", "cloze", "categorise"]
)
def test_another_language_in_the_middle_changes_neither_order_nor_answers_nor_score(kind: str):
    site = make.site(entries=[make.entry(1, kind), make.entry(2), make.entry(3, "numeric")], shuffle_items=True)
    attempt = make.start(make.enrolled(site), site.test)
    english, spanish = shown(attempt, "en"), shown(attempt, "es")
    assert [view["type"] for view in english] == [view["type"] for view in spanish]
    assert ids(english) == ids(spanish)
    assert english != spanish
    first, *others = items_of(attempt)
    save(attempt, first, "en")
    for item in others:
        save(attempt, item, "es")
    assert ids(shown(attempt, "en")) == ids(shown(attempt, "es"))
    make.submit(attempt, "es")
    attempt.refresh_from_db()
    assert attempt.fraction == 1.0


def ids(value: object) -> object:
    """The structure of a view without its words."""
    if isinstance(value, dict):
        return {
            key: ids(each) for key, each in value.items() if key not in {"text", "stem", "unit", "selected", "position"}
        }
    if isinstance(value, list):
        return [ids(each) for each in value]
    return value if isinstance(value, int | float | bool | None) else str(value)[:8]


def test_edits_while_an_attempt_is_open_do_it_no_harm():
    site = make.site(entries=[make.entry(1), make.entry(2)])
    attempt = make.start(make.enrolled(site), site.test)
    before = shown(attempt, "en"), shown(attempt, "es")
    page = AssessmentPage.objects.get(pk=site.test.pk)
    changed = make.raw_item({**make.entry(1), "options": make.options("c")}, "en", "test")
    changed["value"]["stem"] = "<p>Something else?</p>"
    page.items = [changed]
    pages.publish(page)
    assert (shown(attempt, "en"), shown(attempt, "es")) == before
    make.answer_all(attempt)
    make.submit(attempt)
    attempt.refresh_from_db()
    assert (attempt.fraction, attempt.items.count()) == (1.0, 2)


def test_deleting_the_course_changes_no_record():
    site = make.site()
    user = make.enrolled(site)
    attempt = make.passed(user, site.test)
    before = shown(attempt, "es")
    site.course.delete()
    attempt.refresh_from_db()
    assert attempt.fraction == 1.0
    assert shown(attempt, "es") == before
    [entry] = queries.my_learning(user=user, language="es")
    assert entry.state is None
    with pytest.raises(NotFoundError):
        make.start(user, site.test)


def test_a_comma_in_spanish_makes_a_new_text_and_no_new_version():
    site = make.site(entries=[make.entry(1)])
    user = make.enrolled(site)
    make.submit(make.start(user, site.test))
    versions, texts = ItemVersion.objects.count(), ItemText.objects.count()
    make.translate(site.test, [{**make.entry(1), "stem": make.both("Question 1?", "¿Pregunta, 1?")}], "test")
    make.submit(make.start(user, site.test))
    assert (ItemVersion.objects.count(), ItemText.objects.count()) == (versions, texts + 1)


def test_a_language_added_later_falls_back_to_the_source():
    site = make.site(entries=[make.entry(1)])
    test = make.assessment(site.module, "plain", [make.entry(7)], spanish=False)
    attempt = make.start(make.enrolled(site), test)
    make.translate(test, [make.entry(7)], "plain")
    [item] = queries.attempt_view(user=attempt.user, attempt_id=attempt.pk, language="es").items
    assert (item.language, "Question 7?" in item.public["stem"]) == ("en", True)


def test_draws_take_only_what_fits_and_no_item_twice():
    site = make.site(entries=[make.entry(1)])
    entries = [
        make.entry(number, difficulty=number % 2 + 1, provisions=["art_3"] if number < 16 else ["art_7"])
        for number in range(10, 20)
    ]
    pool = make.assessment(site.module, "pool", entries)
    final = AssessmentPage.objects.get(pk=site.test.pk)
    final.draws = [make.draw(pool, 2, difficulty="2", provisions=("art_3",)), make.draw(pool, 30)]
    pages.publish(final)
    user = make.enrolled(site)
    orders = set()
    for _round in range(6):
        attempt = make.start(user, final)
        items = list(attempt.items.all())
        assert len(items) == 11
        assert {item.assessment_key for item in items} == {final.translation_key, pool.translation_key}
        for drawn in items[1:3]:
            assert (drawn.links["difficulty"], drawn.links["provisions"]) == (2, ["art_3"])
        orders.add(tuple(item.item_key for item in items))
        make.submit(attempt)
    assert len(orders) > 1


def test_what_is_closed_stays_closed():
    site = make.site()
    attempt = make.start(make.enrolled(site), site.test)
    make.submit(attempt)
    with pytest.raises(AttemptClosedError):
        save(attempt, items_of(attempt)[0])
    with pytest.raises(AttemptClosedError):
        make.submit(attempt)
    attempt.refresh_from_db()
    assert (attempt.fraction, attempt.passed) == (0.0, False)


@pytest.mark.parametrize(("rule", "grade"), [("best", 1.0), ("last", 0.0), ("first", 0.5), ("mean", 0.5)])
def test_the_grade_over_attempts(rule: str, grade: float):
    site = make.site(grade_rule=rule)
    user = make.enrolled(site)
    half = make.start(user, site.test)
    save(half, items_of(half)[0])
    make.submit(half)
    make.passed(user, site.test)
    make.submit(make.start(user, site.test))
    assert Grade.objects.get().fraction == grade


def test_the_frozen_texts_hold_every_language_and_the_view_no_secret():
    site = make.site(entries=[make.entry(1)])
    attempt = make.start(make.enrolled(site), site.test)
    [item] = attempt.items.all()
    assert sorted(text.language for text in item.texts.all()) == ["en", "es"]
    assert "CANARY" not in json.dumps(shown(attempt, "en") + shown(attempt, "es"))
