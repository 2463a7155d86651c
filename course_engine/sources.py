"""Items as they stand in the live pages now: structure from the source row, texts from every language."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from cms.publishing.locales import is_source_locale
from course_engine.models import AssessmentPage
from course_engine.plugins.containment import contain
from course_engine.plugins.item_types import ItemType
from course_engine.plugins.registry import item_types
from course_engine.plugins.values import ItemLinks


@dataclass(frozen=True)
class SourceItem:
    """One item of a live assessment; `values` holds its block's value in each language, the source's first."""

    assessment_key: UUID
    key: str
    type: ItemType
    values: Mapping[str, Any]

    @property
    def value(self) -> Any:
        return next(iter(self.values.values()))

    def links(self) -> ItemLinks:
        return contain(self.type, self.type.links, self.value).value or ItemLinks()


@dataclass(frozen=True)
class SourceAssessment:
    """A live assessment: the source row and the rows of the other languages."""

    page: AssessmentPage
    rows: Mapping[str, AssessmentPage]
    plugins: Sequence[str] = ()

    @cached_property
    def items(self) -> tuple[SourceItem, ...]:
        return tuple(_items(self.page, self.rows, self.plugins))

    @property
    def key(self) -> UUID:
        return self.page.translation_key

    def row(self, language: str) -> AssessmentPage:
        """The row whose texts are shown to a reader of this language."""
        return self.rows.get(language, self.page)

    def item(self, key: str) -> SourceItem | None:
        return next((item for item in self.items if item.key == key), None)


def load_assessments(keys: Iterable[UUID], *, plugins: Sequence[str] = ()) -> dict[UUID, SourceAssessment]:
    """The live assessments of these keys, all languages, in one query."""
    by_key: dict[UUID, list[AssessmentPage]] = {}
    for page in AssessmentPage.objects.live().filter(translation_key__in=set(keys)):
        by_key.setdefault(page.translation_key, []).append(page)
    found = {}
    for key, pages in by_key.items():
        source = next((page for page in pages if is_source_locale(page.locale_id)), None)
        if source is not None:
            rows = {source.language: source, **{page.language: page for page in pages}}
            found[key] = SourceAssessment(source, rows, plugins)
    return found


def load_assessment(key: UUID, *, plugins: Sequence[str] = ()) -> SourceAssessment | None:
    return load_assessments([key], plugins=plugins).get(key)


def _items(source: AssessmentPage, rows: Mapping[str, AssessmentPage], plugins: Sequence[str]) -> Iterable[SourceItem]:
    """The items whose type is available; one whose plugin is gone is left out and harms nothing."""
    blocks = {language: {child.id: child for child in row.items} for language, row in rows.items()}
    for child in source.items:
        item_type = item_types.find(child.block_type, plugins)
        if item_type is None:
            continue
        values = {
            language: children[child.id].value
            for language, children in blocks.items()
            if child.id in children and children[child.id].block_type == child.block_type
        }
        yield SourceItem(source.translation_key, str(child.id), item_type, values)


@dataclass(frozen=True)
class Draw:
    """`count` items of another assessment, of these provisions and this difficulty where they are named."""

    assessment_key: UUID
    count: int
    provisions: frozenset[str] = frozenset()
    difficulty: int | None = None

    def matches(self, item: SourceItem) -> bool:
        links = item.links()
        if self.provisions and not self.provisions.intersection(links.provisions):
            return False
        return self.difficulty is None or links.difficulty == self.difficulty


def draws_of(page: AssessmentPage) -> list[Draw]:
    """What an assessment draws from others; a draw without a readable key is passed over."""
    found = []
    for child in page.draws:
        value = child.value
        try:
            key = UUID(value["assessment"])
        except (KeyError, TypeError, ValueError):
            continue
        difficulty = int(value["difficulty"]) if value.get("difficulty") else None
        found.append(Draw(key, value["count"], frozenset(value["provisions"]), difficulty))
    return found


def choose_items(assessment: SourceAssessment, seed: int, *, plugins: Sequence[str] = ()) -> list[SourceItem]:
    """The items of one attempt: its own, those drawn from others by the seed, shuffled where it says so."""
    generator = random.Random(seed)  # noqa: S311 - the seed is random and secret; the order must repeat
    chosen = list(assessment.items)
    draws = draws_of(assessment.page)
    pools = load_assessments({draw.assessment_key for draw in draws}, plugins=plugins) if draws else {}
    taken = {item.key for item in chosen}
    for draw in draws:
        pool = pools.get(draw.assessment_key)
        candidates = [item for item in (pool.items if pool else ()) if item.key not in taken and draw.matches(item)]
        drawn = generator.sample(candidates, min(draw.count, len(candidates)))
        taken.update(item.key for item in drawn)
        chosen.extend(drawn)
    if assessment.page.shuffle_items:
        generator.shuffle(chosen)
    return chosen
