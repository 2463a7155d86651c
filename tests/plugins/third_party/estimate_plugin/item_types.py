"""An estimate: the nearer to the right number, the more it earns."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, outcome, plain_number, text_map
from course_engine.plugins.reading import Data, canonical, only_fields, read_number, read_one
from course_engine.plugins.values import Outcome, Row


class Estimate(Question):
    slug = "estimate"
    label = "Estimate"
    template = "estimate_plugin/estimate.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        return [
            ("answer", blocks.DecimalBlock(label="Right number")),
            ("reach", blocks.DecimalBlock(label="Distance that earns nothing", min_value=0)),
            ("unit", blocks.CharBlock(required=False, label="Unit")),
        ]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {name: canonical(Decimal(str(value[name]))) for name in ("answer", "reach")}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        return {"unit": value["unit"]}

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        return {
            "answer": canonical(Decimal(str(entry["answer"]))),
            "reach": canonical(Decimal(str(entry["reach"]))),
            "unit": (entry.get("unit") or {}).get(language, ""),
        }

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        source = next(iter(values.values()))
        numbers = {name: plain_number(source[name]) for name in ("answer", "reach")}
        return {**numbers, "unit": text_map(values, "unit")}

    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        value = response["value"] if response else ""
        return {"type": self.slug, "stem": texts.get("stem", ""), "unit": texts.get("unit", ""), "value": value}

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:
        only_fields(data, "value")
        number = data.get("value")
        text = number if isinstance(number, int | float) else read_one(data, "value")
        return None if text is None else {"value": canonical(read_number(text))}

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:
        if response is None:
            return outcome(0.0, [("item", "")], answered=False)
        distance = abs(Decimal(response["value"]) - Decimal(frozen["answer"]))
        fraction = 1 - float(distance / Decimal(frozen["reach"])) if Decimal(frozen["reach"]) else float(not distance)
        return outcome(fraction, [("item", "near" if fraction > 0 else "far")])

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:
        answer = response["value"] if response else ""
        state = self.grade(frozen, response, seed).state
        return [Row(id="item", label="", answer=answer, right=frozen["answer"], state=state)]

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:
        return {"value": frozen["answer"]}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {"item": ["near", "far", ""]}

    def guess_score(self, frozen: Frozen) -> float:
        return 0.0
