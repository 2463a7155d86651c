"""Scale: where the learner stands; not marked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.plugins.blocks import PartsBlock, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, dump_parts, load_parts, parts
from course_engine.plugins.reading import Data, one_of, only_fields, read_one
from course_engine.plugins.values import OVERALL_FEEDBACK, Outcome, Row


class Scale(Question):
    slug = "scale"
    label = _("Scale")
    description = _("Steps of a scale for a survey; not marked.")
    icon = "grip"
    template = "course_engine/items/choice.html"
    marked = False
    default_points = 0.0

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        step = blocks.StructBlock([("key", key_block()), ("text", text_block(_("Step")))])
        return [("steps", PartsBlock(step, min_num=2, max_num=11, label=_("Steps, in their order")))]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {"steps": [key for key, _step in parts(value, "steps")]}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        return {f"option:{key}": step["text"] for key, step in parts(value, "steps")}

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        return {"steps": load_parts(entry["scale"], "steps", new_id, language, ["text"])}

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        return {"scale": dump_parts(values, "steps", ["text"])}

    def present(
        self,
        frozen: Frozen,
        texts: Texts,
        seed: int,  # noqa: ARG002
        response: Response | None = None,
        *,
        shuffle: bool = True,  # noqa: ARG002 - the order of a scale is its meaning
    ) -> dict[str, Any]:
        chosen = response["choice"] if response else ""
        options = [
            {"id": key, "text": texts.get(f"option:{key}", ""), "selected": key == chosen} for key in frozen["steps"]
        ]
        return {"type": self.slug, "stem": texts.get("stem", ""), "multiple": False, "options": options}

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "choice")
        choice = read_one(data, "choice")
        return None if choice is None else {"choice": one_of(choice, frozen["steps"], "choice")}

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        answer = response["choice"] if response else ""
        return Outcome(None, "unmarked", (("item", answer),), (OVERALL_FEEDBACK,) if response else ())

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        return [Row(id="item", label="", answer=texts.get(f"option:{response['choice']}", ""))] if response else []

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return None

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {"item": [*frozen["steps"], ""]}

    def guess_score(self, frozen: Frozen) -> float:  # noqa: ARG002
        return 0.0
