"""Analyse, plan, ask the engine in every language, fuse, recheck, present."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from search.backends.base import Hit, Results
from search.documents import PUBLIC
from search.domain.best_bets import BestBet
from search.domain.fusion import fuse
from search.domain.grammar import ParsedQuery, parse
from search.domain.plan import Plan
from search.domain.planner import Knowledge, Planner, Request
from search.domain.terms import Named
from search.domain.text import compact
from search.domain.weights import weights
from search.registry import Recognition
from search.services import engines, filter_values, naming, nearness, present, related
from search.services.curated import called_for, curate, curated
from search.services.facets import facet_values
from search.services.knowledge import Lexicon, languages, lexicon
from search.services.present import Found
from search.services.results import FACETS, PAGE_SIZE, Answer, Query
from search.services.spelling import suggestion

# A family may have many parts: enough hits are fetched that a page is full of families.
HITS_PER_PAGE = 4 * PAGE_SIZE
# Where they do not make a page all the same, as many as any engine gives.
MOST_HITS = 1000


@dataclass(frozen=True, slots=True)
class Understood:
    """What a query came to mean before any engine was asked."""

    parsed: ParsedQuery
    named: Sequence[Named]
    plans: Sequence[Plan]
    lexicon: Lexicon
    bets: Sequence[BestBet] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        """Whether something that the words ask for may be kept out."""
        return bool(self.filters) or self.parsed.excludes


def search(query: Query, request: HttpRequest | None = None) -> Answer:
    """Answer one query; without a request nothing personal is added."""
    texts = engines.texts(query.engine)
    understood = understand(query)
    found = _found(query.engine, understood, query.page * PAGE_SIZE)
    page = found.ranking[(query.page - 1) * PAGE_SIZE : query.page * PAGE_SIZE]
    card_family = _card_family(understood, found)
    parts, lessons = related.around(texts, card_family, query.language) if card_family else ([], [])
    shown = present.Page(query.language, understood.plans, texts)
    families = [family for family, _ in page]
    above = [hit.document.parent for family in families for hit in found.hits[family].values()]
    shown.recheck([*families, *above, card_family, *related.families(parts, lessons)])
    shown.annotate(request, [*families, card_family, *related.families(lessons)])
    is_put_first = any(bet.pin and bet.family_id in found.hits for bet in understood.bets)
    only_near = nearness.only_near(found, understood.plans)
    results = shown.results(page, found, (query.page - 1) * PAGE_SIZE + 1)
    return Answer(
        query=query,
        engine=found.engine,
        degraded=found.degraded,
        count=len(found.families),
        answer=shown.card(card_family, understood.named, parts, lessons),
        results=results,
        parents=shown.parents(results),
        facets=facet_values(found.results, understood.filters, query.language),
        nearest=only_near and not (card_family or is_put_first),
        only_near=only_near,
        suggestion=suggestion(
            understood, query.language, [hit for best in found.hits.values() for hit in best.values()]
        ),
        plans=understood.plans,
        named=understood.named,
        malformed=understood.parsed.malformed,
        complete=all(result.complete for result in found.results),
        bets=understood.bets,
        reached=len(found.ranking),
    )


def rank(query: Query) -> list[str]:
    """Families in their order, as far as engines were asked; for measuring."""
    return ranked(query)[0]


def ranked(query: Query) -> tuple[list[str], str]:
    """The same with the engine that answered, empty when none did."""
    found = _found(query.engine, understand(query))
    return [family for family, _ in found.ranking], found.engine


def understand(query: Query) -> Understood:
    """Everything that happens before an engine is asked."""
    parsed = parse(query.text, filtered=any(query.filters.get(name) for name in FACETS))
    words = lexicon()
    people = curated(words)
    recognised = naming.recognise(parsed.plain, query.language) if parsed.plain.strip() else []
    parsed = naming.as_texts_write(parsed, recognised)
    exact = naming.exact_names(naming.looked_up(parsed))
    named = _named(parsed, exact, recognised, query.language)
    knowledge = Knowledge(
        weights=weights(),
        vocabularies=words.vocabularies,
        synonyms=[people.synonyms[code] for code in _reader_first(query.language)],
        everyday=words.everyday,
        named=named,
        related_fields=related.FIELDS,
    )
    filters = _filters(query, parsed, exact)
    wanted = Request(
        filters=filters | {"visibility": (PUBLIC,)},
        excluded=_keys(parsed.excluded, exact),
        facets=FACETS,
        limit=query.page * HITS_PER_PAGE + 60,
    )
    asked = bool(parsed.terms or named or filters)
    plans = [Planner(parsed, code, knowledge).plan(wanted) for code in _reader_first(query.language)] if asked else []
    return Understood(parsed, named, plans, words, called_for(people, parsed, query.language), filters)


def _named(
    parsed: ParsedQuery, exact: Sequence[naming.ExactName], recognised: Sequence[Recognition], language: str
) -> list[Named]:
    """A citation or code stands for itself, unless the whole query is a name that only holds it: listed in Annex A."""
    named = naming.with_ancestors(recognised, language)
    sure = [item for item in named if weights().of(item.kind).words == "replaced"]
    if sure:
        # To the letter: without its small words, "article 6(1)(e)" is another paragraph's name.
        written = [name for name in exact if name.looked_up == compact(parsed.plain)]
        within = all(item.end - item.start < len(parsed.plain.strip()) for item in sure)
        whole = naming.named_by(written, parsed, language) if within else []
        return [*whole, *(item for item in named if item not in sure)] if whole else named
    return [*naming.named_whole(exact, recognised, parsed, language), *named]


def _reader_first(language: str) -> list[str]:
    return [language, *(code for code in languages() if code != language)]


def _filters(query: Query, parsed: ParsedQuery, exact: Sequence[naming.ExactName]) -> dict[str, tuple[str, ...]]:
    """The filters of the page and those written in the query."""
    filters = {name: tuple(values) for name, values in query.filters.items() if values}
    for name, keys in _keys(parsed.filters, exact).items():
        filters[name] = tuple(dict.fromkeys((*filters.get(name, ()), *keys)))
    return filters


def _keys(written: Mapping[str, tuple[str, ...]], exact: Sequence[naming.ExactName]) -> dict[str, tuple[str, ...]]:
    """What documents are filtered by: a chemical may be written by any of its names, the rest by key or label."""
    known = {name.looked_up: name.family_id.partition(":")[2] for name in exact if name.kind == "chemical"}
    return {
        name: tuple(
            value if name == "kind" else known.get(compact(value)) or filter_values.key_of(name, value)
            for value in values
        )
        for name, values in written.items()
    }


def _found(engine: str, understood: Understood, wanted: int = 0) -> Found:
    """What the engine finds, in the order that people have put right; what is cited stays first."""
    found = _ask(engine, understood.plans)
    if len(found.ranking) <= wanted and len(found.ranking) < len(found.families):
        found = _ask(engine, [replace(plan, limit=MOST_HITS) for plan in understood.plans])
    sure = [item for item in understood.named if weights().of(item.kind).words == "replaced"]
    kept = frozenset(family for item in sure for family in item.families)
    return curate(found, understood.bets, kept, filtered=understood.is_narrowed)


def _ask(engine: str, plans: Sequence[Plan]) -> Found:
    """Ask in every language and fuse by rank; when no engine can answer, the answer is empty and says so."""
    refused = [plan.refused for plan in plans[:1] if plan.refused]
    reply = engines.ask([*plans, *refused], engine)
    if not reply.engine:
        return Found(degraded=True)
    results = _without_refused(reply.results[: len(plans)], reply.results[len(plans) :])
    hits: dict[str, dict[str, Hit]] = {}
    parts: dict[str, list[Hit]] = {}
    rankings = []
    worth = weights().fusion
    for plan, result in zip(plans, results, strict=True):
        for hit in result.hits:
            hits.setdefault(hit.family_id, {}).setdefault(plan.language, hit)
            parts.setdefault(hit.family_id, []).append(hit)
        families = list(dict.fromkeys(hit.family_id for hit in result.hits))
        rankings.append((worth.reader if plan is plans[0] else worth.other, families))
    return Found(fuse(rankings, worth.k), hits, parts, results, reply.degraded, reply.engine)


def _without_refused(results: Sequence[Results], refused: Sequence[Results]) -> list[Results]:
    """What the reader's words exclude does not come back for its text in another language, which lacks them."""
    gone = frozenset(family for result in refused for family in result.families - results[0].families)
    return [*results[:1], *(_without(gone, result) if gone else result for result in results[1:])]


def _without(gone: frozenset[str], result: Results) -> Results:
    counted = {
        name: {value: left for value, members in values.items() if (left := members - gone)}
        for name, values in result.facets.items()
    }
    hits = [hit for hit in result.hits if hit.family_id not in gone]
    return replace(result, hits=hits, families=result.families - gone, facets=counted)


def _card_family(understood: Understood, found: Found) -> str:
    """The family to answer with, unless excluded: named anywhere if of a sure kind, else only by the whole query."""
    for named in understood.named:
        if named.kind in (*weights().answer_anywhere, naming.NAME):
            family = named.families[0]
            is_kept_out = understood.parsed.excludes and found.engine and family not in found.families
            return "" if is_kept_out else family
    return ""
