"""The conformance suite has teeth: types that break a rule are caught by name."""

import unittest

import pytest

from course_engine import conformance
from course_engine.builtin.items.choice import SingleChoice
from course_engine.plugins.registry import item_types
from course_engine.plugins.values import Outcome
from tests.course_engine.builtin.entries import SINGLE, choices


class Broken(SingleChoice):
    slug = "broken"


class ShowsTheKey(Broken):
    def present(self, frozen, texts, seed, response=None, *, shuffle=True):
        view = super().present(frozen, texts, seed, response, shuffle=shuffle)
        return view | {"correct": [option["id"] for option in frozen["options"] if option["correct"]]}


class ShowsTheKeyByOrder(Broken):
    def present(self, frozen, texts, seed, response=None, *, shuffle=True):
        view = super().present(frozen, texts, seed, response, shuffle=shuffle)
        right = {option["id"] for option in frozen["options"] if option["correct"]}
        view["options"].sort(key=lambda option: option["id"] not in right)
        return view


class ShowsFeedback(Broken):
    def present(self, frozen, texts, seed, response=None, *, shuffle=True):
        view = super().present(frozen, texts, seed, response, shuffle=shuffle)
        return view | {"note": texts.get("feedback:item", "")}


class ShufflesAnew(Broken):
    calls = 0

    def present(self, frozen, texts, seed, response=None, *, shuffle=True):
        type(self).calls += 1
        return super().present(frozen, texts, seed + self.calls, response, shuffle=shuffle)


class TrustsResponses(Broken):
    def parse(self, frozen, data, seed):
        return {"choice": data["choice"]} if data.get("choice") else None


class ForgetsATranslation(Broken):
    def own_freeze(self, value):
        return {**super().own_freeze(value), "texts": [option["text"] for option in value["options"]]}


class ForgetsAText(Broken):
    def own_texts(self, value):
        return {name: text for name, text in super().own_texts(value).items() if name.startswith("option:")}


class OutOfClass(Broken):
    def grade(self, frozen, response, seed):
        found = super().grade(frozen, response, seed)
        return Outcome(found.fraction, found.state, (("item", "elsewhere"),))


def failures(cls) -> set[str]:
    """The names of the conformance tests that a type fails."""
    case = type("Case", (conformance.ItemTypeConformance,), {})
    case.slug = cls.slug
    case.entry = {**SINGLE, "type": cls.slug}
    case.same_view = [{**case.entry, "options": choices(right)} for right in "acd"]
    result = unittest.TestResult()
    with item_types.temporarily(cls):
        unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
    return {test.id().rsplit(".", 1)[1].split(" ")[0] for test, _trace in [*result.failures, *result.errors]}


def test_a_good_type_passes():
    assert failures(Broken) == set()


@pytest.mark.parametrize(
    ("cls", "caught_by"),
    [
        (ShowsTheKey, "test_present_gives_nothing_away"),
        (ShowsTheKeyByOrder, "test_present_does_not_depend_on_the_key"),
        (ShowsFeedback, "test_present_gives_nothing_away"),
        (ShufflesAnew, "test_present_is_the_same_for_a_seed_in_every_language_and_call"),
        (TrustsResponses, "test_huge_and_strange_answers"),
        (ForgetsATranslation, "test_freeze_is_language_free"),
        (ForgetsAText, "test_texts_cover_every_text"),
        (OutOfClass, "test_statistics_are_sound"),
    ],
)
def test_a_bad_type_is_caught(cls, caught_by):
    assert caught_by in failures(cls)
