"""Random interleavings of everything a learner, the clock and an editor may do to attempts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from course_engine import queries, services
from course_engine.errors import (
    ActionConflictError,
    AttemptClosedError,
    EngineError,
    InvalidResponseError,
    NotAllowedError,
    TimeOverError,
)
from course_engine.models import AssessmentPage, Attempt, Certificate, CourseRules, Grade
from course_engine.services.audit import verify_chain
from tests.factories import engine as make
from tests.factories import pages

LANGUAGES = st.sampled_from(["en", "es"])
ITEMS = st.integers(0, 2)


class AttemptMachine(RuleBasedStateMachine):
    """A model of one learner's attempts beside the real ones."""

    site: make.Site
    user: Any

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.current: Attempt | None = None
        self.saved: dict[str, Any] = {}
        self.answers: dict[str, tuple[Any, str]] = {}  # action id → how to repeat it, what it got
        self.order: list[Any] = []
        self.fractions: list[float] = []
        self.actions = 0
        self.right = "b"

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @rule(language=LANGUAGES)
    def start(self, language: str) -> None:
        known = self.current
        try:
            found = make.start(self.user, self.site.test, language)
        except NotAllowedError:
            if known is not None:
                self.close(known)
            assert len(self.fractions) == 3
            return
        if known is not None and known.is_open and not self.overdue(known):
            assert found.pk == known.pk
            return
        if known is not None:
            self.close(known)
        self.current, self.saved = found, {}
        self.order = self.views(language)
        assert len(self.fractions) < 3

    @precondition(lambda self: self.current is not None)
    @rule(number=ITEMS, language=LANGUAGES, correct=st.booleans())
    def save(self, number: int, language: str, correct: bool) -> None:
        item = list(self.current.items.select_related("version", "attempt"))[number]
        options = [option["id"] for option in item.version.frozen["options"]]
        right = make.solution(item)["choice"]
        data = {"choice": right if correct else next(each for each in options if each != right)}
        action = self.new_action()

        def act() -> str:
            return services.save_response(
                user=self.user,
                attempt_id=item.attempt_id,
                item_key=item.item_key,
                data=data,
                action_id=action,
                language=language,
            )

        try:
            answer = act()
        except TimeOverError:
            assert self.overdue(self.current)
            return
        assert not self.overdue(self.current)
        assert "correct" not in answer
        self.saved[item.item_key] = data
        self.answers[action] = (act, answer)

    @precondition(lambda self: self.current is not None)
    @rule(number=ITEMS, junk=st.sampled_from([{"choice": "x"}, {"y": "1"}, {"choice": ["a", "b"]}]))
    def save_junk(self, number: int, junk: dict) -> None:
        item = list(self.current.items.all())[number]
        with pytest.raises((InvalidResponseError, TimeOverError)):
            services.save_response(
                user=self.user,
                attempt_id=self.current.pk,
                item_key=item.item_key,
                data=junk,
                action_id=self.new_action(),
                language="en",
            )

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def replay(self, data: Any) -> None:
        act, answer = self.answers[data.draw(st.sampled_from(sorted(self.answers)))]
        assert act() == answer

    @precondition(lambda self: self.answers and self.current is not None)
    @rule(data=st.data())
    def reuse_an_action_id(self, data: Any) -> None:
        action = data.draw(st.sampled_from(sorted(self.answers)))
        with pytest.raises((ActionConflictError, EngineError)):
            services.save_response(
                user=self.user, attempt_id=self.current.pk, item_key="other", data=None, action_id=action, language="en"
            )

    @precondition(lambda self: self.current is not None)
    @rule(language=LANGUAGES)
    def submit(self, language: str) -> None:
        attempt, action = self.current, self.new_action()

        def act() -> str:
            return make.submit(attempt, language, action)

        answer = act()
        self.answers[action] = (act, answer)
        self.close(attempt)
        assert json.loads(answer)["fraction"] == self.fractions[-1]
        with pytest.raises(AttemptClosedError):
            make.submit(attempt, language)

    @precondition(lambda self: self.current is not None)
    @rule()
    def time_passes(self) -> None:
        over = timezone.now() - timedelta(minutes=1)
        rows = Attempt.objects.filter(pk=self.current.pk, state="open")
        rows.update(started_at=over - timedelta(minutes=30), deadline=over)

    @precondition(lambda self: self.current is not None)
    @rule()
    def the_clock_closes(self) -> None:
        if services.close_overdue(attempt_id=str(self.current.pk)):
            self.close(self.current)

    @rule(right=st.sampled_from("abcd"))
    def an_editor_changes_the_key(self, right: str) -> None:
        page = AssessmentPage.objects.get(pk=self.site.test.pk)
        page.items = [
            make.raw_item({**make.entry(number), "options": make.options(right)}, "en", "test") for number in (1, 2, 3)
        ]
        pages.publish(page)

    @invariant()
    def at_most_one_is_open_and_three_exist(self) -> None:
        attempts = Attempt.objects.filter(user=self.user)
        assert attempts.filter(state="open").count() <= 1
        assert attempts.count() <= 3

    @invariant()
    def answers_and_order_are_as_kept(self) -> None:
        if self.current is None:
            return
        stored = {item.item_key: item.response for item in self.current.items.all() if item.response is not None}
        assert stored == self.saved
        assert self.views("es") == self.views("en") == self.order

    @invariant()
    def the_grade_is_the_best_and_the_certificate_follows(self) -> None:
        grade = Grade.objects.filter(enrolment__user=self.user).first()
        assert (grade.fraction if grade else None) == (max(self.fractions) if self.fractions else None)
        passed = bool(self.fractions) and max(self.fractions) >= 0.7
        assert Certificate.objects.filter(user=self.user).count() == int(passed)

    @invariant()
    def the_log_holds(self) -> None:
        assert verify_chain() is None

    def close(self, attempt: Attempt) -> None:
        attempt.refresh_from_db()
        assert attempt.state == "closed"
        right = sum(
            make.solution(item) == self.saved.get(item.item_key)
            for item in attempt.items.select_related("version", "attempt")
        )
        assert attempt.fraction == pytest.approx(right / 3)
        self.fractions.append(attempt.fraction)
        self.current = None

    def views(self, language: str) -> list[Any]:
        found = queries.attempt_view(user=self.user, attempt_id=self.current.pk, language=language)
        return [(item.key, [option["id"] for option in item.public["options"]]) for item in found.items]

    def overdue(self, attempt: Attempt) -> bool:
        attempt.refresh_from_db()
        return attempt.deadline is not None and attempt.deadline < timezone.now() - timedelta(seconds=30)

    def new_action(self) -> str:
        self.actions += 1
        return f"action-{self.actions}"


@pytest.mark.django_db
def test_attempts_hold_their_invariants_in_any_order_of_events():
    site = make.site(
        entries=[make.entry(1), make.entry(2), make.entry(3)],
        lessons=1,
        attempts=3,
        time_limit_minutes=30,
        shuffle_items=True,
    )
    CourseRules.objects.create(course_key=site.key, certificate_requires=[str(site.test.translation_key)])
    machine = type("Machine", (AttemptMachine,), {"site": site, "user": make.enrolled(site)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
