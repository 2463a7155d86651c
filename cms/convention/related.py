"""Where provisions, chemicals and terms are taught: answered by apps that stand above this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from cms.convention.models import Provision
from cms.convention.units import unit_of
from cms.publishing.locales import source_locale
from cms.publishing.remembered import Remembered

Link = tuple[str, str]
MAX_RELATED = 4
ENOUGH = 0.3
TaughtIn = Callable[[list[str], str], dict[str, list[Link]]]

_providers: dict[str, dict[str, TaughtIn]] = {"provision": {}, "chemical": {}, "term": {}}


def register_taught_in(function: TaughtIn, *, kind: str = "provision", name: str = "") -> None:
    """Add a function (keys, language) → {key: [(title, url)]}; a second one under the same name replaces the first."""
    if kind not in _providers:
        raise ValueError(f"Nothing is taught about a {kind!r}; it is one of {', '.join(_providers)}.")
    _providers[kind][name or f"{function.__module__}.{function.__qualname__}"] = function


def unregister_taught_in(name: str, *, kind: str = "provision") -> None:
    _providers[kind].pop(name, None)


def taught_in(keys: Iterable[str], language: str, *, kind: str = "provision") -> dict[str, list[Link]]:
    """The lessons that teach each key, without repeats, in the order in which they are given."""
    wanted = list(keys)
    found: dict[str, list[Link]] = {key: [] for key in wanted}
    for provider in _providers[kind].values():
        for key, links in provider(wanted, language).items():
            if key in found:
                found[key] += [link for link in links if link not in found[key]]
    return found


@Remembered
def subjects() -> dict[str, Counter[str]]:
    """How often each article and annex speaks of each topic."""
    found: dict[str, Counter[str]] = {}
    rows = Provision.objects.filter(locale=source_locale(), live=True).values_list("eid", "topics")
    for eid, topics in rows:
        found.setdefault(unit_of(eid), Counter()).update(topics)
    return found


def related_units(unit: str) -> list[str]:
    """The articles and annexes on the same topics, topics of few units counting more; no query of its own."""
    units = subjects()
    own = units.get(unit, Counter())
    often = Counter(topic for topics in units.values() for topic in topics)
    worth = {
        other: sum(min(own[topic], topics[topic]) / often[topic] for topic in own & topics)
        for other, topics in units.items()
        if other != unit
    }
    best = sorted((other for other, sum_ in worth.items() if sum_ >= ENOUGH), key=lambda other: (-worth[other], other))
    return best[:MAX_RELATED]


def seen_together(slug: str, rows: Iterable[Provision]) -> list[str]:
    """The chemicals that stand beside one in these provisions, short lists counting more."""
    worth: Counter[str] = Counter()
    for row in rows:
        for other in row.chemicals:
            if other != slug:
                worth[other] += 1 / len(row.chemicals)  # type: ignore[assignment]
    return [other for other, _sum in worth.most_common(MAX_RELATED)]
