"""What every item type passes."""
# ruff: noqa: PT009 - outside test modules pytest does not explain a plain assert

import copy
import json
import time
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import SimpleTestCase
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from course_engine.conformance.examples import Example, as_json, load_example, names, strings
from course_engine.conformance.junk import JUNK, QUICK, STRANGE, forms
from course_engine.conformance.translation import text_leaves, translate
from course_engine.plugins.item_types import ItemType
from course_engine.plugins.markup import to_plain
from course_engine.plugins.registry import item_types
from course_engine.plugins.values import EVERYTHING, NOTHING, Outcome, ResponseError, is_secret

SEEDS = (0, 1, 7, 2**63 - 1)
KEY_NAMES = {"correct", "answer", "accepted", "tolerance", "to", "right", "feedback", "worked", "solution", "fraction"}
"""Names that no public view may hold at any depth."""


class ItemTypeConformance(SimpleTestCase):
    """Subclass it with the slug of a type and one complete item of a course package in two languages.

    `same_view` holds entries that differ from `entry` in nothing but the key: their public views must be equal.
    `partly` holds (response, fraction) pairs, in the names of seed 1.
    """

    slug: ClassVar[str] = ""
    entry: ClassVar[Mapping[str, Any]] = {}
    same_view: ClassVar[list[Mapping[str, Any]]] = []

    item_type: ItemType
    example: Example

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        if cls.slug:
            cls.item_type = item_types.get(cls.slug)
            cls.example = load_example(cls.item_type, cls.entry)

    def setUp(self) -> None:
        if not self.slug:
            self.skipTest("the base case")

    # authoring and translation

    def test_the_example_is_valid(self) -> None:
        block = self.item_type.block()
        for value in self.example.values.values():
            self.assertEqual([str(reason) for reason in self.item_type.validate(value)], [])
            block.clean(value)

    def test_every_text_can_be_translated(self) -> None:
        block = self.item_type.block()
        value = next(iter(self.example.values.values()))
        before = dict(text_leaves(block, value))
        after = dict(text_leaves(block, translate(block, value, lambda text: f"«{text}»")))
        self.assertEqual(list(before), list(after))
        self.assertEqual([path for path in before if "«" not in after[path]], [])
        self.assertEqual(self.item_type.freeze(translate(block, value, str.upper)), self.example.frozen)

    def test_texts_cover_every_text(self) -> None:
        block = self.item_type.block()
        for language, value in self.example.values.items():
            found = {to_plain(text) for text in self.example.texts[language].values()}
            missing = [text for _path, text in text_leaves(block, value) if " ".join(text.split()) not in found]
            self.assertEqual(missing, [])

    def test_the_block_never_shows_its_content(self) -> None:
        block = self.item_type.block()
        for value in self.example.values.values():
            self.assertEqual(block.get_searchable_content(value), [])
            self.assertEqual(set(block.get_api_representation(value)) - {"key"}, set())
            self.assertEqual(block.render(value), "")

    # course packages

    def test_load_and_dump_round_trip(self) -> None:
        dumped = as_json(self.item_type.dump(self.example.values))
        again = load_example(self.item_type, dumped)
        self.assertEqual(as_json(again.raw), as_json(self.example.raw))
        self.assertEqual(as_json(self.item_type.dump(again.values)), dumped)
        block = self.item_type.block()
        for language, value in self.example.values.items():
            self.assertEqual(as_json(block.get_prep_value(value)), as_json(self.example.raw[language]))

    # freezing

    def test_freeze_is_language_free(self) -> None:
        for value in self.example.values.values():
            self.assertEqual(as_json(self.item_type.freeze(value)), self.example.frozen)
        self.assertEqual(self.example.frozen["type"], self.slug)
        self.assertGreaterEqual(self.example.frozen["max_score"], 0)

    def test_texts_have_the_same_ids_in_every_language(self) -> None:
        first, *others = [list(texts) for texts in self.example.texts.values()]
        for other in others:
            self.assertEqual(other, first)

    # the public view

    def test_present_gives_nothing_away(self) -> None:
        for texts in self.example.texts.values():
            secret = {to_plain(text) for text_id, text in texts.items() if is_secret(text_id)}
            for seed in SEEDS:
                view = self._present(texts, seed)
                self.assertEqual(names(view) & KEY_NAMES, set())
                self.assertEqual(secret & {to_plain(text) for text in strings(view)}, set())
                self.assertEqual(view, self._present(self.item_type.public_texts(texts), seed))
                self.assertNotIn(str(seed), strings(view) if seed > 100 else [])

    def test_present_does_not_depend_on_the_key(self) -> None:
        for entry in self.same_view:
            other = load_example(self.item_type, entry)
            for language, texts in self.example.texts.items():
                view = as_json(self.item_type.present(other.frozen, other.texts[language], 7))
                self.assertEqual(view, self._present(texts, 7))

    def test_present_is_the_same_for_a_seed_in_every_language_and_call(self) -> None:
        for seed in SEEDS:
            orders = [_ids(self._present(texts, seed)) for texts in self.example.texts.values() for _again in range(2)]
            self.assertEqual(orders, [orders[0]] * len(orders))

    def test_nothing_is_changed(self) -> None:
        frozen, texts = self.example.frozen, next(iter(self.example.texts.values()))
        response = self._solution(1)
        before = copy.deepcopy((frozen, texts, response))
        self.item_type.present(frozen, texts, 1, response)
        self.item_type.grade(frozen, response, 1)
        self.item_type.review(frozen, texts, response, 1, EVERYTHING)
        self.item_type.parse(frozen, response or {}, 1)
        self.assertEqual((frozen, texts, response), before)

    # responses

    def test_the_solution_earns_everything(self) -> None:
        for seed in SEEDS:
            for language in self.example.languages:
                response = self._solution(seed, language)
                if response is None:
                    self.assertTrue(self.item_type.by_person or not self.item_type.marked)
                    continue
                self.assertEqual(self._parse(response, seed), response)
                outcome = self.item_type.grade(self.example.frozen, response, seed)
                self.assertEqual((outcome.fraction, outcome.state), (1.0, "correct"))

    def test_no_answer_earns_nothing(self) -> None:
        self.assertIsNone(self._parse({}, 1))
        self.assertIsNone(self.item_type.parse(self.example.frozen, QueryDict(""), 1))
        outcome = self.item_type.grade(self.example.frozen, None, 1)
        expected = (0.0, "unanswered") if self.item_type.marked else (None, "unmarked")
        self.assertEqual((outcome.fraction, outcome.state), expected)
        self.assertEqual(self.item_type.summarise(self.example.frozen, self._texts(), None, 1), "")

    def test_a_response_may_be_shown_again(self) -> None:
        response = self._solution(1)
        view = self._present(self._texts(), 1, response)
        self.assertEqual(view, self._present(self._texts(), 1, as_json(response)))
        if response is not None:
            self.assertTrue(self.item_type.summarise(self.example.frozen, self._texts(), response, 1))

    @QUICK
    @given(junk=JUNK)
    def test_junk_is_refused_or_read(self, junk: Any) -> None:
        self._try(junk if isinstance(junk, dict) else {"junk": junk})

    @QUICK
    @given(junk=JUNK)
    def test_junk_in_the_right_fields_is_refused_or_read(self, junk: Any) -> None:
        for field in self._solution(1) or {"choice": "", "text": ""}:
            self._try({field: junk})

    @QUICK
    @given(text=st.text(max_size=40))
    def test_junk_from_a_form_is_refused_or_read(self, text: str) -> None:
        for form in forms(text, _ids(self._present(self._texts(), 1))):
            self._try(form)

    def test_huge_and_strange_answers(self) -> None:
        for strange in STRANGE:
            for field in self._solution(1) or {"choice": "", "text": ""}:
                self._try({field: strange})
                self._try({field: [strange] * 1000})
                self._try({field: {"x": strange}})

    # marking

    def test_statistics_are_sound(self) -> None:
        classes = self.item_type.classes(self.example.frozen)
        self.assertTrue(0.0 <= self.item_type.guess_score(self.example.frozen) <= 1.0)
        for response in (None, self._solution(1)):
            outcome = self.item_type.grade(self.example.frozen, response, 1)
            for part, name in outcome.response_class:
                self.assertIn(name, classes[part])

    def test_a_response_is_marked_anew_by_a_corrected_key(self) -> None:
        for entry in self.same_view:
            other = load_example(self.item_type, entry)
            outcome = self.item_type.grade(other.frozen, self._solution(1), 1)
            self.assertIsInstance(outcome, Outcome)
            self.item_type.review(other.frozen, self._texts(), self._solution(1), 1, EVERYTHING)

    def test_marking_is_quick(self) -> None:
        started = time.perf_counter()
        for _time in range(20):
            self.item_type.grade(self.example.frozen, self._solution(1), 1)
        self.assertLess((time.perf_counter() - started) / 20, 0.05)

    # pages

    def test_a_review_shows_only_what_the_mode_reveals(self) -> None:
        response = self._solution(1)
        for language, texts in self.example.texts.items():
            with translation.override(language):
                review = as_json(self.item_type.review(self.example.frozen, texts, response, 1, NOTHING))
            secret = {to_plain(text) for text_id, text in texts.items() if is_secret(text_id)}
            self.assertEqual(secret & {to_plain(text) for text in strings(review)}, set())
            self.assertEqual((review["state"], review["fraction"], review["worked"]), ("", None, None))
            self.assertEqual([row for row in review["rows"] if row["state"] or row["right"] or row["correct"]], [])

    def test_the_templates_render(self) -> None:
        for language, texts in self.example.texts.items():
            for response in (None, self._solution(1)):
                with self.subTest(language=language), translation.override(language):
                    form, result = self._pages(texts, response)
                    self.assertIn(to_plain(texts["stem"]).split("{{")[0][:30], to_plain(form))
                    self.assertIn('name="i1-', form)
                    self.assertNotIn("<script", form + result)
                    self.assertNotIn(" style=", form + result)
                    for text_id, text in texts.items():
                        if is_secret(text_id):
                            self.assertNotIn(to_plain(text), to_plain(form))

    # helpers

    def _pages(self, texts: Mapping[str, str], response: Any) -> tuple[str, str]:
        view = self._present(texts, 1, response)
        context = {"view": view, "prefix": "i1-", "errors": ["Error"], "disabled": False}
        review = self.item_type.review(self.example.frozen, texts, response, 1, EVERYTHING)
        form = render_to_string(self.item_type.template, context)
        return form, render_to_string(self.item_type.result_template, {**context, "review": review})

    def _texts(self) -> dict[str, str]:
        return next(iter(self.example.texts.values()))

    def _present(self, texts: Mapping[str, str], seed: int, response: Any = None) -> Any:
        return as_json(self.item_type.present(self.example.frozen, texts, seed, response))

    def _solution(self, seed: int, language: str = "en") -> dict[str, Any] | None:
        return as_json(self.item_type.solution(self.example.frozen, seed, language))

    def _parse(self, data: Mapping[str, Any], seed: int) -> Any:
        return as_json(self.item_type.parse(self.example.frozen, data, seed))

    def _try(self, data: Mapping[str, Any]) -> None:
        """Either a refusal with a sentence, or a response that everything else can work with."""
        try:
            response = self.item_type.parse(self.example.frozen, data, 1)
        except ResponseError as error:
            self.assertTrue(error.code)
            self.assertTrue(str(error))
            return
        if response is None:
            return
        self.assertEqual(as_json(response), response)
        json.dumps(response, ensure_ascii=False).encode()
        self.assertEqual(self.item_type.parse(self.example.frozen, response, 1), response)
        outcome = self.item_type.grade(self.example.frozen, response, 1)
        self.assertIsInstance(outcome, Outcome)
        as_json(self.item_type.review(self.example.frozen, self._texts(), response, 1, EVERYTHING))
        self._present(self._texts(), 1, response)


def _ids(view: Any) -> list[str]:
    """The ids of a view in their order."""
    if isinstance(view, Mapping):
        own = [view["id"]] if isinstance(view.get("id"), str) else []
        return own + [found for part in view.values() for found in _ids(part)]
    if isinstance(view, list):
        return [found for part in view for found in _ids(part)]
    return []
