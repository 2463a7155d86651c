"""From the numbers that the engine gives of many documents at once back to the texts they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tantivy

from search.backends.embedded.schema import number


class Texts:
    """What is known of each field's numbers; learnt from the index when one is met that is not known."""

    def __init__(self) -> None:
        self._known: dict[str, dict[int, str]] = {}

    def of(self, field: str, searcher: tantivy.Searcher, numbers: Sequence[Any]) -> list[str]:
        known = self._known.get(field, {})
        try:
            return [known[each] for each in numbers]
        except KeyError:
            # A new table rather than a changed one, for other threads read the old; and what one language's index
            # holds is kept beside another's, which lacks some of it.
            known = known | {number(text): text for text, _ in searcher.terms_with_prefix(field, "")}
            self._known[field] = known
            return [known[each] for each in numbers]
