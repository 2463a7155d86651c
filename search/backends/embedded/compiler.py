"""A plan as a tantivy query, built from analysed tokens and never by its query parser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import tantivy
from tantivy import Occur, Query

from search.backends.embedded.schema import SHADOW, TEXT_FIELDS
from search.domain.plan import Clause, Match, Plan

_IDENTITY_FIELDS = {"names": "whole_name", "codes": "code"}


class Compiler:
    """Compiles plans for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema

    def compile(self, plan: Plan) -> Query:
        """Filters and exclusions hold; then a document is identified or covers enough; the rest is score."""
        parts: list[tuple[Occur, Query]] = [
            (Occur.Must, _silent(self._any_of(name, values))) for name, values in plan.filters.items()
        ]
        positive = [clause for clause in plan.clauses if clause.occur != "not"]
        if positive or plan.identities:
            parts.append((Occur.Must, _silent(self._gate(plan, positive))))
        parts += [(Occur.MustNot, self._clause(clause, plan)) for clause in plan.clauses if clause.occur == "not"]
        parts += [(Occur.Must, _silent(self._clause(c, plan))) for c in plan.clauses if c.occur == "must"]
        parts += [(Occur.Should, self._clause(clause, plan)) for clause in (*positive, *plan.bonuses)]
        parts += [
            (Occur.Should, Query.const_score_query(self._identity(identity.field, identity.values), identity.score))
            for identity in plan.identities
        ]
        if not any(occur is not Occur.MustNot for occur, _ in parts):
            parts.append((Occur.Must, _silent(Query.all_query())))
        return Query.boolean_query(parts)

    def without_filter(self, plan: Plan, name: str) -> Query:
        return self.compile(replace(plan, filters={key: value for key, value in plan.filters.items() if key != name}))

    def _gate(self, plan: Plan, clauses: list[Clause]) -> Query:
        """Enough of the clauses by importance (a clause counts as often as it is important), or an identity."""
        ways = [self._identity(identity.field, identity.values) for identity in plan.identities]
        counted = [(Occur.Should, self._clause(clause, plan)) for clause in clauses for _ in range(clause.importance)]
        if counted and plan.coverage:
            ways.append(Query.boolean_query(counted, minimum_number_should_match=plan.coverage))
        elif clauses:
            ways += [self._clause(clause, plan) for clause in clauses]
        return _one_of(ways)

    def _clause(self, clause: Clause, plan: Plan) -> Query:
        names = clause.fields or TEXT_FIELDS
        ways = [way for match in clause.matches for way in self._match(match, names, plan)]
        return Query.disjunction_max_query(ways, plan.tie_breaker) if ways else Query.empty_query()

    def _match(self, match: Match, names: Iterable[str], plan: Plan) -> Iterable[Query]:
        if match.exact:
            yield Query.boost_query(self._words(SHADOW, match.words), match.boost)
            return
        for name in names:
            yield Query.boost_query(self._words(name, match.words), match.boost * plan.weights.get(name, 1.0))

    def _words(self, name: str, words: tuple[str, ...]) -> Query:
        if len(words) == 1:
            return Query.term_query(self.schema, name, words[0])
        return Query.phrase_query(self.schema, name, list(words))

    def _identity(self, name: str, values: tuple[str, ...]) -> Query:
        return self._any_of(_IDENTITY_FIELDS.get(name, name), values)

    def _any_of(self, name: str, values: tuple[str, ...]) -> Query:
        return _one_of([Query.term_query(self.schema, name, value, "basic") for value in values])


def _one_of(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _silent(query: Query) -> Query:
    """Decides who is in, adds nothing to the score."""
    return Query.const_score_query(query, 0.0)
