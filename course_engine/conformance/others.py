"""What modes, conditions, rules, credentials and activities pass."""
# ruff: noqa: PT009 - outside test modules pytest does not explain a plain assert

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, ClassVar, get_args

from django.apps import apps
from django.test import SimpleTestCase
from django.utils import translation

from course_engine.plugins.kind import PluginType
from course_engine.plugins.registry import REGISTRIES
from course_engine.plugins.values import (
    AccessFacts,
    Answer,
    AttemptState,
    CredentialFacts,
    ItemState,
    ProgressFacts,
    Reveals,
    Sibling,
    State,
)

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LANGUAGES = ("en", "es")


class PluginTypeConformance(SimpleTestCase):
    """What the kinds have in common."""

    kind: ClassVar[str] = ""
    slug: ClassVar[str] = ""
    own_settings: ClassVar[Mapping[str, Any]] = {}
    subject: Any

    def setUp(self) -> None:
        if not self.slug:
            self.skipTest("the base case")
        self.subject = REGISTRIES[self.kind].get(self.slug)

    def test_it_has_a_label_in_every_language(self) -> None:
        self.assertIsInstance(self.subject, PluginType)
        for language in LANGUAGES:
            with translation.override(language):
                self.assertTrue(str(self.subject.label))

    def assert_answer(self, answer: Answer) -> None:
        """A value between 0 and 1, and a reason in each language for whatever is not 1."""
        self.assertIsInstance(answer, Answer)
        self.assertTrue(0.0 <= answer.value <= 1.0)
        self.assertTrue(answer.value == 1.0 or answer.reasons)
        for reason, language in product(answer.reasons, LANGUAGES):
            with translation.override(language):
                self.assertTrue(reason.code)
                self.assertTrue(str(reason))


class ModeConformance(PluginTypeConformance):
    """A mode never shows anything of an item that was neither checked nor handed in."""

    kind = "modes"

    def test_nothing_is_shown_before_its_time(self) -> None:
        for attempt, item in _states():
            shown = self.subject.reveals(attempt, item)
            self.assertIsInstance(shown, Reveals)
            self.assertEqual(shown, self.subject.reveals(attempt, item))
            if not attempt.submitted and not item.checked:
                self.assertEqual(replace(shown, hints=0), Reveals())

    def test_what_is_handed_in_cannot_be_changed(self) -> None:
        for attempt, item in _states():
            answer = self.subject.may_answer(attempt, item)
            self.assert_answer(answer)
            if attempt.submitted:
                self.assertFalse(answer.allowed)

    def test_an_open_item_can_be_answered(self) -> None:
        self.assertTrue(self.subject.may_answer(AttemptState(), ItemState()).allowed)


class ConditionConformance(PluginTypeConformance):
    kind = "conditions"

    def test_it_answers_for_every_state_of_things(self) -> None:
        self.assertEqual(list(self.subject.validate(self.own_settings)), [])
        for facts in _access_facts():
            answer = self.subject.check(facts, self.own_settings)
            self.assert_answer(answer)
            self.assertEqual(answer, self.subject.check(facts, self.own_settings))
            self.assertIn(answer.value, (0.0, 1.0))


class RuleConformance(PluginTypeConformance):
    kind = "rules"

    def test_it_answers_for_every_state_of_things(self) -> None:
        self.assertEqual(list(self.subject.validate(self.own_settings)), [])
        for facts in _progress_facts():
            answer = self.subject.evaluate(facts, self.own_settings)
            self.assert_answer(answer)
            self.assertEqual(answer, self.subject.evaluate(facts, self.own_settings))


class CredentialConformance(PluginTypeConformance):
    """The same facts give the same bytes; no name breaks it."""

    kind = "credentials"
    names: ClassVar[tuple[str, ...]] = (
        "María José Núñez-O’Brien",
        "W" * 120,
        "Ana " * 30,
        '#panic("x") $x$ \\ *b* <script> {{ 7 }} "q"',
        "Đặng Thị Ngọc Ánh",
        "李小龍 محمد 😀",
        "",
    )

    def test_it_draws_the_same_bytes_each_time(self) -> None:
        for name, language in product(self.names, LANGUAGES):
            with self.subTest(name=name, language=language):
                facts = credential_facts(name=name, language=language)
                document = self.subject.render(facts)
                self.assertIsInstance(document, bytes)
                self.assertTrue(document)
                self.assertEqual(document, self.subject.render(facts))

    def test_it_does_not_depend_on_the_readers_language(self) -> None:
        documents = set()
        for language in LANGUAGES:
            with translation.override(language):
                documents.add(self.subject.render(credential_facts()))
        self.assertEqual(len(documents), 1)


class ActivityConformance(PluginTypeConformance):
    kind = "activities"

    def test_its_page_and_rules_exist(self) -> None:
        self.assertIsNotNone(apps.get_model(self.subject.page_model))
        for rule in self.subject.rules:
            self.assertIn(rule, REGISTRIES["rules"])


def credential_facts(**changes: Any) -> CredentialFacts:
    """The facts of a certificate for tests."""
    facts = CredentialFacts(
        number="0123456789abcdef0123456789abcdef",
        name="María José Núñez-O’Brien",
        course="El Convenio de Estocolmo sobre los COP y su gestión en el Caribe",
        edition="2026-11-23",
        language="es",
        issued_at=NOW,
        verify_url="https://learn.example.org/es/verify/0123456789abcdef0123456789abcdef/",
        issuer="POPs learning",
        objectives=("Explicar por qué existe el Convenio", "Reconocer los COP"),
        minutes=410,
        percent=88.4,
    )
    return replace(facts, **changes)


def _states() -> list[tuple[AttemptState, ItemState]]:
    attempts = [AttemptState(submitted=submitted, kind=kind) for submitted in (False, True) for kind in _KINDS]
    items = [
        ItemState(answered=answered, checked=checked, tries=tries, state=state)
        for answered, checked, tries in ((False, False, 0), (True, False, 0), (True, True, 1), (True, True, 5))
        for state in (get_args(State) if checked else ("",))
    ]
    return list(product(attempts, items))


_KINDS: tuple[Any, ...] = ("practice", "test", "survey")


def _access_facts() -> list[AccessFacts]:
    siblings = (Sibling(key="a", title="First", fraction=1.0), Sibling(key="b", title="50 % of it", fraction=0.5))
    return [
        AccessFacts(
            now=NOW,
            earlier=earlier,
            attempts_used=used,
            attempts_allowed=allowed,
            delay=timedelta(hours=24),
            last_submitted_at=last,
            open_attempt=open_attempt,
        )
        for earlier in ((), siblings[:1], siblings)
        for used, allowed in ((0, 0), (0, 3), (3, 3), (4, 3))
        for last in (None, NOW, NOW - timedelta(days=2))
        for open_attempt in (False, True)
    ]


def _progress_facts() -> list[ProgressFacts]:
    children = (Sibling(key="a", title="First", fraction=1.0), Sibling(key="b", title="Second", fraction=0.25))
    return [
        ProgressFacts(
            viewed=flag,
            confirmed=flag,
            items_total=total,
            items_answered=answered,
            best_percent=best,
            pass_percent=70.0,
            pending=flag,
            children=found,
        )
        for flag in (False, True)
        for total, answered in ((0, 0), (4, 0), (4, 3), (4, 4))
        for best in (None, 0.0, 69.9, 70.0, 100.0)
        for found in ((), children[:1], children)
    ]
