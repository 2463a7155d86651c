"""What questions share: stem, points, links, feedback and hints. Shipped and foreign item types build on it."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup, StructValue

from cms.publishing.blocks import KeyBlock
from course_engine.plugins.blocks import ItemBlock, KeyListBlock
from course_engine.plugins.item_types import Frozen, ItemType, NewId, Response
from course_engine.plugins.markup import FEATURES, to_html, to_markdown
from course_engine.plugins.values import OVERALL_FEEDBACK, ItemLinks, Outcome, Reason

Entry = Mapping[str, Any]
Part = tuple[str, StructValue]

SETTINGS = ["key", "difficulty", "provisions", "chemicals", "objective"]


class Question(ItemType):
    """The common fields, done once; a type adds its own by the methods named `own_…`."""

    default_points: ClassVar[float] = 1.0

    @abstractmethod
    def own_blocks(self) -> list[tuple[str, blocks.Block]]: ...

    @abstractmethod
    def own_freeze(self, value: StructValue) -> dict[str, Any]: ...

    @abstractmethod
    def own_texts(self, value: StructValue) -> dict[str, str]: ...

    @abstractmethod
    def own_load(self, entry: Entry, language: str, new_id: NewId) -> dict[str, Any]: ...

    @abstractmethod
    def own_dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]: ...

    def own_problems(self, value: StructValue) -> list[Reason]:  # noqa: ARG002 - none by default
        return []

    def block(self) -> ItemBlock:
        own = self.own_blocks()
        names = [name for name, _block in own]
        layout = BlockGroup(children=["stem", *names, "points", "feedback", "hints"], settings=SETTINGS)
        return ItemBlock(
            [*_head(), *own, *_tail(self.default_points)],
            item_type=self,
            icon=self.icon,
            label=self.label,
            group=_("Questions"),
            form_layout=layout,
        )

    def validate(self, value: StructValue) -> list[Reason]:
        reasons = self.own_problems(value)
        if self.marked and not (value.get("points") or 0) > 0:
            reasons.append(Reason("points", _("A question that is marked needs more than 0 points.")))
        return reasons

    def freeze(self, value: StructValue) -> Frozen:
        points = float(value["points"] or 0) if self.marked else 0.0
        return {"type": self.slug, "max_score": points, **self.own_freeze(value)}

    def texts(self, value: StructValue) -> dict[str, str]:
        found = {"stem": html_of(value["stem"]), OVERALL_FEEDBACK: html_of(value["feedback"])}
        found |= {f"hint:{child.id}": child.value for child in value["hints"].bound_blocks}
        found |= self.own_texts(value)
        return {text_id: text for text_id, text in found.items() if text}

    def links(self, value: StructValue) -> ItemLinks:
        return ItemLinks(
            provisions=tuple(value["provisions"]),
            chemicals=tuple(value["chemicals"]),
            objective=value["objective"] or "",
            difficulty=int(value["difficulty"] or 1),
        )

    def load(self, entry: Entry, *, language: str, new_id: NewId) -> dict[str, Any]:
        hints = entry.get("hints") or []
        return {
            "key": str(entry["id"]),
            "stem": to_html(entry["stem"][language]),
            **self.own_load(entry, language, new_id),
            "points": float(entry.get("points", self.default_points)),
            "difficulty": str(entry.get("difficulty", 1)),
            "provisions": list(entry.get("provisions") or []),
            "chemicals": list(entry.get("chemicals") or []),
            "objective": entry.get("objective", ""),
            "feedback": to_html(entry["feedback"][language]) if entry.get("feedback") else "",
            "hints": [list_item(new_id(f"hints/{n}"), hint[language]) for n, hint in enumerate(hints, start=1)],
        }

    def dump(self, values: Mapping[str, StructValue]) -> dict[str, Any]:
        source = next(iter(values.values()))
        entry: dict[str, Any] = {"id": source["key"], "type": self.slug, "stem": markdown_map(values, "stem")}
        if self.marked:
            entry["points"] = plain_number(source["points"])
        entry["difficulty"] = int(source["difficulty"] or 1)
        entry |= {name: list(source[name]) for name in ("provisions", "chemicals") if source[name]}
        if source["objective"]:
            entry["objective"] = source["objective"]
        if html_of(source["feedback"]):
            entry["feedback"] = markdown_map(values, "feedback")
        if len(source["hints"]):
            entry["hints"] = _dump_hints(values)
        return entry | self.own_dump(values)


def _head() -> list[tuple[str, blocks.Block]]:
    help_key = _("The name in course packages; left empty, it is made up.")
    return [
        ("key", KeyBlock(required=False, identity=True, label=_("Key"), help_text=help_key)),
        ("stem", blocks.RichTextBlock(features=FEATURES, label=_("Question"))),
    ]


def _tail(points: float) -> list[tuple[str, blocks.Block]]:
    levels = [("1", _("1: recall")), ("2", _("2: understand")), ("3", _("3: apply"))]
    objective_help = _("Lesson and objective, for example m1-l1/o2.")
    return [
        ("points", blocks.FloatBlock(default=points, min_value=0, max_value=1000, label=_("Points"))),
        ("difficulty", blocks.ChoiceBlock(choices=levels, default="1", label=_("Difficulty"))),
        ("provisions", KeyListBlock(target="provision", label=_("Provisions"))),
        ("chemicals", KeyListBlock(target="chemical", label=_("Chemicals"))),
        ("objective", KeyBlock(required=False, label=_("Objective"), help_text=objective_help)),
        ("feedback", blocks.RichTextBlock(required=False, features=FEATURES, label=_("Feedback to everyone"))),
        ("hints", blocks.ListBlock(blocks.TextBlock(rows=2, label=_("Hint")), default=[], label=_("Hints"))),
    ]


# values


def parts(value: StructValue, name: str) -> list[Part]:
    """The (id, struct) pairs of a list; a part that was never saved is named by its place."""
    children = value[name].bound_blocks
    return [(child.id or f"new-{number}", child.value) for number, child in enumerate(children, start=1)]


def html_of(rich: Any) -> str:
    """The HTML of a rich text value, "" for an empty one."""
    return str(getattr(rich, "source", rich) or "")


def outcome(
    fraction: float, classes: Iterable[tuple[str, str]], feedback: Sequence[str] = (), *, answered: bool = True
) -> Outcome:
    """The outcome of a mark: a fraction, and the state that follows from it."""
    fraction = min(1.0, max(0.0, fraction))
    state = "correct" if fraction == 1.0 else "partial" if fraction > 0.0 else "incorrect"
    return Outcome(
        fraction=fraction if answered else 0.0,
        state=state if answered else "unanswered",  # type: ignore[arg-type]
        response_class=tuple(classes),
        feedback_ids=(*(f"feedback:{name}" for name in feedback), OVERALL_FEEDBACK),
    )


def answered_parts(response: Response | None, name: str) -> dict[str, Any]:
    """The answers by part, none where nothing was answered."""
    return dict(response[name]) if response else {}


# course packages


def list_item(item_id: str, value: Any) -> dict[str, Any]:
    """A list item as a StreamField stores it; wagtail-localize passes over lists of plain values."""
    return {"type": "item", "id": item_id, "value": value}


def load_parts(
    entries: Iterable[Entry],
    folder: str,
    new_id: NewId,
    language: str,
    names: Sequence[str],
    **extra: Callable[[Entry], Any],
) -> list[dict[str, Any]]:
    """A list of parts: `names` are texts, `extra` gives each other field."""
    return [
        list_item(
            new_id(f"{folder}/{entry['id']}"),
            {
                "key": str(entry["id"]),
                **{name: (entry.get(name) or {}).get(language, "") for name in names},
                **{name: read(entry) for name, read in extra.items()},
            },
        )
        for entry in entries
    ]


def dump_parts(
    values: Mapping[str, StructValue], folder: str, names: Sequence[str], **extra: Callable[[StructValue], Any]
) -> list[dict[str, Any]]:
    """The way back: parts of the source language with the texts of all languages, found by id."""
    by_language = {language: dict(parts(value, folder)) for language, value in values.items()}
    found = []
    for part_id, source in parts(next(iter(values.values())), folder):
        rows = {language: rows[part_id] for language, rows in by_language.items() if part_id in rows}
        entry: dict[str, Any] = {"id": source["key"]}
        entry |= {name: text_map(rows, name) for name in names if source[name]}
        found.append(entry | {name: read(source) for name, read in extra.items()})
    return found


def text_map(rows: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, str]:
    return {language: row[name] for language, row in rows.items() if row[name]}


def markdown_map(rows: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, str]:
    texts = {language: to_markdown(html_of(row[name])) for language, row in rows.items()}
    return {language: text for language, text in texts.items() if text}


def plain_number(number: Any) -> int | float:
    """5.0 → 5, as people write it in YAML."""
    value = float(number)
    return int(value) if value.is_integer() else value


def _dump_hints(values: Mapping[str, StructValue]) -> list[dict[str, str]]:
    source = next(iter(values.values()))
    rows = {
        language: {child.id: child.value for child in value["hints"].bound_blocks} for language, value in values.items()
    }
    return [
        {language: hints[child.id] for language, hints in rows.items() if hints.get(child.id)}
        for child in source["hints"].bound_blocks
    ]
