"""Matching: each left side with its right side; extra right sides that fit nowhere."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.plugins.blocks import PartsBlock, feedback_block, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, answered_parts, dump_parts, load_parts, outcome, parts
from course_engine.plugins.reading import Data, clean_text, one_of, only_fields, read_map
from course_engine.plugins.seeding import shuffled, token
from course_engine.plugins.values import Outcome, Reason, Row


class Matching(Question):
    """A pair is one list item, so a right side shares its id; the public name of a right side comes from the seed."""

    slug = "matching"
    label = _("Matching")
    description = _("Each pair matched earns its share of the points.")
    icon = "link"
    template = "course_engine/items/matching.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        pair = [("left", text_block(_("Left side"))), ("right", text_block(_("Right side")))]
        extra = [("text", text_block(_("Right side that fits nowhere")))]
        return [
            ("pairs", PartsBlock(_struct(pair), min_num=2, max_num=20, label=_("Pairs"))),
            ("distractors", PartsBlock(_struct(extra), default=[], max_num=10, label=_("Extra right sides"))),
        ]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {name: [key for key, _part in parts(value, name)] for name in ("pairs", "distractors")}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        pairs, extra = parts(value, "pairs"), parts(value, "distractors")
        return (
            {f"left:{key}": pair["left"] for key, pair in pairs}
            | {f"right:{key}": pair["right"] for key, pair in pairs}
            | {f"right:{key}": part["text"] for key, part in extra}
            | {f"feedback:{key}": part["feedback"] for key, part in [*pairs, *extra]}
        )

    def own_problems(self, value: StructValue) -> list[Reason]:
        right = [pair["right"] for _key, pair in parts(value, "pairs")]
        right += [part["text"] for _key, part in parts(value, "distractors")]
        if len({text.strip().casefold() for text in right}) != len(right):
            return [Reason("same_text", _("Two right sides have the same text."))]
        return []

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        extra = entry.get("distractors") or []
        return {
            "pairs": load_parts(entry["pairs"], "pairs", new_id, language, ["left", "right", "feedback"]),
            "distractors": load_parts(extra, "distractors", new_id, language, ["text", "feedback"]),
        }

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        extra = dump_parts(values, "distractors", ["text", "feedback"])
        pairs = dump_parts(values, "pairs", ["left", "right", "feedback"])
        return {"pairs": pairs, **({"distractors": extra} if extra else {})}

    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        answers = answered_parts(response, "pairs")
        left = frozen["pairs"]
        if shuffle:
            left = shuffled(left, seed, "left|" + "|".join(left))
        # The right sides are shuffled always: in the author's order they would stand opposite their left sides.
        right = _right(frozen)
        choices = [(token(seed, key), texts.get(f"right:{key}", "")) for key in shuffled(right, seed, "|".join(right))]
        return {
            "type": self.slug,
            "stem": texts.get("stem", ""),
            "pairs": [
                {"id": key, "text": texts.get(f"left:{key}", ""), "selected": answers.get(key, "")} for key in left
            ],
            "choices": [{"id": name, "text": text} for name, text in choices],
        }

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:
        only_fields(data, "pairs")
        names = {token(seed, key) for key in _right(frozen)}
        answers = read_map(data, "pairs", "pair-", frozen["pairs"])
        found = {key: one_of(clean_text(name, "pairs"), names, f"pair-{key}") for key, name in answers.items()}
        return {"pairs": {key: found[key] for key in frozen["pairs"] if key in found}} if found else None

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:
        answers = self._answers(frozen, response, seed)
        hits = [key for key in frozen["pairs"] if answers.get(key) == key]
        classes = [(key, answers.get(key, "")) for key in frozen["pairs"]]
        return outcome(len(hits) / len(frozen["pairs"]), classes, list(answers), answered=bool(answers))

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:
        answers = self._answers(frozen, response, seed)
        return [
            Row(
                id=key,
                label=texts.get(f"left:{key}", ""),
                answer=texts.get(f"right:{answers[key]}", "") if key in answers else "",
                right=texts.get(f"right:{key}", ""),
                state="correct" if answers.get(key) == key else "incorrect" if key in answers else "unanswered",
                # A wrong extra has its own comment; a wrong pair is explained by the pair it belongs to.
                feedback_id=f"feedback:{answers[key] if answers.get(key) in frozen['distractors'] else key}",
            )
            for key in frozen["pairs"]
        ]

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"pairs": {key: token(seed, key) for key in frozen["pairs"]}}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {key: [*_right(frozen), ""] for key in frozen["pairs"]}

    def guess_score(self, frozen: Frozen) -> float:
        return 1 / len(_right(frozen))

    @staticmethod
    def _answers(frozen: Frozen, response: Response | None, seed: int) -> dict[str, str]:
        names = {token(seed, key): key for key in _right(frozen)}
        return {key: names[name] for key, name in answered_parts(response, "pairs").items() if name in names}


def _struct(fields: list[tuple[str, blocks.Block]]) -> blocks.StructBlock:
    return blocks.StructBlock([("key", key_block()), *fields, ("feedback", feedback_block())])


def _right(frozen: Frozen) -> list[str]:
    return [*frozen["pairs"], *frozen["distractors"]]
