"""Short text: a word or a few, right when it is one of the accepted forms of any language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.builtin.items.wording import (
    dump_accepted,
    freeze_accepted,
    load_accepted,
    matches,
    normalise,
    preferred,
)
from course_engine.plugins.blocks import accepted_block
from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, outcome
from course_engine.plugins.reading import Data, only_fields, read_one
from course_engine.plugins.values import Outcome, Reason, Row


class ShortText(Question):
    slug = "short_text"
    label = _("Short text")
    description = _("A word or a few. Capitals, accents, spaces and punctuation do not count.")
    icon = "pilcrow"
    template = "course_engine/items/short_text.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        return [("accepted", accepted_block())]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {"accepted": freeze_accepted(value["accepted"])}

    def own_texts(self, value: StructValue) -> dict[str, str]:  # noqa: ARG002 - its answers are keys
        return {}

    def own_problems(self, value: StructValue) -> list[Reason]:
        return accepted_problems(value["accepted"])

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:  # noqa: ARG002
        return {"accepted": load_accepted(entry["accepted"], "accepted", new_id)}

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        return {"accepted": dump_accepted(next(iter(values.values()))["accepted"])}

    def present(
        self,
        frozen: Frozen,  # noqa: ARG002 - nothing of it is public
        texts: Texts,
        seed: int,  # noqa: ARG002
        response: Response | None = None,
        *,
        shuffle: bool = True,  # noqa: ARG002
    ) -> dict[str, Any]:
        return {"type": self.slug, "stem": texts.get("stem", ""), "text": response["text"] if response else ""}

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "text")
        text = read_one(data, "text")
        return None if text is None else {"text": text}

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        if response is None:
            return outcome(0.0, [("item", "")], answered=False)
        hit = matches(response["text"], frozen["accepted"])
        return outcome(float(hit), [("item", "right" if hit else "*")])

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        graded = self.grade(frozen, response, seed)
        answer = response["text"] if response else ""
        return [Row(id="item", label="", answer=answer, right=preferred(frozen["accepted"]), state=graded.state)]

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"text": preferred(frozen["accepted"], language)}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:  # noqa: ARG002
        return {"item": ["right", "*", ""]}

    def guess_score(self, frozen: Frozen) -> float:  # noqa: ARG002
        return 0.0


def accepted_problems(rows: Any) -> list[Reason]:
    """What is wrong with the accepted forms of an item or a gap."""
    if any(normalise(row["value"] or "") for row in rows):
        return []
    return [Reason("no_accepted", _("Give at least one accepted answer."))]
