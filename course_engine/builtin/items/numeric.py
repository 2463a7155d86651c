"""Numeric: a number within a tolerance of the right one, with a unit that is shown and not asked for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, outcome, plain_number, text_map
from course_engine.plugins.reading import Data, canonical, only_fields, read_number, read_one
from course_engine.plugins.values import Outcome, Row


class Numeric(Question):
    slug = "numeric"
    label = _("Number")
    description = _("A number, right within a tolerance. Decimal point and decimal comma are both understood.")
    icon = "order"
    template = "course_engine/items/numeric.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        help_tolerance = _("How far the answer may lie from the right one; 0 for an exact answer.")
        unit = blocks.CharBlock(required=False, label=_("Unit"), help_text=_("Shown beside the field."))
        return [
            ("answer", blocks.DecimalBlock(label=_("Right answer"))),
            (
                "tolerance",
                blocks.DecimalBlock(default=Decimal(0), min_value=0, label=_("Tolerance"), help_text=help_tolerance),
            ),
            ("unit", unit),
        ]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {name: canonical(Decimal(str(value[name] or 0))) for name in ("answer", "tolerance")}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        return {"unit": value["unit"] or ""}

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:  # noqa: ARG002
        return {
            "answer": canonical(Decimal(str(entry["answer"]))),
            "tolerance": canonical(Decimal(str(entry.get("tolerance", 0)))),
            "unit": (entry.get("unit") or {}).get(language, ""),
        }

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        source = next(iter(values.values()))
        unit = text_map(values, "unit")
        return {
            "answer": plain_number(source["answer"]),
            "tolerance": plain_number(source["tolerance"] or 0),
            **({"unit": unit} if unit else {}),
        }

    def present(
        self,
        frozen: Frozen,  # noqa: ARG002 - nothing of it is public
        texts: Texts,
        seed: int,  # noqa: ARG002
        response: Response | None = None,
        *,
        shuffle: bool = True,  # noqa: ARG002
    ) -> dict[str, Any]:
        value = response["value"] if response else ""
        return {"type": self.slug, "stem": texts.get("stem", ""), "unit": texts.get("unit", ""), "value": value}

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "value")
        value = data.get("value")
        if isinstance(value, bool | int | float):
            return {"value": canonical(read_number(value))}
        text = read_one(data, "value")
        return None if text is None else {"value": canonical(read_number(text))}

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        if response is None:
            return outcome(0.0, [("item", "")], answered=False)
        hit = within(response["value"], frozen["answer"], frozen["tolerance"])
        return outcome(float(hit), [("item", "right" if hit else "*")])

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:
        graded = self.grade(frozen, response, seed)
        unit = texts.get("unit", "")
        answer = shown(response["value"], unit) if response else ""
        return [Row(id="item", label="", answer=answer, right=shown(frozen["answer"], unit), state=graded.state)]

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"value": frozen["answer"]}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:  # noqa: ARG002
        return {"item": ["right", "*", ""]}

    def guess_score(self, frozen: Frozen) -> float:  # noqa: ARG002
        return 0.0


def within(value: str, answer: str, tolerance: str) -> bool:
    """In decimal arithmetic: 0.3 lies within 0.1 of 0.2."""
    return abs(Decimal(value) - Decimal(answer)) <= Decimal(tolerance)


def shown(number: str, unit: str = "") -> str:
    """A number as the reader's language writes it."""
    text = number_format(Decimal(number), use_l10n=True, force_grouping=False)
    return f"{text} {unit}".strip()
