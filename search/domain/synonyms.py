"""Expressions that mean the same, found in a query by their stems, longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.domain.stemming import stem
from search.domain.text import words
from search.domain.weights import says_something

MAX_EXPRESSIONS = 12
MAX_WORDS = 8

Expression = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A stretch of query words (from, to) and what else is said for it, as folded words."""

    start: int
    end: int
    expressions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class OneWay:
    """Expressions that also find others, which do not find them."""

    said: tuple[str, ...]
    also: tuple[str, ...]


Group = Sequence[str] | OneWay


class Synonyms:
    """Groups of equivalent expressions as one language understands them."""

    def __init__(self, groups: Iterable[Group], languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._groups: dict[Expression, dict[Expression, None]] = defaultdict(dict)
        self._longest = 1
        for group in groups:
            said, meant = (group.said, group.also) if isinstance(group, OneWay) else (group, group)
            expressions = [expression for text in meant if (expression := self._expression(text))]
            for text in said:
                self._add(self._expression(text), expressions, is_acronym=_is_acronym(text))

    def expand(self, query: Sequence[str]) -> list[Expansion]:
        """Every stretch that is an expression, longer ones first at each place."""
        return [
            Expansion(at, at + length, expressions)
            for at in range(len(query))
            for length in range(min(self._longest, len(query) - at), 0, -1)
            if (expressions := self._others(tuple(query[at : at + length])))
        ]

    def _add(self, said: Expression, meant: Sequence[Expression], *, is_acronym: bool) -> None:
        keys = [_letters(said)] if is_acronym else self._keys(said)
        for key in keys if said else ():
            self._groups[key].update(dict.fromkeys(meant))
        self._longest = max(self._longest, len(said))

    def _others(self, stretch: Expression) -> tuple[Expression, ...]:
        others: dict[Expression, None] = {}
        for key in (_letters(stretch), *self._keys(stretch)):
            others.update(self._groups.get(key, {}))
        others.pop(stretch, None)
        return tuple(others)[:MAX_EXPRESSIONS]

    def _keys(self, expression: Expression) -> set[Expression]:
        """How a query without its small words may hold the expression."""
        said = [word for word in expression if says_something(word)]
        return {tuple(stem(word, language) for word in said) for language in self._languages}

    @staticmethod
    def _expression(text: str) -> Expression:
        expression = tuple(words(text))
        if len(expression) > MAX_WORDS or not any(says_something(word) for word in expression):
            return ()
        return expression


def _is_acronym(text: str) -> bool:
    """Capitals in one word, perhaps with the s of the plural: its stem may be that of a common word (CAS, casa)."""
    said = [part for part in text.split() if any(map(says_something, words(part)))]
    return len(said) == 1 and len(said[0]) > 1 and said[0].removesuffix("s").isupper()


def _letters(expression: Expression) -> Expression:
    """The words as they stand, for one or for many; a stem is never written like this."""
    return tuple(f"={word.removesuffix('s')}" for word in expression if says_something(word))
