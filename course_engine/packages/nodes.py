"""An assessment of a package as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from cms.pages.packages.content import Block, Content
from cms.pages.packages.importing.identity import Identity, Namer
from cms.pages.packages.importing.keys import minted
from cms.pages.packages.importing.nodes import Names, Node, raw_data
from cms.pages.packages.importing.state import State
from cms.pages.packages.reading.markdown import prose
from cms.pages.packages.reading.package import Package
from cms.pages.packages.richtext import normal
from cms.pages.packages.streams import Lookup, Resolver
from course_engine.models import AssessmentPage
from course_engine.packages.items import value_of
from course_engine.packages.reading import Assessment, assessments
from course_engine.plugins.registry import item_types

# A practice file has no title of its own; nobody but editors reads this one.
PRACTICE_TITLES = {"en": "Practice: %s", "es": "Práctica: %s"}
PRACTICE_RULES = {
    "mode": "immediate",
    "pass_percent": 0,
    "attempts": 0,
    "delay_minutes": 0,
    "time_limit_minutes": None,
    "shuffle_items": False,
    "shuffle_options": True,
}
RULES = tuple(PRACTICE_RULES)


class AssessmentNode(Node):
    """A practice pool below its module, a module's test, or the final test below the course."""

    model = AssessmentPage
    streams = ("items", "draws")

    def __init__(self, package: Package, assessment: Assessment, parent: Node, state: State) -> None:
        super().__init__(package, assessment.id, parent, package.languages)
        self.assessment, self.state = assessment, state
        self.stored: dict[str, dict[str, Any]] = {}  # the raw values of items that the page has, by item key

    @property
    def kind(self) -> str:  # type: ignore[override]
        return self.assessment.kind

    @property
    def translation_key(self) -> UUID:
        """The key that lessons and draws name it by: its page's where there is one, else made from the package."""
        page = self.state.page(self, self.languages[0])
        return page.translation_key if page is not None else UUID(minted(self.package.id, self.local))

    @property
    def local(self) -> str:
        module = self.assessment.module
        return f"practice:{module.id}" if self.kind == "practice" and module else f"test:{self.key}"

    def file(self, language: str) -> str:  # noqa: ARG002 - all languages stand in one file
        return self.assessment.file

    def line(self) -> int:
        return self.assessment.data.line_of("id")

    def make(self, language: str) -> Content:
        data = self.assessment.data
        items = [self.item(entry, language) for entry in self.assessment.items]
        streams = {"items": items, "draws": [self.draw(draw) for draw in self.assessment.draws]}
        if self.kind == "practice":
            return {"kind": self.kind, **streams}
        return {
            "kind": self.kind,
            "title": data["title"][language],
            "slug": self.assessment.file.rsplit("/", 1)[-1].removesuffix(".yaml"),
            "intro": prose(data["intro"][language], language, self.package.known),
            **rules_of(data),
            **streams,
        }

    def defaults(self, language: str) -> Content:
        """A practice file says nothing but its items."""
        module = self.assessment.module
        if self.kind != "practice" or module is None:
            return {}
        title = PRACTICE_TITLES.get(language, "%s") % module.data["title"][language]
        return {"title": title, "slug": "practice", **PRACTICE_RULES}

    def item(self, entry: Mapping[str, Any], language: str) -> Block:
        """An item as its type writes it, so that what a page gives back is compared like with like."""
        item_type = item_types.get(str(entry["type"]))
        return {"type": item_type.slug, "value": item_type.dump({language: value_of(item_type, entry, language)})}

    def draw(self, draw: Mapping[str, Any]) -> Block:
        source = assessments(self.package)[draw["from"]]
        value = {
            "from": source.id,
            "count": draw["count"],
            "provisions": [str(key) for key in draw.get("provisions") or ()],
            "difficulty": str(draw.get("difficulty") or ""),
        }
        return {"type": "draw", "value": value}

    # pages

    def known(self, page: Any, lookup: Lookup) -> Content:  # noqa: ARG002 - an assessment holds no files
        found = assessment_content(page, {str(key): name for name, key in self.keys().items()})
        return {name: found[name] for name in self.content(self.languages[0])}

    def keys(self) -> dict[str, UUID]:
        """The translation keys of the package's assessments, by id."""
        found: dict[str, UUID] = self.package.parts["assessment keys"]
        return found

    def names(self, page: Any | None, lookup: Lookup) -> Names:  # noqa: ARG002
        stored = raw_data(page, "items") if page is not None else []
        ids = {data["value"]["key"]: data["id"] for data in stored if isinstance(data["value"], dict)}
        self.stored = {data["value"]["key"]: data["value"] for data in stored if isinstance(data["value"], dict)}
        keys = [str(entry["id"]) for entry in self.assessment.items]
        items = [Identity(ids.get(key) or minted(self.package.id, f"item:{key}"), key) for key in keys]
        draws = self.content(self.languages[0])["draws"]
        existing = known_draws(page, {str(key): name for name, key in self.keys().items()}) if page is not None else []
        return {"items": items, "draws": Namer(self.package.id, f"{self.kind}:{self.key}", existing).names(draws)}

    def raw(self, stream: str, language: str, names: Names, resolver: Resolver) -> list[dict[str, Any]]:  # noqa: ARG002
        if stream == "draws":
            draws = self.content(language)["draws"]
            return [self.raw_draw(draw, name) for draw, name in zip(draws, names["draws"], strict=True)]
        return [
            self.raw_item(entry, language, identity)
            for entry, identity in zip(self.assessment.items, names["items"], strict=True)
        ]

    def raw_item(self, entry: Mapping[str, Any], language: str, identity: Identity) -> dict[str, Any]:
        item_type = item_types.get(str(entry["type"]))
        value = item_type.load(
            entry, language=language, new_id=lambda local: minted(self.package.id, f"item:{identity.key}/{local}")
        )
        retain(value, self.stored.get(identity.key))
        return {"type": item_type.slug, "value": value, "id": identity.id}

    def raw_draw(self, draw: Block, identity: Identity) -> dict[str, Any]:
        value = draw["value"]
        provisions = [
            {"type": "item", "value": key, "id": minted(self.package.id, f"{identity.id}/{key}")}
            for key in value["provisions"]
        ]
        key = str(self.keys()[value["from"]])
        made = {"assessment": key, "count": value["count"], "provisions": provisions, "difficulty": value["difficulty"]}
        return {"type": "draw", "value": made, "id": identity.id}


