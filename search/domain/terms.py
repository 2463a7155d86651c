"""Which words of a query say something, which stand in a name, and which are written wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.domain.grammar import Term
from search.domain.vocabulary import Spelling, Vocabulary
from search.domain.weights import says_something


@dataclass(frozen=True, slots=True)
class Named:
    """A recognised stretch of the query with the families it names and those around them."""

    kind: str
    label: str
    start: int
    end: int
    families: tuple[str, ...]
    ancestors: tuple[str, ...] = ()


def content_terms(terms: Sequence[Term]) -> list[Term]:
    """Terms without the small words, unless nothing else is asked for or they were demanded."""
    kept = [term for term in terms if term.phrase or term.occur != "should" or says_something(term.tokens[0].folded)]
    return kept if any(term.occur != "not" for term in kept) else list(terms)


def misspelt(
    terms: Sequence[Term], vocabularies: Mapping[str, Vocabulary], named: Sequence[Named]
) -> dict[str, list[Spelling]]:
    """Words outside of names that no document holds in any language, with the words probably meant."""
    found: dict[str, list[Spelling]] = {}
    for term in terms:
        token = term.tokens[0]
        word = token.folded
        is_named = any(item.start <= token.start and token.end <= item.end for item in named)
        if not (is_named or term.phrase or any(vocabulary.frequency(word) for vocabulary in vocabularies.values())):
            near = [spelling for vocabulary in vocabularies.values() for spelling in vocabulary.spellings(word)]
            nearest = min((spelling.distance for spelling in near), default=0)
            best = [spelling for spelling in near if spelling.distance == nearest]
            if best:
                found[word] = sorted(best, key=lambda spelling: -spelling.frequency)
    return found
