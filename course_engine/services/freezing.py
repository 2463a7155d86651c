"""Freezing items: the version and the texts of every language that exists now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from course_engine.models import ItemText, ItemVersion
from course_engine.models.items import digest
from course_engine.plugins.containment import contain
from course_engine.sources import SourceItem

Key = tuple[UUID, str, str]


@dataclass(frozen=True)
class FrozenItem:
    """An item as an attempt keeps it."""

    version: ItemVersion
    texts: tuple[ItemText, ...]
    links: dict[str, Any]


def frozen_value(item: SourceItem) -> dict[str, Any] | None:
    """The language-free part of an item; None where its plugin fails."""
    return contain(item.type, item.type.freeze, item.value).value


def version_hash(frozen: dict[str, Any]) -> str:
    return digest(frozen)


def freeze(items: Sequence[SourceItem]) -> list[FrozenItem]:
    """Keep versions and texts, new ones only where they changed; four queries however many items."""
    versions: dict[Key, ItemVersion] = {}
    texts: dict[tuple[UUID, str], dict[str, ItemText]] = {}
    usable = []
    for item in items:
        frozen = frozen_value(item)
        by_language = _texts(item)
        if frozen is None or not by_language:
            continue  # a fault of the plugin, already logged: the attempt goes on without this item
        version = _version(item, frozen)
        versions[(item.assessment_key, item.key, version.hash)] = version
        texts[(item.assessment_key, item.key)] = by_language
        usable.append((item, version.hash))
    kept_versions = _keep_versions(versions)
    kept_texts = _keep_texts([text for group in texts.values() for text in group.values()])
    return [
        FrozenItem(
            kept_versions[(item.assessment_key, item.key, hash_)],
            tuple(kept_texts[_text_key(text)] for text in texts[(item.assessment_key, item.key)].values()),
            asdict(item.links()),
        )
        for item, hash_ in usable
    ]


def _version(item: SourceItem, frozen: dict[str, Any]) -> ItemVersion:
    return ItemVersion(
        assessment_key=item.assessment_key,
        item_key=item.key,
        type=item.type.slug,
        hash=version_hash(frozen),
        frozen=frozen,
        max_score=float(frozen["max_score"]),
    )


def _texts(item: SourceItem) -> dict[str, ItemText]:
    found = {}
    for language, value in item.values.items():
        texts = contain(item.type, item.type.texts, value).value
        if texts is not None:
            found[language] = ItemText(
                assessment_key=item.assessment_key,
                item_key=item.key,
                language=language,
                hash=digest(texts),
                texts=texts,
            )
    return found


def _keep_versions(wanted: dict[Key, ItemVersion]) -> dict[Key, ItemVersion]:
    def stored() -> dict[Key, ItemVersion]:
        rows = ItemVersion.objects.filter(
            assessment_key__in={key[0] for key in wanted}, item_key__in={key[1] for key in wanted}
        )
        return {(row.assessment_key, row.item_key, row.hash): row for row in rows}

    found = stored()
    missing = [version for key, version in wanted.items() if key not in found]
    if missing:
        # Another learner may freeze the same version at this moment: the constraint keeps one of the two.
        ItemVersion.objects.bulk_create(missing, ignore_conflicts=True)
        found = stored()
    return found


def _text_key(text: ItemText) -> tuple[UUID, str, str, str]:
    return (text.assessment_key, text.item_key, text.language, text.hash)


def _keep_texts(wanted: list[ItemText]) -> dict[tuple[UUID, str, str, str], ItemText]:
    def stored() -> dict[tuple[UUID, str, str, str], ItemText]:
        rows = ItemText.objects.filter(
            assessment_key__in={text.assessment_key for text in wanted}, hash__in={text.hash for text in wanted}
        )
        return {_text_key(row): row for row in rows}

    found = stored()
    missing = [text for text in wanted if _text_key(text) not in found]
    if missing:
        ItemText.objects.bulk_create(missing, ignore_conflicts=True)
        found = stored()
    return found