def rules_of(data: Mapping[str, Any]) -> Content:
    shuffle = data.get("shuffle") or {}
    return {
        "mode": data["mode"],
        "pass_percent": data["pass_percent"],
        "attempts": data["attempts"],
        "delay_minutes": data.get("delay_minutes") or 0,
        "time_limit_minutes": data.get("time_limit_minutes"),
        "shuffle_items": bool(shuffle.get("items", False)),
        "shuffle_options": bool(shuffle.get("options", True)),
    }


def assessment_content(page: AssessmentPage, names: Mapping[str, str]) -> Content:
    """What an assessment's page says, in its language; `names` gives the ids of assessments by translation key."""
    return {
        "title": page.title,
        "slug": page.slug,
        "intro": normal(page.intro),
        **{name: getattr(page, name) for name in RULES},
        "kind": page.kind,
        "items": [
            {"type": child.block_type, "value": item_types.get(child.block_type).dump({page.language: child.value})}
            for child in page.items
            if item_types.find(child.block_type) is not None
        ],
        "draws": [block for block, _identity in known_draws(page, names)],
    }


def known_draws(page: AssessmentPage, names: Mapping[str, str]) -> list[tuple[Block, Identity]]:
    """The draws of a page whose source is one of the package's assessments."""
    found = []
    for child in page.draws:
        if child.block_type != "draw" or child.value["assessment"] not in names:
            continue
        value = {
            "from": names[child.value["assessment"]],
            "count": child.value["count"],
            "provisions": list(child.value["provisions"]),
            "difficulty": str(child.value["difficulty"] or ""),
        }
        found.append(({"type": "draw", "value": value}, Identity(str(child.id or uuid4()))))
    return found


def retain(new: Any, old: Any) -> None:
    """Gives the parts of an item the ids that they have on the page, found by key or, without one, by place."""
    if isinstance(new, dict) and isinstance(old, dict):
        for name in new.keys() & old.keys():
            retain(new[name], old[name])
    elif is_parts(new) and is_parts(old):
        by_name = {part_name(part, number): part for number, part in enumerate(old)}
        for number, part in enumerate(new):
            twin = by_name.get(part_name(part, number))
            if twin is not None:
                part["id"] = twin["id"]
                retain(part["value"], twin["value"])


def is_parts(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(part, dict) and "id" in part and "value" in part for part in value
    )


def part_name(part: Mapping[str, Any], number: int) -> tuple[str, str]:
    key = part["value"].get("key") if isinstance(part["value"], dict) else None
    return str(part.get("type")), str(key or number)


def item_ids(page: AssessmentPage) -> Sequence[tuple[str, str]]:
    """(item key, block id) of every item of a page."""
    return [(data["value"]["key"], data["id"]) for data in raw_data(page, "items") if isinstance(data["value"], dict)]
