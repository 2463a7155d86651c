"""From a parsed query and what is known about its words to a plan for one language."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.domain.grammar import ParsedQuery, Term
from search.domain.plan import Clause, Identity, Match, Origin, Plan
from search.domain.stemming import stem
from search.domain.synonyms import Expansion, Synonyms
from search.domain.terms import Named, content_terms, misspelt
from search.domain.text import Token
from search.domain.vocabulary import Vocabulary
from search.domain.weights import Weights, says_something

# Figures that are written together.
THOUSAND = 3


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a planner may use: all of it plain, so that a plan can be explained."""

    weights: Weights
    vocabularies: Mapping[str, Vocabulary]
    synonyms: Sequence[Synonyms] = ()
    everyday: Synonyms = field(default_factory=lambda: Synonyms((), ()))
    named: Sequence[Named] = ()
    related_fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader chose besides the words."""

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    limit: int = 100


class Planner:
    """Makes the plan of one query for one language."""

    def __init__(self, parsed: ParsedQuery, language: str, knowledge: Knowledge) -> None:
        self.parsed = parsed
        self.language = language
        self.know = knowledge
        self.weights = knowledge.weights
        self.terms = content_terms(parsed.terms)
        self.spellings = misspelt(self.terms, knowledge.vocabularies, knowledge.named)
        self.meant = self._meant()
        self.expansions = self._expansions()
        self.everyday = [(self.weights.everyday, item) for item in knowledge.everyday.expand(self.meant)]

    def plan(self, request: Request) -> Plan:
        words = [self._clause(term, at) for at, term in enumerate(self.terms) if not self._is_replaced(term)]
        # What is cited is enough by itself, however many words stand around it.
        weight = max(self.weights.coverage.rare, sum(clause.importance for clause in words))
        beside = any(clause.occur != "not" for clause in words)
        cited = (replace(self._named(named, beside), importance=weight) for named in self._replacing())
        clauses = [*cited, *words]
        asked = sum(clause.importance for clause in clauses if clause.occur != "not")
        return Plan(
            language=self.language,
            clauses=tuple(clauses),
            bonuses=(*self._forms(), *self._phrases(), *self._names()),
            coverage=math.ceil(asked * self.weights.coverage.share),
            filters=request.filters,
            excluded=request.excluded,
            facets=request.facets,
            weights=self.weights.fields,
            tie_breaker=self.weights.tie_breaker,
            coordination=self.weights.coordination,
            limit=request.limit,
        )

    # Words

    def _clause(self, term: Term, at: int) -> Clause:
        if term.alternatives:
            return self._either([self._option(option) for option in term.alternatives])
        fields = (term.field,) if term.field else ()
        words = tuple(token.folded for token in term.tokens)
        if term.phrase:
            name = f"“{' '.join(words)}”"
            return Clause(name, self._phrase(words, term.field), occur=term.occur, importance=3, fields=fields)
        importance = self._importance(words[0], at)
        worth = self.weights.coverage.score(importance)
        ways = (self._match(words), *self._grouped(words[0]), *self._synonyms(at, term.occur), *self._spelt(words[0]))
        return Clause(
            words[0],
            tuple(replace(way, boost=way.boost * worth) for way in dict.fromkeys(ways)),
            identities=self._about(term) if not fields and term.occur != "not" else (),
            occur=term.occur,
            importance=importance,
            fields=fields,
        )

    def _option(self, term: Term) -> Clause:
        """What is cited is met as it is without alternatives: by what it names and not by its words."""
        named = self._citing(term)
        return self._named(named, beside_words=True) if named else self._clause(term, -1)

    def _either(self, options: Sequence[Clause]) -> Clause:
        """Each alternative keeps its own words, its own field and what is about it."""
        return Clause(
            " OR ".join(option.name for option in options),
            tuple(replace(match, fields=option.fields) for option in options for match in option.matches),
            tuple(identity for option in options for identity in option.identities),
            occur="must",
            importance=options[0].importance,
        )

    def _phrase(self, words: tuple[str, ...], field: str) -> tuple[Match, ...]:
        """A quoted phrase is met as it stands and never by a synonym."""
        if field:
            return (self._match(words, origin="phrase"),)
        return (Match(words, boost=self.weights.phrase, origin="phrase", exact=True),)

    def _match(self, words: Sequence[str], boost: float = 1.0, origin: Origin = "word") -> Match:
        return Match(tuple(stem(word, self.language) for word in words), boost, origin, written=tuple(words))

    def _synonyms(self, at: int, occur: str) -> tuple[Match, ...]:
        """What else is said for the expression this word stands in, each worth its share of the expression.

        What is demanded or excluded by a sign is meant as it is written: everyday words do not do for it.
        """
        return tuple(
            self._match(expression, worth / (expansion.end - expansion.start), "synonym")
            for worth, expansion in (*self.expansions, *(self.everyday if occur == "should" else ()))
            if expansion.start <= at < expansion.end
            for expression in expansion.expressions
        )

    def _grouped(self, number: str) -> tuple[Match, ...]:
        """5000 is written 5,000 in English, 5.000 or 5 000 in Spanish: a row of two words in any of them."""
        if not (number.isascii() and number.isdigit() and len(number) > THOUSAND):
            return ()
        first = len(number) % THOUSAND or THOUSAND
        groups = (number[:first], *(number[at : at + THOUSAND] for at in range(first, len(number), THOUSAND)))
        return (self._match(groups),)

    def _spelt(self, word: str) -> tuple[Match, ...]:
        return tuple(
            self._match((spelling.word,), self.weights.spelling**spelling.distance, "spelling")
            for spelling in self.spellings.get(word, [])
        )

    def _importance(self, word: str, at: int) -> int:
        """By how common the word is; one that no document holds counts as what is said for it."""
        vocabulary = self.know.vocabularies[self.language]
        known = [word, *(spelling.word for spelling in self.spellings.get(word, []))]
        frequency = max(vocabulary.frequency(candidate) for candidate in known) or self._said_for(at)
        return self.weights.coverage.importance(frequency, vocabulary.documents)

    def _said_for(self, at: int) -> int:
        """In about how many documents an expression for the word stands, by its rarest word."""
        vocabulary = self.know.vocabularies[self.language]
        return max(
            (
                min(vocabulary.frequency(word) for word in expression)
                for _, expansion in (*self.expansions, *self.everyday)
                if expansion.start <= at < expansion.end
                for expression in expansion.expressions
            ),
            default=0,
        )

    def _meant(self) -> list[str]:
        """The words as synonyms are looked up for them: corrected, and nothing for phrases and fields."""
        words = ["" if term.phrase or term.field else term.tokens[0].folded for term in self.terms]
        return [self._corrected(word) for word in words]

    def _corrected(self, word: str) -> str:
        """What no document holds may still be said for something that one holds."""
        if word not in self.spellings or any(word in each.others for each in self.know.vocabularies.values()):
            return word
        return self.spellings[word][0].word

    def _expansions(self) -> list[tuple[float, Expansion]]:
        """Synonyms of the reader's language, the other language's where those say nothing, and everyday words."""
        found: list[tuple[float, Expansion]] = []
        taken: set[int] = set()
        for synonyms in self.know.synonyms:
            new = [item for item in synonyms.expand(self.meant) if taken.isdisjoint(range(item.start, item.end))]
            taken |= {at for item in new for at in range(item.start, item.end)}
            found += [(self.weights.synonym, item) for item in new]
        return found

    def _forms(self) -> list[Clause]:
        """A word as it was written is worth more than another word of its stem."""
        words = [self._corrected(t.tokens[0].folded) for t in self.terms if not t.phrase and t.occur != "not"]
        return [
            Clause(word, (Match((word,), boost=self.weights.form, exact=True),)) for word in words if self.weights.form
        ]

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
        words = tuple(self._corrected(token.folded) for token in tokens)
        return Clause(" ".join(words), (self._match(words, boost, "phrase"),))

    # Names

    def _about(self, term: Term) -> tuple[Identity, ...]:
        """A word of a recognised name is met by what is about the thing, too."""
        token = term.tokens[0]
        return tuple(
            identity
            for named in self._keeping()
            if named.start <= token.start and token.end <= named.end
            for identity in self._related(named, self.weights.of(named.kind).related)
        )

    def _replacing(self) -> list[Named]:
        return [named for named in self.know.named if self.weights.of(named.kind).words == "replaced"]

    def _keeping(self) -> list[Named]:
        return [named for named in self.know.named if self.weights.of(named.kind).words != "replaced"]

    def _names(self) -> list[Clause]:
        """A name by itself is what is looked for; beside other words it is one thing among them."""
        return [self._named(named, self._has_beside(named)) for named in self._keeping()]

    def _has_beside(self, named: Named) -> bool:
        return any(
            term.occur != "not" and not (named.start <= token.start and token.end <= named.end)
            for term in self.terms
            for token in term.tokens[:1]
        )

    def _is_replaced(self, term: Term) -> bool:
        """Words of a citation or code say nothing beside it."""
        return term.occur != "not" and all(self._citing(option) for option in term.alternatives or (term,))

    def _citing(self, term: Term) -> Named | None:
        """The citation or code that the term begins in."""
        token = term.tokens[0]
        return next((n for n in self._replacing() if n.start <= token.start and token.end <= n.end), None)

    def _named(self, named: Named, beside_words: bool = False) -> Clause:
        """The family itself, those above and below it, and what is about it."""
        worth = self.weights.of(named.kind)
        share = worth.beside_words if beside_words else 1.0
        identities = [
            Identity("family", named.families, worth.family * share),
            *(
                Identity("family", (family,), worth.ancestor * share * 0.7**step)
                for step, family in enumerate(named.ancestors)
            ),
            Identity("parent", named.families, worth.child * share),
            *self._related(named, worth.related * share),
        ]
        return Clause(
            f"{named.kind}: {named.label}",
            identities=tuple(identity for identity in identities if identity.score > 0),
            importance=self.weights.coverage.rare,
        )

    def _related(self, named: Named, score: float) -> list[Identity]:
        """Documents that name the family among their keys."""
        found = []
        for family in named.families:
            kind, _, key = family.partition(":")
            if kind in self.know.related_fields and score > 0:
                found.append(Identity(self.know.related_fields[kind], (key, family), score))
        return found
