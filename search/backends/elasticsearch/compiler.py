"""A plan as an Elasticsearch query; every text goes in as a value, none is parsed as query syntax."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.aggs import Terms
from elasticsearch.dsl.query import Query

from search.backends.elasticsearch.analysis import ANYWHERE, EXACT
from search.backends.elasticsearch.mapping import PROFILE, TEXT_FIELDS
from search.backends.profiles import MAX_COUNTED
from search.domain.plan import Clause, Match, Plan

# Lucene leaves out BM25's constant factor k1 + 1, tantivy keeps it; identities are weighed against the latter.
BM25_FACTOR = 2.2


def compile_plan(plan: Plan) -> Query:
    """Filters, demands and exclusions hold; a document covers enough of what is asked; the rest is score."""
    asked = [clause for clause in plan.clauses if clause.occur != "not"]
    held = [Q("term", deleted=False), *_any_of(plan.filters)]
    if asked:
        held.append(_enough(asked, plan))
    held += [_condition(clause) for clause in asked if clause.occur == "must"]
    return Q(
        "bool",
        filter=held,
        should=[*(_clause(clause, plan) for clause in (*asked, *plan.bonuses)), *_coordination(asked, plan)],
        minimum_should_match=0,
        must_not=[
            *(_condition(clause) for clause in plan.clauses if clause.occur == "not"),
            *_any_of(plan.excluded),
        ],
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """One search, and the facets that its counts are for."""

    search: Search
    facets: Sequence[str]


def searches(plan: Plan, limit: int) -> list[Asked]:
    """The hits with the facets that share their filters, then each filtered facet under all filters but its own."""
    free = [name for name in plan.facets if name not in plan.filters]
    best = Search().query(compile_plan(plan)).source(["document"]).extra(size=limit, track_total_hits=False)
    best = best.sort("_score", "ordinal", "id")
    found = [Asked(_counted(best), free)]
    for name in plan.facets:
        if name in plan.filters:
            others = {key: values for key, values in plan.filters.items() if key != name}
            counts = Search().query(compile_plan(replace(plan, filters=others)))
            found.append(Asked(_counted(counts.extra(size=0, track_total_hits=False)), [name]))
    return found


def _counted(search: Search) -> Search:
    """With the profiles of all that matches."""
    search.aggs.bucket(PROFILE, Terms(field=PROFILE, size=MAX_COUNTED))
    return search


def _any_of(keys: Mapping[str, Sequence[str]]) -> list[Query]:
    return [Q("terms", **{name: list(values)}) for name, values in keys.items()]


def _enough(clauses: list[Clause], plan: Plan) -> Query:
    """Enough of the clauses by importance: a clause stands as often as it is important."""
    counted = [condition for clause in clauses for condition in [_condition(clause)] * clause.importance]
    return Q("bool", should=counted, minimum_should_match=max(plan.coverage, 1))


def _condition(clause: Clause) -> Query:
    """Whether a document meets the clause at all, by the fewest looks that say so."""
    by_field: dict[str, list[Match]] = {}
    for match in clause.matches:
        for name in () if match.exact else match.fields or clause.fields or (ANYWHERE,):
            by_field.setdefault(name, []).append(match)
    ways: list[Query] = []
    for name, matches in by_field.items():
        single = [_text(match) for match in matches if len(match.words) == 1]
        if single:
            ways.append(Q("match", **{name: {"query": " ".join(single)}}))
        ways += [Q("match_phrase", **{name: {"query": _text(match)}}) for match in matches if len(match.words) > 1]
    ways += [Q("match_phrase", **{EXACT: {"query": _text(match)}}) for match in clause.matches if match.exact]
    ways += [Q("terms", **{identity.field: list(identity.values)}) for identity in clause.identities]
    return Q("bool", should=ways, minimum_should_match=1) if ways else Q("match_none")


def _coordination(clauses: list[Clause], plan: Plan) -> list[Query]:
    return [
        Q("constant_score", filter=_condition(clause), boost=plan.coordination * clause.importance)
        for clause in clauses
        if plan.coordination
    ]


def _clause(clause: Clause, plan: Plan) -> Query:
    names = clause.fields or TEXT_FIELDS
    ways = [way for match in clause.matches for way in _match(match, names, plan)]
    ways += [
        Q("constant_score", filter=Q("terms", **{identity.field: list(identity.values)}), boost=identity.score)
        for identity in clause.identities
    ]
    return Q("dis_max", queries=ways, tie_breaker=plan.tie_breaker) if ways else Q("match_none")


def _match(match: Match, names: Iterable[str], plan: Plan) -> Iterable[Query]:
    kind = "match" if len(match.words) == 1 else "match_phrase"
    weights = {EXACT: 1.0} if match.exact else {name: plan.weights.get(name, 1.0) for name in match.fields or names}
    for name, weight in weights.items():
        yield Q(kind, **{name: {"query": _text(match), "boost": match.boost * weight * BM25_FACTOR}})


def _text(match: Match) -> str:
    return " ".join(match.written or match.words)
