"""A plan as a tantivy query, built from analysed tokens and never by its query parser."""

from __future__ import annotations

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from search.backends.embedded.schema import ANYWHERE, SHADOW, TEXT_FIELDS
from search.domain.plan import Clause, Match, Plan


class Compiler:
    """Compiles plans for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema

    def compile(self, plan: Plan) -> Query:
        """Filters, demands and exclusions hold; a document covers enough of what is asked; the rest is score."""
        asked = [clause for clause in plan.clauses if clause.occur != "not"]
        scored = [self._clause(clause, plan) for clause in (*asked, *plan.bonuses)]
        if plan.coordination:
            scored += [
                Query.const_score_query(self._condition(clause), plan.coordination * clause.importance)
                for clause in asked
            ]
        return Query.boolean_query([(Occur.Must, self.matching(plan)), *((Occur.Should, query) for query in scored)])

    def matching(self, plan: Plan) -> Query:
        """What decides who is in; adds nothing to the score."""
        asked = [clause for clause in plan.clauses if clause.occur != "not"]
        parts = [(Occur.Must, self._any_of(name, values)) for name, values in plan.filters.items()]
        if asked:
            parts.append((Occur.Must, self._enough(asked, plan)))
        parts += [(Occur.Must, self._condition(clause)) for clause in asked if clause.occur == "must"]
        parts = parts or [(Occur.Must, Query.exists_query("kind"))]
        parts += [(Occur.MustNot, self._condition(clause)) for clause in plan.clauses if clause.occur == "not"]
        parts += [(Occur.MustNot, self._any_of(name, values)) for name, values in plan.excluded.items()]
        return Query.const_score_query(Query.boolean_query(parts), 0.0)

    def _enough(self, clauses: list[Clause], plan: Plan) -> Query:
        """Enough of the clauses by importance: a clause stands as often as it is important."""
        counted = [(Occur.Should, self._condition(clause)) for clause in clauses for _ in range(clause.importance)]
        return Query.boolean_query(counted, minimum_number_should_match=max(plan.coverage, 1))

    def _condition(self, clause: Clause) -> Query:
        """Whether a document meets the clause at all, by the fewest looks that say so."""
        ways = [
            self._words(name, match.words)
            for match in clause.matches
            for name in ((SHADOW,) if match.exact else match.fields or clause.fields or (ANYWHERE,))
        ]
        ways += [self._any_of(identity.field, identity.values) for identity in clause.identities]
        return _one_of(ways)

    def _clause(self, clause: Clause, plan: Plan) -> Query:
        names = clause.fields or TEXT_FIELDS
        ways = [way for match in clause.matches for way in self._match(match, names, plan)]
        ways += [
            Query.const_score_query(self._any_of(identity.field, identity.values), identity.score)
            for identity in clause.identities
        ]
        return Query.disjunction_max_query(ways, plan.tie_breaker) if ways else Query.empty_query()

    def _match(self, match: Match, names: Iterable[str], plan: Plan) -> Iterable[Query]:
        if match.exact:
            yield Query.boost_query(self._words(SHADOW, match.words), match.boost)
            return
        for name in match.fields or names:
            yield Query.boost_query(self._words(name, match.words), match.boost * plan.weights.get(name, 1.0))

    def _words(self, name: str, words: tuple[str, ...]) -> Query:
        if not words:
            return Query.empty_query()
        if len(words) == 1:
            return Query.term_query(self.schema, name, words[0])
        return Query.phrase_query(self.schema, name, list(words))

    def _any_of(self, name: str, values: tuple[str, ...]) -> Query:
        return _one_of([Query.term_query(self.schema, name, value, "basic") for value in values])


def _one_of(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])
