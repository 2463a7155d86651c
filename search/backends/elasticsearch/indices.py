"""Generations as sets of dated indices, one a language, behind aliases that move together.

`<prefix>-<language>-<layout>` is read, the same with `-write` is written, with `-previous` is the way back. The layout
is in every name, so that a release never asks, and never removes, what another release that still runs has made: for it
there is no index until the rebuild.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch

from search.backends.base import UnavailableError
from search.backends.elasticsearch.client import NO_INDEX
from search.backends.elasticsearch.mapping import index

NAMED = "%Y%m%dt%H%M%S%f"
# A release that was taken back finds its index for so long.
LAYOUTS_KEPT = timedelta(days=7)


class Indices:
    """Names, aliases and life of the indices of one site; every change of aliases is one atomic request."""

    def __init__(self, client: Elasticsearch, prefix: str, languages: Sequence[str], layout: str) -> None:
        self.client = client
        self.prefix = prefix
        self.languages = tuple(languages)
        self.layout = layout

    def read_alias(self, language: str) -> str:
        return f"{self.prefix}-{language}-{self.layout}"

    def write_alias(self, language: str) -> str:
        return f"{self.read_alias(language)}-write"

    def previous_alias(self, language: str) -> str:
        return f"{self.read_alias(language)}-previous"

    def name(self, language: str, generation: str) -> str:
        return f"{self.read_alias(language)}-{generation}"

    def readable(self, language: str, generation: str = "") -> str:
        """What to search: a generation by name, else whichever answers."""
        return self.name(language, generation) if generation else self.read_alias(language)

    def current(self) -> str:
        """The generation that answers, empty when there is none."""
        return self._generation(self.read_alias(self.languages[0]))

    def previous(self) -> str:
        return self._generation(self.previous_alias(self.languages[0]))

    def require(self, generation: str) -> None:
        if not self.client.indices.exists(index=self.name(self.languages[0], generation)):
            raise UnavailableError(NO_INDEX)

    def create(self) -> str:
        generation = datetime.now(tz=UTC).strftime(NAMED)
        for language in self.languages:
            index(self.name(language, generation), language).create(using=self.client)
        return generation

    def promote(self, generation: str) -> None:
        """The generation answers from now on; what answered before is kept for going back."""
        old = self.current()
        self._point(generation, "" if old == generation else old)
        self.sweep()

    def roll_back(self) -> str:
        previous, current = self.previous(), self.current()
        if not previous:
            raise UnavailableError("There is no earlier generation to go back to.")
        self._point(previous, current)
        return previous

    def discard(self, generation: str) -> None:
        if generation not in (self.current(), self.previous()):
            names = [self.name(language, generation) for language in self.languages]
            self.client.indices.delete(index=names, ignore_unavailable=True)

    def sweep(self) -> None:
        """Remove generations that neither answer nor serve for going back, and what old releases left."""
        keep = {self.current(), self.previous()}
        for generation in self._all() - keep:
            self.discard(generation)
        if outdated := self._outdated():
            self.client.indices.delete(index=outdated, ignore_unavailable=True)

    def refresh(self, generation: str) -> None:
        self.client.indices.refresh(index=[self.name(language, generation) for language in self.languages])

    def _point(self, current: str, previous: str) -> None:
        actions: list[dict[str, Any]] = []
        for language in self.languages:
            everywhere = self.name(language, "*")
            for alias in (self.read_alias(language), self.write_alias(language), self.previous_alias(language)):
                actions.append({"remove": {"index": everywhere, "alias": alias, "must_exist": False}})
            aliases = {self.read_alias(language): current, self.write_alias(language): current}
            aliases |= {self.previous_alias(language): previous} if previous else {}
            actions += [
                {"add": {"index": self.name(language, generation), "alias": alias}}
                for alias, generation in aliases.items()
            ]
        self.client.indices.update_aliases(actions=actions)

    def _generation(self, alias: str) -> str:
        found = self.client.options(ignore_status=404).indices.get_alias(name=alias).body
        names = [name for name, entry in found.items() if isinstance(entry, dict) and "aliases" in entry]
        return self._generation_of(names[0]) if names else ""

    def _generation_of(self, name: str) -> str:
        return name.rpartition("-")[2]

    def _all(self) -> set[str]:
        found = self.client.indices.get(index=self.name(self.languages[0], "*"), features="aliases")
        return {self._generation_of(name) for name in found}

    def _outdated(self) -> list[str]:
        """Indices of other layouts, made so long ago that no running release reads them."""
        limit = (datetime.now(tz=UTC) - LAYOUTS_KEPT).strftime(NAMED)
        found: list[str] = []
        for language in self.languages:
            names = self.client.indices.get(index=f"{self.prefix}-{language}-*", features="aliases")
            own = self.name(language, "")
            found += [name for name in names if not name.startswith(own) and self._generation_of(name) < limit]
        return found

    def require_current(self) -> str:
        generation = self.current()
        if not generation:
            raise UnavailableError(NO_INDEX)
        return generation
