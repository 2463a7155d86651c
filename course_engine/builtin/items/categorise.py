"""Categorise: each card into the group where it belongs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from cms.publishing.blocks import KeyBlock
from course_engine.plugins.blocks import PartsBlock, feedback_block, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, Texts
from course_engine.plugins.question import Entry, Question, answered_parts, dump_parts, load_parts, outcome, parts
from course_engine.plugins.reading import Data, clean_text, one_of, only_fields, read_map
from course_engine.plugins.seeding import shuffled
from course_engine.plugins.values import Outcome, Reason, Row


class Categorise(Question):
    slug = "categorise"
    label = _("Categorise")
    description = _("Each card in its right group earns its share of the points.")
    icon = "folder-open-inverse"
    template = "course_engine/items/categorise.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        help_group = _("The key of the group where it belongs.")
        group = blocks.StructBlock([("key", KeyBlock(label=_("Key"))), ("text", text_block(_("Name of the group")))])
        card = blocks.StructBlock(
            [
                ("key", key_block()),
                ("text", text_block(_("Card"))),
                ("group", KeyBlock(label=_("Group"), help_text=help_group)),
                ("feedback", feedback_block()),
            ]
        )
        return [
            ("groups", PartsBlock(group, mint=False, min_num=2, max_num=8, label=_("Groups"))),
            ("cards", PartsBlock(card, min_num=2, max_num=30, label=_("Cards"))),
        ]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        groups = {group["key"]: key for key, group in parts(value, "groups")}
        cards = [{"id": key, "group": groups.get(card["group"], "")} for key, card in parts(value, "cards")]
        return {"groups": list(groups.values()), "cards": cards}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        cards = parts(value, "cards")
        return (
            {f"group:{key}": group["text"] for key, group in parts(value, "groups")}
            | {f"card:{key}": card["text"] for key, card in cards}
            | {f"feedback:{key}": card["feedback"] for key, card in cards}
        )

    def own_problems(self, value: StructValue) -> list[Reason]:
        keys = [group["key"] for _key, group in parts(value, "groups")]
        if len(set(keys)) != len(keys):
            return [Reason("same_key", _("Two groups have the same key."))]
        message = _("The card “%(card)s” names the group %(group)s, which does not exist.")
        return [
            Reason("no_group", message, {"card": card["text"], "group": card["group"]})
            for _key, card in parts(value, "cards")
            if card["group"] not in keys
        ]

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        group = {"group": lambda card: str(card["group"])}
        return {
            "groups": load_parts(entry["groups"], "groups", new_id, language, ["text"]),
            "cards": load_parts(entry["items"], "cards", new_id, language, ["text", "feedback"], **group),
        }

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        group = {"group": lambda card: card["group"]}
        return {
            "groups": dump_parts(values, "groups", ["text"]),
            "items": dump_parts(values, "cards", ["text", "feedback"], **group),
        }

    def present(
        self, frozen: Frozen, texts: Texts, seed: int, response: Response | None = None, *, shuffle: bool = True
    ) -> dict[str, Any]:
        answers = answered_parts(response, "groups")
        cards = _ids(frozen)
        # Groups keep their order: it often has a meaning, and it says nothing about the cards.
        cards = shuffled(cards, seed, "|".join(cards)) if shuffle else cards
        return {
            "type": self.slug,
            "stem": texts.get("stem", ""),
            "groups": [{"id": key, "text": texts.get(f"group:{key}", "")} for key in frozen["groups"]],
            "cards": [
                {"id": key, "text": texts.get(f"card:{key}", ""), "selected": answers.get(key, "")} for key in cards
            ],
        }

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "groups")
        cards = _ids(frozen)
        answers = read_map(data, "groups", "group-", cards)
        found = {
            key: one_of(clean_text(answers[key], f"group-{key}"), frozen["groups"], f"group-{key}")
            for key in cards
            if key in answers
        }
        return {"groups": found} if found else None

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        answers = answered_parts(response, "groups")
        hits = sum(answers.get(card["id"]) == card["group"] for card in frozen["cards"])
        classes = [(key, answers.get(key, "")) for key in _ids(frozen)]
        return outcome(hits / len(frozen["cards"]), classes, list(answers), answered=bool(answers))

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        answers = answered_parts(response, "groups")
        rows = []
        for card in frozen["cards"]:
            answer = answers.get(card["id"], "")
            rows.append(
                Row(
                    id=card["id"],
                    label=texts.get(f"card:{card['id']}", ""),
                    answer=texts.get(f"group:{answer}", ""),
                    right=texts.get(f"group:{card['group']}", ""),
                    state="unanswered" if not answer else "correct" if answer == card["group"] else "incorrect",
                    feedback_id=f"feedback:{card['id']}" if answer else "",
                )
            )
        return rows

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"groups": {card["id"]: card["group"] for card in frozen["cards"]}}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        return {key: [*frozen["groups"], ""] for key in _ids(frozen)}

    def guess_score(self, frozen: Frozen) -> float:
        return 1 / len(frozen["groups"])


def _ids(frozen: Frozen) -> list[str]:
    return [card["id"] for card in frozen["cards"]]
