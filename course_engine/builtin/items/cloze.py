"""Cloze: gaps in a text, each a word, a number or a choice; the text names a gap by its key, {{1}}."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from cms.publishing.blocks import KeyBlock
from cms.publishing.streams import KeepStreamBlock
from course_engine.builtin.items import gaps
from course_engine.plugins.blocks import PartsBlock, accepted_block, feedback_block, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, ResponseError, Texts
from course_engine.plugins.question import Entry, Question, answered_parts, html_of, outcome, parts
from course_engine.plugins.reading import Data, only_fields, read_map
from course_engine.plugins.values import Outcome, Reason, Row

GAP = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")


class Cloze(Question):
    """The stem's markers stay in the public view; whoever shows it puts a field in the place of each."""

    slug = "cloze"
    label = _("Cloze")
    description = _("A text with gaps. Each gap filled rightly earns its share of the points.")
    icon = "minus"
    template = "course_engine/items/cloze.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        help_blanks = _("Write {{1}} in the question where the gap with the key 1 stands.")
        blanks = KeepStreamBlock(
            [
                ("text", blocks.StructBlock([("key", _gap_key()), ("accepted", accepted_block())], label=_("Word"))),
                ("number", blocks.StructBlock([("key", _gap_key()), *_number()], label=_("Number"))),
                ("choice", blocks.StructBlock([("key", _gap_key()), ("options", _options())], label=_("Choice"))),
            ],
            min_num=1,
            max_num=20,
            label=_("Gaps"),
            help_text=help_blanks,
        )
        return [("blanks", blanks)]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {"gaps": [gaps.freeze(child) for child in value["blanks"] if child.block_type in gaps.KINDS]}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        options = [
            pair for child in value["blanks"] if child.block_type == "choice" for pair in parts(child.value, "options")
        ]
        return {f"option:{key}": option["text"] for key, option in options} | {
            f"feedback:{key}": option["feedback"] for key, option in options
        }

    def own_problems(self, value: StructValue) -> list[Reason]:
        named = GAP.findall(html_of(value["stem"]))
        keys = [child.value["key"] for child in value["blanks"] if child.block_type in gaps.KINDS]
        problems = [reason for child in value["blanks"] for reason in gaps.problems(child)]
        if len(set(keys)) != len(keys):
            problems.append(Reason("same_key", _("Two gaps have the same key.")))
        if sorted(named) != sorted(keys):
            message = _("The gaps in the question (%(named)s) and those listed (%(keys)s) must be the same.")
            params = {"named": ", ".join(named) or "–", "keys": ", ".join(keys) or "–"}
            problems.append(Reason("gaps_differ", message, params))
        return problems

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        return {"blanks": [gaps.load(blank, language, new_id) for blank in entry["blanks"]]}

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        by_language = {
            language: {child.id: child.value for child in value["blanks"]} for language, value in values.items()
        }
        return {"blanks": [gaps.dump(child, by_language) for child in next(iter(values.values()))["blanks"]]}

    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        answers = answered_parts(response, "gaps")
        return {
            "type": self.slug,
            "stem": texts.get("stem", ""),
            "gaps": [gaps.present(gap, texts, seed, answers.get(gap["id"], ""), shuffle) for gap in frozen["gaps"]],
        }

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "gaps")
        answers = read_map(data, "gaps", "gap-", [gap["id"] for gap in frozen["gaps"]])
        found = {gap["id"]: _parse(gap, answers[gap["id"]]) for gap in frozen["gaps"] if gap["id"] in answers}
        kept = {key: answer for key, answer in found.items() if answer}
        return {"gaps": kept} if kept else None

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        answers = answered_parts(response, "gaps")
        hits = sum(gaps.is_right(gap, answers.get(gap["id"], "")) for gap in frozen["gaps"])
        classes = [(gap["id"], gaps.answer_class(gap, answers.get(gap["id"], ""))) for gap in frozen["gaps"]]
        chosen = [answers[gap["id"]] for gap in frozen["gaps"] if gap["kind"] == "choice" and gap["id"] in answers]
        return outcome(hits / len(frozen["gaps"]), classes, chosen, answered=bool(answers))

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        answers = answered_parts(response, "gaps")
        rows = []
        for number, gap in enumerate(frozen["gaps"], start=1):
            answer = answers.get(gap["id"], "")
            rows.append(
                Row(
                    id=gap["id"],
                    label=gettext("Gap %(number)s") % {"number": number},
                    answer=gaps.shown(gap, answer, texts),
                    right=gaps.shown(gap, gaps.solution(gap), texts),
                    state="unanswered" if not answer else "correct" if gaps.is_right(gap, answer) else "incorrect",
                    feedback_id=f"feedback:{answer}" if gap["kind"] == "choice" and answer else "",
                )
            )
        return rows

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"gaps": {gap["id"]: gaps.solution(gap, language) for gap in frozen["gaps"]}}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {gap["id"]: gaps.classes(gap) for gap in frozen["gaps"]}

    def guess_score(self, frozen: Frozen) -> float:
        chances = [1 / len(gap["options"]) if gap["kind"] == "choice" else 0.0 for gap in frozen["gaps"]]
        return sum(chances) / len(chances)


def _gap_key() -> KeyBlock:
    return KeyBlock(label=_("Key"), help_text=_("As in the question: 1 for {{1}}."))


def _number() -> list[tuple[str, blocks.Block]]:
    return [
        ("answer", blocks.DecimalBlock(label=_("Right answer"))),
        ("tolerance", blocks.DecimalBlock(default=Decimal(0), min_value=0, label=_("Tolerance"))),
    ]


def _options() -> PartsBlock:
    option = blocks.StructBlock(
        [
            ("key", key_block()),
            ("text", text_block(_("Answer"))),
            ("correct", blocks.BooleanBlock(required=False, label=_("Correct"))),
            ("feedback", feedback_block()),
        ]
    )
    return PartsBlock(option, min_num=2, max_num=12, label=_("Answers"))


def _parse(gap: dict[str, Any], answer: Any) -> str:
    try:
        return gaps.parse(gap, answer)
    except ResponseError as error:
        raise ResponseError(error.code, error.message, error.params, f"gap-{gap['id']}") from error
