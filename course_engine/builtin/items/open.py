"""Open answer: a text that a person marks by a rubric."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.plugins.blocks import PartsBlock, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, dump_parts, load_parts, outcome, parts, plain_number
from course_engine.plugins.reading import Data, only_fields, read_one
from course_engine.plugins.values import OVERALL_FEEDBACK, Outcome, Reason, Row

MAX_TEXT = 20_000


class Open(Question):
    slug = "open"
    label = _("Open answer")
    description = _("A text of the learner's own, marked by a person against criteria that the learner sees.")
    icon = "edit"
    template = "course_engine/items/open.html"
    result_template = "course_engine/items/result_open.html"
    by_person = True

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        criterion = blocks.StructBlock(
            [
                ("key", key_block()),
                ("text", text_block(_("Criterion"))),
                ("points", blocks.FloatBlock(default=1.0, min_value=0, label=_("Points"))),
            ]
        )
        help_rubric = _("The learner sees them. Their points add up to those of the question.")
        return [("rubric", PartsBlock(criterion, min_num=1, max_num=20, label=_("Criteria"), help_text=help_rubric))]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {"rubric": [{"id": key, "points": float(row["points"] or 0)} for key, row in parts(value, "rubric")]}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        return {f"criterion:{key}": row["text"] for key, row in parts(value, "rubric")}

    def own_problems(self, value: StructValue) -> list[Reason]:
        total = sum(float(row["points"] or 0) for _key, row in parts(value, "rubric"))
        if total == float(value["points"] or 0):
            return []
        message = _("The points of the criteria add up to %(total)g, but the question has %(points)g.")
        return [Reason("rubric_points", message, {"total": total, "points": float(value["points"] or 0)})]

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        points = {"points": lambda row: float(row["points"])}
        return {"rubric": load_parts(entry["rubric"], "rubric", new_id, language, ["text"], **points)}

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        points = {"points": lambda row: plain_number(row["points"])}
        return {"rubric": dump_parts(values, "rubric", ["text"], **points)}

    def present(
        self,
        frozen: Frozen,
        texts: Texts,
        seed: int,  # noqa: ARG002
        response: Response | None = None,
        *,
        shuffle: bool = True,  # noqa: ARG002
    ) -> dict[str, Any]:
        criteria = [
            {"id": row["id"], "text": texts.get(f"criterion:{row['id']}", ""), "points": row["points"]}
            for row in frozen["rubric"]
        ]
        text = response["text"] if response else ""
        return {"type": self.slug, "stem": texts.get("stem", ""), "criteria": criteria, "text": text, "limit": MAX_TEXT}

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "text")
        text = read_one(data, "text", limit=MAX_TEXT + MAX_TEXT // 10)
        if text is None:
            return None
        # A form sends line ends as two characters, which the reader did not type.
        return {"text": text.replace("\r\n", "\n")[:MAX_TEXT]}

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        if response is None:
            return outcome(0.0, [("item", "")], answered=False)
        return Outcome(None, "pending", (("item", "*"),), (OVERALL_FEEDBACK,))

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        return [Row(id="item", label="", answer=response["text"])] if response else []

    def worked(self, frozen: Frozen, texts: Texts, seed: int) -> dict[str, Any]:  # noqa: ARG002
        return {
            "rows": [
                {"id": row["id"], "label": "", "answer": texts.get(f"criterion:{row['id']}", "")}
                for row in frozen["rubric"]
            ]
        }

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return None

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:  # noqa: ARG002
        return {"item": ["*", ""]}

    def guess_score(self, frozen: Frozen) -> float:  # noqa: ARG002
        return 0.0
