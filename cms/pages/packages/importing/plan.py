"""What an import would do to each page in each language."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cms.pages.packages.importing.nodes import Node
from cms.pages.packages.importing.state import State
from cms.pages.packages.streams import Lookup


class Action(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    PUBLISHED = "published"  # nothing new, but not what the public reads
    STALE = "stale"  # the source changed and the translation did not
    UNCHANGED = "unchanged"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"  # no longer in the package


WRITES = frozenset({Action.NEW, Action.CHANGED, Action.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an import's report."""

    action: Action
    kind: str
    key: str
    language: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.action, self.kind, self.key, self.language) if part)


def planned(nodes: Iterable[Node], state: State, lookup: Lookup, *, draft: bool) -> dict[tuple[Node, str], Action]:
    """The action for every page in every language."""
    actions: dict[tuple[Node, str], Action] = {}
    for node in nodes:
        for language in node.languages:
            action = decide(node, language, state, lookup, draft=draft)
            source = actions.get((node, node.languages[0]))
            if action is Action.UNCHANGED and source is Action.CHANGED:
                action = Action.STALE
            actions[node, language] = action
    return actions


def decide(node: Node, language: str, state: State, lookup: Lookup, *, draft: bool) -> Action:
    page, record = state.page(node, language), state.records.get((node.kind, node.key, language))
    if page is None:
        return Action.NEW
    same = record is not None and record.digest == node.digest(language)
    if record is not None and same and (draft or (record.published and page.live)):
        return Action.UNCHANGED
    if page.live and node.known(page, lookup) == node.content(language):
        return Action.UNCHANGED
    return Action.PUBLISHED if same else Action.CHANGED


def withdrawn(nodes: Iterable[Node], state: State) -> list[Any]:
    """The records of what earlier imports brought and the package no longer holds, in the source language."""
    wanted = {(node.kind, node.key) for node in nodes}
    kinds = {kind for kind, _key in wanted}  # those of a part that is not in use now are not missing
    return [
        row
        for (kind, key, language), row in sorted(state.records.items())
        if kind in kinds and (kind, key) not in wanted and language == state.source_language
    ]
