"""A plugin that fails or dawdles harms nobody else."""
# ruff: noqa: PT009 - outside test modules pytest does not explain a plain assert

from typing import Any

from django.test import SimpleTestCase
from django.utils import translation

from course_engine.conformance.dummies import FailingItemType, SlowItemType
from course_engine.plugins.containment import contain
from course_engine.plugins.registry import item_types

CALLS: dict[str, tuple[Any, ...]] = {
    "present": ({}, {}, 1),
    "parse": ({}, {}, 1),
    "grade": ({}, None, 1),
    "rows": ({}, {}, None, 1),
    "worked": ({}, {}, 1),
    "summarise": ({}, {}, {"choice": "a"}, 1),
    "freeze": ({},),
    "texts": ({},),
    "validate": ({},),
    "classes": ({},),
    "guess_score": ({},),
}


class ContainmentConformance(SimpleTestCase):
    """Run it with your plugin installed: its types stay available while the dummies fail."""

    def test_a_failing_type_gives_a_reason_in_the_readers_language_and_a_log_entry(self) -> None:
        with item_types.temporarily(FailingItemType) as failing:
            for method, arguments in CALLS.items():
                with self.subTest(method=method), self.assertLogs("course_engine.plugins", "ERROR") as logs:
                    found = contain(failing, getattr(failing, method), *arguments)
                    self.assertTrue(found.failed)
                    self.assertIsNone(found.value)
                    self.assertEqual(found.reason and found.reason.code, "plugin_fault")
                    for language in ("en", "es"):
                        with translation.override(language):
                            self.assertNotIn("secret-of-the-dummy", str(found.reason))
                    self.assertIn("temporary", logs.output[0])

    def test_the_others_go_on(self) -> None:
        with item_types.temporarily(FailingItemType):
            for item_type in item_types:
                if not isinstance(item_type, FailingItemType):
                    self.assertTrue(item_type.block().child_blocks)
        self.assertNotIn(FailingItemType.slug, item_types)

    def test_a_slow_type_answers_and_is_named_in_the_log(self) -> None:
        with (
            item_types.temporarily(SlowItemType) as slow,
            self.assertLogs("course_engine.plugins", "WARNING") as logs,
        ):
            found = contain(slow, slow.grade, {}, None, 1)
        self.assertEqual(found.value and found.value.fraction, 1.0)
        self.assertIn("slow_dummy", logs.output[0])
