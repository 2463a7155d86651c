"""Two item types that behave badly, to show that the engine contains them."""
# ruff: noqa: ARG002 - a dummy looks at nothing

import time
from collections.abc import Mapping
from typing import Any, NoReturn

from wagtail.blocks import Block, StructBlock, StructValue

from course_engine.plugins.item_types import Frozen, ItemType, NewId, Response, Texts
from course_engine.plugins.values import ItemLinks, Outcome, Reason, Row


class DummyFault(Exception):  # noqa: N818 - a fault of a plugin, which may be any exception
    """What the failing dummy raises; its text stands for a secret that must not reach a learner."""


def _fail() -> NoReturn:
    raise DummyFault("secret-of-the-dummy")


class FailingItemType(ItemType):
    """Raises in every method but `block`."""

    slug = "failing_dummy"
    label = "Failing"
    template = "course_engine/items/choice.html"

    def block(self) -> Block:
        return StructBlock([])

    def validate(self, value: StructValue) -> list[Reason]:
        _fail()

    def freeze(self, value: StructValue) -> Frozen:
        _fail()

    def texts(self, value: StructValue) -> dict[str, str]:
        _fail()

    def links(self, value: StructValue) -> ItemLinks:
        _fail()

    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        _fail()

    def parse(self, frozen: Frozen, data: Mapping[str, Any], seed: int) -> Response | None:
        _fail()

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:
        _fail()

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:
        _fail()

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:
        _fail()

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        _fail()

    def guess_score(self, frozen: Frozen) -> float:
        _fail()

    def load(self, entry: Mapping[str, Any], *, language: str, new_id: NewId) -> dict[str, Any]:
        _fail()

    def dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        _fail()


class SlowItemType(FailingItemType):
    """Marks rightly, but takes its time."""

    slug = "slow_dummy"
    label = "Slow"
    seconds = 0.6

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:
        time.sleep(self.seconds)
        return Outcome(1.0, "correct")
