"""Generations as sets of dated indices, one a language, behind aliases that move together.

`<prefix>-<language>-<layout>` is read, the same with `-write` is written, with `-previous` is the way back. The layout
is in every name, so that a release never asks, and never removes, what another release that still runs has made: for it
there is no index until the rebuild.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch

from search.backends.base import UnavailableError
from search.backends.elasticsearch.client import NO_INDEX
from search.backends.elasticsearch.mapping import index

NAMED = "%Y%m%dt%H%M%S%f"
# What this release leaves to others for so long: to one that still runs beside it, and to one that comes back.
LAYOUTS_KEPT = timedelta(days=7)
RED = "The index is red: a part of it is on no node."
INCOMPLETE = "A language has no index; run search_rebuild --engine elasticsearch."


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
        """The generation that answers, empty when there is none; with a language missing there is no answer."""
        found = self._behind(self.read_alias)
        if found and not self._whole(found):
            raise UnavailableError(INCOMPLETE)
        return self._whole(found)

    def require_current(self) -> str:
        generation = self.current()
        if not generation:
            raise UnavailableError(NO_INDEX)
        return generation

    def require(self, generation: str) -> None:
        if not self.client.indices.exists(index=self._names(generation)):
            raise UnavailableError(NO_INDEX)

    def require_whole(self, generation: str) -> None:
        """No part of it is nowhere; the rest of the cluster is not ours to judge."""
        if self.client.cluster.health(index=self._names(generation), timeout="1ms")["status"] == "red":
            raise UnavailableError(RED)

    def create(self, wait: str) -> str:
        """A new generation, which may not be ready yet after waiting."""
        generation = datetime.now(tz=UTC).strftime(NAMED)
        for language in self.languages:
            index(self.name(language, generation), language).create(using=self.client, timeout=wait)
        return generation

    def promote(self, generation: str) -> None:
        """The generation answers from now on; what answered before is kept for going back."""
        old = self._whole(self._behind(self.read_alias))
        self._point(generation, "" if old == generation else old)
        self.sweep()
        limit = (datetime.now(tz=UTC) - LAYOUTS_KEPT).strftime(NAMED)
        # Until this layout has answered for that long, the release before may run beside it, on an index of any age.
        if old and old < limit:
            self._delete(self._of_other_layouts(limit))

    def previous(self) -> str:
        name = self._whole(self._behind(self.previous_alias))
        if not name:
            raise UnavailableError("There is no earlier generation to go back to.")
        return name

    def roll_back(self) -> str:
        previous = self.previous()
        self._point(previous, self._whole(self._behind(self.read_alias)))
        return previous

    def discard(self, generation: str) -> None:
        if generation not in self._kept():
            self.client.indices.delete(index=self._names(generation), ignore_unavailable=True)

    def sweep(self) -> None:
        """Remove what neither answers nor serves for going back, and what was made in the name of an alias."""
        kept = self._kept()
        own = self._existing([self.name(language, "*") for language in self.languages])
        self._delete([name for name in own if self._generation_of(name) not in kept])

    def refresh(self, generation: str) -> None:
        """Make what was written findable; Elasticsearch would wait a minute for a part that is out."""
        self.require_whole(generation)
        self.client.indices.refresh(index=self._names(generation))

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

    def _names(self, generation: str) -> list[str]:
        return [self.name(language, generation) for language in self.languages]

    def _behind(self, alias: Callable[[str], str]) -> Collection[tuple[str, str]]:
        """The generations behind an alias, each with the alias of its language."""
        names = [alias(language) for language in self.languages]
        # Where one is missing, the answer is a 404 with the others.
        found = self.client.options(ignore_status=404).indices.get_alias(name=names).body
        return {
            (name, self._generation_of(index))
            for index, entry in found.items()
            if isinstance(entry, dict)
            for name in entry.get("aliases", ())
        }

    def _whole(self, found: Collection[tuple[str, str]]) -> str:
        """The one generation that is there in every language."""
        generations = {generation for _, generation in found}
        return generations.pop() if len(generations) == 1 and len(found) == len(self.languages) else ""

    def _kept(self) -> set[str]:
        roles = (self.read_alias, self.previous_alias)
        return {generation for alias in roles for _, generation in self._behind(alias)}

    def _generation_of(self, name: str) -> str:
        return name.rpartition("-")[2]

    def _of_other_layouts(self, limit: str) -> list[str]:
        """Indices of other layouts that were made before the limit; a prefix that begins like ours is not ours."""
        found = self._existing([f"{self.prefix}-{language}-*" for language in self.languages])
        languages = "|".join(map(re.escape, self.languages))
        named = re.compile(rf"{re.escape(self.prefix)}-(?:{languages})-([0-9a-f]{{8}})-(\d{{8}}t\d{{12}})")
        made = ((name, named.fullmatch(name)) for name in found)
        return [name for name, match in made if match and match[1] != self.layout and match[2] < limit]

    def _existing(self, patterns: Sequence[str]) -> list[str]:
        return list(self.client.indices.get(index=patterns, features="aliases", expand_wildcards="all"))

    def _delete(self, names: Sequence[str]) -> None:
        if names:
            self.client.indices.delete(index=names, ignore_unavailable=True)
