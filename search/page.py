"""What the search page shows of an answer: groups and clusters of results, chosen filters, facets, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.documents import kind_label
from search.domain.grammar import parse
from search.params import encode
from search.services.results import Answer, FacetValue, Query, Related, Result

FACET_TITLES: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "area": _("Key area"),
    "topic": _("Topic"),
    "chemical": _("Chemical"),
    "course": _("Course"),
}
# The kinds stand above the results, all other facets beside them.
ABOVE = "kind"
SHOWN_VALUES = 5
# A phrase, or what may be a filter among the words of a query, with the operator before it.
_PHRASE_OR_FILTER = re.compile(
    r'(?<![^\s"])(?:"[^"]*"|(?:(?:AND|OR|NOT)\s+)*(?P<filter>[+-]?[^\W\d_]+:(?:"[^"]*"|[^\s"]+)))'
)


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet; `url` is empty where the words of the query themselves choose it."""

    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet; the values beyond the first few are folded away."""

    title: str
    first: Sequence[FacetLink]
    more: Sequence[FacetLink]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter and the same search without it."""

    title: str
    label: str
    url: str


@dataclass(slots=True)
class Cluster:
    """Results that stand within one another; `above` is what they stand under where it was not found itself."""

    lead: Result | None
    above: Related | None = None
    within: list[Result] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind under one heading."""

    label: str
    clusters: Sequence[Cluster]


def groups(answer: Answer) -> list[Group]:
    """By kind in the order of each kind's best result; what the card shows is not shown twice."""
    on_card = answer.answer.family_id if answer.answer and answer.query.page == 1 else ""
    results = [result for result in answer.results if result.family_id != on_card or result.parts]
    kinds = list(dict.fromkeys(result.kind for result in results))
    return [
        Group(
            kind_label(kind, answer.query.language),
            clusters([result for result in results if result.kind == kind], answer),
        )
        for kind in kinds
    ]


def clusters(results: Sequence[Result], answer: Answer) -> list[Cluster]:
    """A paragraph stands within its article, whether that was found too or only several of its paragraphs were."""
    found = {result.family_id: result for result in results}
    tops = {result.family_id: _top(result, found) for result in results}
    orphans = Counter(top.parent for top in {top.family_id: top for top in tops.values()}.values())
    made: dict[str, Cluster] = {}
    for result in results:
        top = tops[result.family_id]
        above = answer.parents.get(top.parent)
        if above is not None and above.kind == top.kind and orphans[top.parent] > 1:
            made.setdefault(above.family_id, Cluster(None, above)).within.append(result)
        else:
            cluster = made.setdefault(top.family_id, Cluster(top))
            if result is not top:
                cluster.within.append(result)
    return list(made.values())


def _top(result: Result, found: dict[str, Result]) -> Result:
    seen = {result.family_id}
    while result.parent in found and result.parent not in seen:
        result = found[result.parent]
        seen.add(result.family_id)
    return result


def tabs(answer: Answer) -> list[FacetLink]:
    """All kinds, then each alone; nothing where there is nothing to choose, or the words of the query have chosen."""
    query, values = answer.query, answer.facets[ABOVE]
    shown = [value for value in values if value.count or value.selected]
    if _has_kind_in_words(query) or (len(shown) < 2 and not query.filters.get(ABOVE)):
        return []
    every = FacetLink(
        str(_("All")),
        sum(value.count for value in shown),
        not any(value.selected for value in shown),
        "?" + encode(query, filters={ABOVE: ()}),
    )
    links = [
        FacetLink(value.label, value.count, value.selected, "?" + encode(query, filters={ABOVE: (value.value,)}))
        for value in sorted(shown, key=lambda value: (-value.count, value.label))
    ]
    return [every, *links]


def facets(answer: Answer) -> list[FacetGroup]:
    """Every facet with something to choose; each value is a link that adds it or takes it away."""
    made: list[FacetGroup] = []
    for name, values in answer.facets.items() if answer.count else ():
        shown = [value for value in values if value.count or value.selected]
        if name != ABOVE and _narrow(shown, answer.count):
            links = [_facet_link(answer.query, name, value) for value in shown]
            # A fold with a single line in it is longer than the line.
            at = SHOWN_VALUES if len(links) > SHOWN_VALUES + 1 else len(links)
            made.append(FacetGroup(str(FACET_TITLES[name]), links[:at], links[at:]))
    return made


def chips(answer: Answer) -> list[Chip]:
    """Every chosen filter of the address, in words; the kinds show themselves, where there are tabs."""
    tabbed = () if _has_kind_in_words(answer.query) else (ABOVE,)
    return [chip for name, chip in _chosen(answer) if name not in tabbed]


def applied(answer: Answer) -> list[Chip]:
    """Every filter of the address, for paper, which shows neither tabs nor links."""
    return [chip for _, chip in _chosen(answer)]


def only_course(answer: Answer) -> Chip | None:
    """The one course within which was searched."""
    found = [chip for name, chip in _chosen(answer) if name == "course"]
    return found[0] if len(found) == 1 else None


def last_page(answer: Answer) -> int:
    """The last page with results, for whoever asked for one beyond it; else none."""
    query = answer.query
    if query.page == 1 or answer.results or not answer.count:
        return 0
    return max(1, min(answer.pages, query.page - 1))


def summary(answer: Answer) -> str:
    """What the card says in a sentence, unless one of its facts says just that."""
    card = answer.answer
    if card is None or any(value.text == card.summary for fact in card.facts for value in fact.values):
        return ""
    return card.summary


def without_filters(query: Query) -> str:
    return "?" + encode(replace(query, filters={}))


def without_any_filter(query: Query) -> str:
    """The same words without filters, those written among them too; empty where that is the same search, or none."""
    asked = parse(query.text)
    words = asked.text if asked.malformed else _PHRASE_OR_FILTER.sub(_unless_filter, asked.text)
    words = " ".join(words.split()).removeprefix("AND ")
    if not words or parse(words).malformed or (words == asked.text and not query.filters):
        return ""
    return without_filters(replace(query, text=words))


def _unless_filter(found: re.Match[str]) -> str:
    return "" if parse((found["filter"] or "").lstrip("+-")).filters else found[0]


def _has_kind_in_words(query: Query) -> bool:
    """A link could only add another kind to the one that is written."""
    return bool(parse(query.text).filters.get(ABOVE))


def _narrow(values: Sequence[FacetValue], count: int) -> bool:
    """There is something to choose: what alone is left, and chosen or true of all results, changes nothing."""
    return len(values) > 1 or any(not value.selected and value.count != count for value in values)


def _chosen(answer: Answer) -> list[tuple[str, Chip]]:
    """The filters of the address, each with the facet that it belongs to."""
    query = answer.query
    labels = {(name, value.value): value.label for name, values in answer.facets.items() for value in values}
    return [
        (name, Chip(str(FACET_TITLES[name]), labels.get((name, value), value), "?" + _toggled(query, name, value)))
        for name in answer.facets
        for value in query.filters.get(name, ())
    ]


def _facet_link(query: Query, name: str, value: FacetValue) -> FacetLink:
    by_words = value.selected and value.value not in query.filters.get(name, ())
    url = "" if by_words else "?" + _toggled(query, name, value.value)
    return FacetLink(value.label, value.count, value.selected, url)


def _toggled(query: Query, name: str, value: str) -> str:
    chosen = query.filters.get(name, ())
    changed = tuple(item for item in chosen if item != value) if value in chosen else (*chosen, value)
    return encode(query, filters={name: changed})
