"""From a parsed query and what is known about its words to a plan for one language."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.domain.grammar import ParsedQuery, Term
from search.domain.plan import Clause, Identity, Match, Plan
from search.domain.stemming import stem
from search.domain.synonyms import Expansion, Synonyms
from search.domain.text import Token
from search.domain.vocabulary import Spelling, Vocabulary
from search.domain.weights import Weights, says_something


@dataclass(frozen=True, slots=True)
class Named:
    """A recognised stretch of the query with the families it names and those around them."""

    kind: str
    label: str
    start: int
    end: int
    families: tuple[str, ...]
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a planner may use: all of it plain, so that a plan can be explained."""

    weights: Weights
    vocabularies: Mapping[str, Vocabulary]
    synonyms: Sequence[Synonyms] = ()
    named: Sequence[Named] = ()
    related_fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader chose besides the words."""

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    limit: int = 100


def content_terms(terms: Sequence[Term]) -> list[Term]:
    """Terms without the small words, unless there is nothing else or they were asked for."""
    kept = [term for term in terms if term.phrase or term.occur != "should" or says_something(term.tokens[0].folded)]
    return kept or list(terms)


def misspelt(terms: Sequence[Term], vocabularies: Mapping[str, Vocabulary]) -> dict[str, list[Spelling]]:
    """Words that no document holds in any language, with the words probably meant."""
    found: dict[str, list[Spelling]] = {}
    for term in terms:
        word = term.tokens[0].folded
        if not term.phrase and not any(vocabulary.frequency(word) for vocabulary in vocabularies.values()):
            near = [spelling for vocabulary in vocabularies.values() for spelling in vocabulary.spellings(word)]
            nearest = min((spelling.distance for spelling in near), default=0)
            best = [spelling for spelling in near if spelling.distance == nearest]
            if best:
                found[word] = sorted(best, key=lambda spelling: -spelling.frequency)
    return found


class Planner:
    """Makes the plan of one query for one language."""

    def __init__(self, parsed: ParsedQuery, language: str, knowledge: Knowledge) -> None:
        self.parsed = parsed
        self.language = language
        self.know = knowledge
        self.weights = knowledge.weights
        self.terms = content_terms(parsed.terms)
        self.spellings = misspelt(self.terms, knowledge.vocabularies)
        self.expansions = self._expansions()

    def plan(self, request: Request) -> Plan:
        clauses = [self._named(named) for named in self._replacing()]
        clauses += [self._clause(term, at) for at, term in enumerate(self.terms) if not self._is_replaced(term)]
        asked = sum(clause.importance for clause in clauses if clause.occur != "not")
        return Plan(
            language=self.language,
            clauses=tuple(clauses),
            bonuses=(*self._phrases(), *(self._named(named) for named in self._keeping())),
            coverage=math.ceil(asked * self.weights.coverage.share),
            filters=request.filters,
            facets=request.facets,
            weights=self.weights.fields,
            tie_breaker=self.weights.tie_breaker,
            limit=request.limit,
        )

    # Words

    def _clause(self, term: Term, at: int) -> Clause:
        if term.alternatives:
            options = [self._clause(option, -1) for option in term.alternatives]
            return replace(
                options[0],
                name=" OR ".join(option.name for option in options),
                matches=tuple(match for option in options for match in option.matches),
                occur="must",
            )
        fields = (term.field,) if term.field else ()
        words = tuple(token.folded for token in term.tokens)
        if term.phrase:
            name = f"“{' '.join(words)}”"
            return Clause(name, self._phrase(words, term.field), occur=term.occur, importance=3, fields=fields)
        return Clause(
            words[0],
            (self._match(words), *self._synonyms(at), *self._spelt(words[0])),
            occur=term.occur,
            importance=self._importance(words[0]),
            fields=fields,
        )

    def _phrase(self, words: tuple[str, ...], field: str) -> tuple[Match, ...]:
        """A quoted phrase is met as it stands and never by a synonym."""
        if field:
            return (Match(self._stems(words), origin="phrase"),)
        return (Match(words, boost=self.weights.phrase, origin="phrase", exact=True),)

    def _match(self, words: tuple[str, ...]) -> Match:
        return Match(self._stems(words))

    def _synonyms(self, at: int) -> tuple[Match, ...]:
        """What else is said for the expression this word stands in, each worth its share of the expression."""
        return tuple(
            Match(
                self._stems(expression),
                boost=self.weights.synonym / (expansion.end - expansion.start),
                origin="synonym",
            )
            for expansion in self.expansions
            if expansion.start <= at < expansion.end
            for expression in expansion.expressions
        )

    def _spelt(self, word: str) -> tuple[Match, ...]:
        return tuple(
            Match(self._stems((spelling.word,)), boost=self.weights.spelling**spelling.distance, origin="spelling")
            for spelling in self.spellings.get(word, [])
        )

    def _importance(self, word: str) -> int:
        vocabulary = self.know.vocabularies[self.language]
        known = [word, *(spelling.word for spelling in self.spellings.get(word, []))]
        frequency = max(vocabulary.frequency(candidate) for candidate in known)
        return self.weights.coverage.importance(frequency, vocabulary.documents)

    def _expansions(self) -> list[Expansion]:
        """Synonyms of the reader's language first; the other language's where those say nothing."""
        words = ["" if term.phrase or term.field else term.tokens[0].folded for term in self.terms]
        words = [self.spellings[word][0].word if word in self.spellings else word for word in words]
        found: list[Expansion] = []
        for synonyms in self.know.synonyms:
            taken = {at for expansion in found for at in range(expansion.start, expansion.end)}
            found += [
                expansion
                for expansion in synonyms.expand(words)
                if taken.isdisjoint(range(expansion.start, expansion.end))
            ]
        return found

    def _phrases(self) -> list[Clause]:
        """Neighbouring words are worth more together, small words between them included."""
        words = [
            token for term in self.parsed.terms if not term.phrase and term.occur != "not" for token in term.tokens
        ]
        content = [at for at, token in enumerate(words) if says_something(token.folded)]
        pairs = [(left, right) for left, right in itertools.pairwise(content) if right - left <= 2]
        found = [self._together(words[left : right + 1], self.weights.neighbours) for left, right in pairs]
        if len(content) > 2:
            found.append(self._together(words[content[0] : content[-1] + 1], self.weights.phrase))
        return found

    def _together(self, tokens: Sequence[Token], boost: float) -> Clause:
        words = tuple(token.folded for token in tokens)
        return Clause(" ".join(words), (Match(self._stems(words), boost=boost, origin="phrase"),))

    def _stems(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(stem(word, self.language) for word in words)

    # Names

    def _replacing(self) -> list[Named]:
        return [named for named in self.know.named if self.weights.of(named.kind).words == "replaced"]

    def _keeping(self) -> list[Named]:
        return [named for named in self.know.named if self.weights.of(named.kind).words != "replaced"]

    def _is_replaced(self, term: Term) -> bool:
        """Words of a citation or code say nothing beside it."""
        return term.occur != "not" and any(
            named.start <= token.start and token.end <= named.end
            for named in self._replacing()
            for token in term.tokens[:1]
        )

    def _named(self, named: Named) -> Clause:
        worth = self.weights.of(named.kind)
        identities = [
            Identity("family", named.families, worth.family),
            *(Identity("family", (family,), worth.ancestor * 0.7**step) for step, family in enumerate(named.ancestors)),
            Identity("parent", named.families, worth.child),
        ]
        for family in named.families:
            kind, _, key = family.partition(":")
            if kind in self.know.related_fields:
                identities.append(Identity(self.know.related_fields[kind], (key, family), worth.related))
        return Clause(
            f"{named.kind}: {named.label}",
            identities=tuple(identity for identity in identities if identity.score > 0),
            importance=self.weights.coverage.rare,
        )
