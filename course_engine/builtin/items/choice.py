"""Choosing among options: one of them, several of them, or true and false."""

from collections.abc import Mapping
from itertools import product
from math import comb
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.plugins.blocks import PartsBlock, feedback_block, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, dump_parts, load_parts, outcome, parts
from course_engine.plugins.reading import Data, one_of, only_fields, read_many, read_one
from course_engine.plugins.seeding import shuffled
from course_engine.plugins.values import Outcome, Reason, Row


class Choice(Question):
    """What the three types share: options with text, correctness and feedback."""

    template = "course_engine/items/choice.html"
    result_template = "course_engine/items/result_choice.html"
    multiple: ClassVar[bool] = False
    keeps_order: ClassVar[bool] = False
    least: ClassVar[int] = 2
    most: ClassVar[int] = 20

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        option = blocks.StructBlock(
            [
                ("key", key_block()),
                ("text", text_block(_("Answer"))),
                ("correct", blocks.BooleanBlock(required=False, label=_("Correct"))),
                ("feedback", feedback_block()),
            ]
        )
        return [("options", PartsBlock(option, min_num=self.least, max_num=self.most, label=_("Answers")))]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {"options": [{"id": key, "correct": bool(option["correct"])} for key, option in parts(value, "options")]}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        options = parts(value, "options")
        return {f"option:{key}": option["text"] for key, option in options} | {
            f"feedback:{key}": option["feedback"] for key, option in options
        }

    def own_problems(self, value: StructValue) -> list[Reason]:
        texts = [option["text"].strip().casefold() for _key, option in parts(value, "options")]
        if len(set(texts)) != len(texts):
            return [Reason("same_text", _("Two answers have the same text."))]
        return []

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        correct = {"correct": lambda option: bool(option["correct"])}
        return {"options": load_parts(entry["options"], "options", new_id, language, ["text", "feedback"], **correct)}

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        correct = {"correct": lambda option: bool(option["correct"])}
        return {"options": dump_parts(values, "options", ["text", "feedback"], **correct)}

    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        ids = _ids(frozen)
        if shuffle and not self.keeps_order:
            ids = shuffled(ids, seed, "|".join(ids))
        chosen = self.chosen(response)
        options = [{"id": key, "text": texts.get(f"option:{key}", ""), "selected": key in chosen} for key in ids]
        return {"type": self.slug, "stem": texts.get("stem", ""), "multiple": self.multiple, "options": options}

    def chosen(self, response: Response | None) -> list[str]:
        return [response["choice"]] if response else []

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "choice")
        choice = read_one(data, "choice")
        return None if choice is None else {"choice": one_of(choice, _ids(frozen), "choice")}

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        chosen = self.chosen(response)
        answer = chosen[0] if chosen else ""
        fraction = 1.0 if answer in _right(frozen) else 0.0
        return outcome(fraction, [("item", answer)], chosen, answered=bool(chosen))

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        chosen, right = self.chosen(response), _right(frozen)
        return [self._row(key, texts.get(f"option:{key}", ""), key in chosen, key in right) for key in _ids(frozen)]

    @staticmethod
    def _row(key: str, text: str, chosen: bool, correct: bool) -> Row:
        return Row(
            id=key,
            label=text,
            answer=text if chosen else "",
            right=text if correct else "",
            # Only of what was chosen: the state of the others would give the key away.
            state=("correct" if correct else "incorrect") if chosen else "",
            feedback_id=f"feedback:{key}" if chosen else "",
            chosen=chosen,
            correct=correct,
        )

    def worked(self, frozen: Frozen, texts: Texts, seed: int) -> dict[str, Any]:  # noqa: ARG002
        right = _right(frozen)
        return {
            "rows": [
                {"id": key, "label": "", "answer": texts.get(f"option:{key}", "")}
                for key in _ids(frozen)
                if key in right
            ]
        }

    def summarise(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> str:  # noqa: ARG002
        chosen = self.chosen(response)
        return "; ".join(texts.get(f"option:{key}", "") for key in _ids(frozen) if key in chosen)

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"choice": _right(frozen)[0]}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {"item": [*_ids(frozen), ""]}

    def guess_score(self, frozen: Frozen) -> float:
        return 1 / len(frozen["options"])


class SingleChoice(Choice):
    """One right answer among several."""

    slug = "single_choice"
    label = _("Single choice")
    description = _("One answer is right.")
    icon = "radio-full"

    def own_problems(self, value: StructValue) -> list[Reason]:
        right = sum(bool(option["correct"]) for _key, option in parts(value, "options"))
        if right != 1:
            return [Reason("one_correct", _("Exactly one answer must be correct."))]
        return super().own_problems(value)


class TrueFalse(SingleChoice):
    """A statement that holds or does not."""

    slug = "true_false"
    label = _("True or false")
    description = _("A statement that is true or false; the order of the two answers stays.")
    icon = "check"
    keeps_order = True
    most = 2


class MultipleResponse(Choice):
    """Any number of right answers. The score is (right ones chosen - wrong ones chosen) / right ones, never below 0."""

    slug = "multiple_response"
    label = _("Multiple response")
    description = _(
        "Several answers may be right. Each right one chosen earns its share of the points, each wrong one chosen "
        "takes one share away; the result is never below 0."
    )
    icon = "tasks"
    multiple = True

    def own_problems(self, value: StructValue) -> list[Reason]:
        if not any(option["correct"] for _key, option in parts(value, "options")):
            return [Reason("some_correct", _("At least one answer must be correct."))]
        return super().own_problems(value)

    def chosen(self, response: Response | None) -> list[str]:
        return list(response["choices"]) if response else []

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "choices")
        ids = _ids(frozen)
        chosen = [one_of(choice, ids, "choices") for choice in read_many(data, "choices")]
        return {"choices": sorted(chosen, key=ids.index)} if chosen else None

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        chosen, right = self.chosen(response), _right(frozen)
        hits = sum(key in right for key in chosen)
        fraction = max(0, hits - (len(chosen) - hits)) / len(right)
        classes = [(key, "chosen" if key in chosen else "") for key in _ids(frozen)]
        return outcome(fraction, classes, chosen, answered=bool(chosen))

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"choices": _right(frozen)}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {key: ["chosen", ""] for key in _ids(frozen)}

    def guess_score(self, frozen: Frozen) -> float:
        """The mean over all sets of options, each as likely as any other."""
        right = len(_right(frozen))
        wrong = len(frozen["options"]) - right
        total = sum(
            comb(right, hits) * comb(wrong, misses) * max(0, hits - misses) / right
            for hits, misses in product(range(right + 1), range(wrong + 1))
        )
        return total / float(2 ** (right + wrong))


def _ids(frozen: Frozen) -> list[str]:
    return [option["id"] for option in frozen["options"]]


def _right(frozen: Frozen) -> list[str]:
    return [option["id"] for option in frozen["options"] if option["correct"]]
