"""An item type: what a question is, how it is shown, read and marked."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from wagtail.blocks import Block, StructValue

from course_engine.plugins.kind import PluginType
from course_engine.plugins.values import ItemLinks, Outcome, Reason, ResponseError, Reveals, Row, Text, is_secret

Frozen = dict[str, Any]
Response = dict[str, Any]
Texts = Mapping[str, str]
NewId = Callable[[str], str]

MAX_RESPONSE_BYTES = 64_000


class ItemType(PluginType):
    """One instance per slug. Every method is pure: the same arguments give the same value, and nothing is changed.

    - `value` is the StructValue of the authoring block; list items are named by their ids, which are the same in
      every language.
    - `frozen` is language-free JSON and holds the key; it has at least `type` and `max_score`.
    - `texts` maps text ids to text in one language: "stem" and the ids of `html_texts` are HTML, all others plain.
      Ids with a prefix of `values.SECRET_PREFIXES` are feedback, hints and model answers.
    - `seed` is the attempt's secret seed; `present` with the same seed is the same in every language. It must never
      be shown, because public names may be derived from it.
    - `response` is JSON in the public names that `present` gave out, so that it may be shown to its learner.
    """

    kind: ClassVar[str] = "item_types"
    label: ClassVar[Text]
    description: ClassVar[Text] = ""
    icon: ClassVar[str] = "help"
    template: ClassVar[str]
    result_template: ClassVar[str] = "course_engine/items/result.html"
    marked: ClassVar[bool] = True  # False: a survey question, which has no right answer
    by_person: ClassVar[bool] = False  # True: a person marks it

    # authoring

    @abstractmethod
    def block(self) -> Block:
        """A new authoring block: texts as CharBlock, TextBlock or RichTextBlock, keys as KeyBlock."""

    @abstractmethod
    def validate(self, value: StructValue) -> list[Reason]:
        """What is wrong with an item beyond what its fields check one by one; empty when it may be published."""

    # freezing

    @abstractmethod
    def freeze(self, value: StructValue) -> Frozen:
        """The language-free part: ids, what is correct, points, rules, `type` and `max_score`."""

    @abstractmethod
    def texts(self, value: StructValue) -> dict[str, str]:
        """Every text of the item in the language of the value, by text id."""

    @abstractmethod
    def links(self, value: StructValue) -> ItemLinks:
        """The provisions, chemicals and objective it names."""

    # an attempt

    @abstractmethod
    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        """The public view, with the learner's response in it where there is one: no key, no feedback, no points
        of single answers."""

    @abstractmethod
    def parse(self, frozen: Frozen, data: Mapping[str, Any], seed: int) -> Response | None:
        """The response in what a form (QueryDict without prefix) or API client (JSON) sent; None for no answer.

        Raises ResponseError for anything that `present` does not offer. `parse(response)` gives the response.
        """

    @abstractmethod
    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:
        """The mark of a response that `parse` gave."""

    # after it

    @abstractmethod
    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:
        """The item part by part: what was answered and what is right. Secret; `review` shows of it what it may."""

    @abstractmethod
    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:
        """A response that earns full marks; None where only a person can say so."""

    def worked(self, frozen: Frozen, texts: Texts, seed: int) -> dict[str, Any]:
        """The model answer in words, part by part."""
        rows = self.rows(frozen, texts, None, seed)
        return {"rows": [{"id": row.id, "label": row.label, "answer": row.right} for row in rows if row.right]}

    def summarise(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> str:
        """What the learner answered, in words; "" for nothing."""
        rows = self.rows(frozen, texts, response, seed) if response else []
        return "; ".join(f"{row.label}: {row.answer}" if row.label else row.answer for row in rows if row.answer)

    def review(
        self, frozen: Frozen, texts: Texts, response: Response | None, seed: int, reveals: Reveals
    ) -> dict[str, Any]:
        """What the result template shows: the item with the answer, and of the key only what the mode reveals."""
        outcome = self.grade(frozen, response, seed)
        rows = [self._public_row(row, texts, response, reveals) for row in self.rows(frozen, texts, response, seed)]
        feedback = [texts[text_id] for text_id in self._overall(outcome, rows, texts)] if reveals.feedback else []
        return {
            "rows": rows,
            "answered": response is not None,
            "summary": self.summarise(frozen, texts, response, seed),
            "state": outcome.state if reveals.correctness else "",
            "fraction": outcome.fraction if reveals.score else None,
            "score": self.score(frozen, outcome) if reveals.score else None,
            "max_score": frozen["max_score"],
            "feedback": feedback,
            "worked": self.worked(frozen, texts, seed) if reveals.worked else None,
        }

    # statistics

    @abstractmethod
    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        """Part id → the classes its answers may belong to; "" is no answer, "*" any other answer."""

    @abstractmethod
    def guess_score(self, frozen: Frozen) -> float:
        """The fraction that blind guessing earns on average."""

    # course packages

    @abstractmethod
    def load(self, entry: Mapping[str, Any], *, language: str, new_id: NewId) -> dict[str, Any]:
        """The raw value of the block, as a StreamField stores it, from an item of a course package.

        `entry` is the item's mapping in the YAML, checked against the format; `language` chooses among its texts;
        `new_id("option:a")` gives the id of a part, the same for every language.
        """

    @abstractmethod
    def dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        """The item of a course package from its value in each language, the source language first."""

    # shared by all

    def score(self, frozen: Frozen, outcome: Outcome) -> float | None:
        """Points for an outcome."""
        return None if outcome.fraction is None else round(outcome.fraction * frozen["max_score"], 6)

    def public_texts(self, texts: Texts) -> dict[str, str]:
        """The texts that may be shown at any time."""
        return {text_id: text for text_id, text in texts.items() if not is_secret(text_id)}

    def hints(self, texts: Texts, count: int) -> list[str]:
        """The first `count` hints, in their order."""
        return [text for text_id, text in texts.items() if text_id.startswith("hint:")][:count]

    @staticmethod
    def _public_row(row: Row, texts: Texts, response: Response | None, reveals: Reveals) -> dict[str, Any]:
        answered = response is not None
        return {
            "id": row.id,
            "label": row.label,
            "answer": row.answer,
            "chosen": row.chosen,
            "state": row.state if reveals.correctness and answered else "",
            "right": row.right if reveals.worked else "",
            "correct": row.correct if reveals.worked else None,
            "feedback": texts.get(row.feedback_id, "") if reveals.feedback and answered else "",
        }

    @staticmethod
    def _overall(outcome: Outcome, rows: list[dict[str, Any]], texts: Texts) -> list[str]:
        """Feedback that no row shows already."""
        shown = {row["feedback"] for row in rows}
        return [text_id for text_id in outcome.feedback_ids if texts.get(text_id) and texts[text_id] not in shown]


__all__ = ["MAX_RESPONSE_BYTES", "Frozen", "ItemType", "NewId", "Response", "ResponseError", "Texts"]
