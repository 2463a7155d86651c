"""Ordering: lines to be put in their order; each line in its right place earns its share."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue

from course_engine.plugins.blocks import PartsBlock, feedback_block, key_block, text_block
from course_engine.plugins.item_types import Frozen, NewId, Response, ResponseError, Texts
from course_engine.plugins.question import Entry, Question, dump_parts, load_parts, outcome, parts
from course_engine.plugins.reading import Data, is_form, one_of, only_fields, read_many, read_map
from course_engine.plugins.seeding import shuffled
from course_engine.plugins.values import Outcome, Row


class Ordering(Question):
    slug = "ordering"
    label = _("Ordering")
    description = _("Each line in its right place earns its share of the points. Write the lines in the right order.")
    icon = "list-ol"
    template = "course_engine/items/ordering.html"

    def own_blocks(self) -> list[tuple[str, blocks.Block]]:
        line = blocks.StructBlock(
            [("key", key_block()), ("text", text_block(_("Line"))), ("feedback", feedback_block())]
        )
        return [("lines", PartsBlock(line, min_num=2, max_num=15, label=_("Lines in the right order")))]

    def own_freeze(self, value: StructValue) -> dict[str, Any]:
        return {"order": [key for key, _line in parts(value, "lines")]}

    def own_texts(self, value: StructValue) -> dict[str, str]:
        lines = parts(value, "lines")
        return {f"line:{key}": line["text"] for key, line in lines} | {
            f"feedback:{key}": line["feedback"] for key, line in lines
        }

    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]:
        return {"lines": load_parts(entry["items"], "lines", new_id, language, ["text", "feedback"])}

    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        return {"items": dump_parts(values, "lines", ["text", "feedback"])}

    def present(
        self,
        frozen: Frozen,
        texts: Texts,
        seed: int,
        response: Response | None = None,
        *,
        shuffle: bool = True,  # noqa: ARG002 - shuffled always: the author's order is the answer
    ) -> dict[str, Any]:
        place = {key: number for number, key in enumerate(response["order"], start=1)} if response else {}
        lines = [
            {"id": key, "text": texts.get(f"line:{key}", ""), "position": place.get(key)}
            for key in _mixed(frozen["order"], seed)
        ]
        positions = list(range(1, len(lines) + 1))
        return {"type": self.slug, "stem": texts.get("stem", ""), "lines": lines, "positions": positions}

    def parse(self, frozen: Frozen, data: Data, seed: int) -> Response | None:  # noqa: ARG002
        only_fields(data, "order")
        known = frozen["order"]
        if is_form(data):
            return _from_positions(known, read_map(data, "order", "position-", known))
        order = [one_of(key, known, "order") for key in read_many(data, "order")]
        if order and len(order) != len(known):
            raise ResponseError("incomplete_order", _("Give every line a place."), field="order")
        return {"order": order} if order else None

    def grade(self, frozen: Frozen, response: Response | None, seed: int) -> Outcome:  # noqa: ARG002
        order = response["order"] if response else []
        hits = sum(given == right for given, right in zip(order, frozen["order"], strict=False))
        classes = [(key, str(order.index(key) + 1) if key in order else "") for key in frozen["order"]]
        wrong = [given for given, right in zip(order, frozen["order"], strict=False) if given != right]
        return outcome(hits / len(frozen["order"]), classes, wrong, answered=bool(order))

    def rows(self, frozen: Frozen, texts: Texts, response: Response | None, seed: int) -> list[Row]:  # noqa: ARG002
        order = response["order"] if response else []
        rows = []
        for number, key in enumerate(frozen["order"], start=1):
            given = order[number - 1] if order else ""
            rows.append(
                Row(
                    id=f"place-{number}",
                    label=gettext("Place %(number)s") % {"number": number},
                    answer=texts.get(f"line:{given}", ""),
                    right=texts.get(f"line:{key}", ""),
                    state="correct" if given == key else "incorrect" if given else "unanswered",
                    feedback_id=f"feedback:{given}" if given else "",
                )
            )
        return rows

    def solution(self, frozen: Frozen, seed: int, language: str) -> Response | None:  # noqa: ARG002
        return {"order": list(frozen["order"])}

    def classes(self, frozen: Frozen) -> dict[str, list[str]]:
        places = [str(number) for number in range(1, len(frozen["order"]) + 1)]
        return {key: [*places, ""] for key in frozen["order"]}

    def guess_score(self, frozen: Frozen) -> float:
        return 1 / len(frozen["order"])


def _mixed(order: list[str], seed: int) -> list[str]:
    """Shuffled, and never by chance in the right order."""
    mixed = shuffled(order, seed, "|".join(order))
    return mixed if mixed != order else [*order[1:], order[0]]


def _from_positions(known: list[str], given: dict[str, Any]) -> Response | None:
    """The order from one place number per line."""
    if not given:
        return None
    places = {str(number) for number in range(1, len(known) + 1)}
    chosen = {key: int(one_of(place, places, f"position-{key}")) for key, place in given.items()}
    if len(chosen) != len(known):
        missing = next(key for key in known if key not in chosen)
        raise ResponseError("incomplete_order", _("Give every line a place."), field=f"position-{missing}")
    twice = next((place for place in chosen.values() if list(chosen.values()).count(place) > 1), None)
    if twice is not None:
        message = _("Two lines have the place %(place)s. Give each line a place of its own.")
        raise ResponseError("place_twice", message, {"place": twice}, "order")
    return {"order": sorted(known, key=chosen.__getitem__)}
