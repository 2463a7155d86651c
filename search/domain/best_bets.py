"""What people put first, or take from the top, for certain queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from search.domain.grammar import ParsedQuery
from search.domain.stemming import stem
from search.domain.terms import content_terms
from search.domain.text import words
from search.domain.weights import says_something

Ranking = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class BestBet:
    """A family for the queries that are (`whole`) or hold one of the expressions."""

    name: str
    family_id: str
    expressions: tuple[str, ...]
    whole: bool = True
    pin: bool = True
    starts_on: date | None = None
    ends_on: date | None = None

    def is_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


def chosen(bets: Iterable[BestBet], parsed: ParsedQuery, language: str, day: date) -> list[BestBet]:
    """Those that the query calls for, in their order; what is quoted, excluded or in a field calls for none."""
    terms = content_terms(parsed.terms)
    plain = [term for term in terms if not (term.phrase or term.field or term.alternatives or term.occur == "not")]
    said = _stems((token.folded for term in plain for token in term.tokens[:1]), language)
    whole = len(plain) == len(terms) and not (parsed.filters or parsed.excluded)
    return [bet for bet in bets if said and bet.is_on(day) and _calls(bet, said, language, whole)]


def rearranged(ranking: Ranking, bets: Sequence[BestBet], kept: Collection[str], below: int) -> list[tuple[str, float]]:
    """The pinned ones first, each once; the demoted ones after the first `below`; those `kept` stay where they are."""
    pinned = [family for family in _families(bets, pin=True) if family not in kept]
    lowered = [family for family in _families(bets, pin=False) if family not in {*kept, *pinned}]
    moved = {*pinned, *lowered}
    rest = [entry for entry in ranking if entry[0] not in moved]
    scores = dict(ranking)
    first = next((at for at, (family, _) in enumerate(rest) if family not in kept), len(rest))
    best = ranking[0][1] if ranking else 0.0
    found = [*rest[:first], *((family, best) for family in pinned), *rest[first:]]
    down = [(family, scores[family]) for family in lowered if family in scores]
    return [*found[:below], *down, *found[below:]]


def _families(bets: Sequence[BestBet], *, pin: bool) -> list[str]:
    return list(dict.fromkeys(bet.family_id for bet in bets if bet.pin == pin))


def _calls(bet: BestBet, said: tuple[str, ...], language: str, whole: bool) -> bool:
    wanted = [_stems(words(text), language) for text in bet.expressions]
    if bet.whole:
        return whole and said in wanted
    return any(stems and set(stems) <= set(said) for stems in wanted)


def _stems(folded: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in folded if says_something(word))
