"""What people decided about searches, as it is this very moment in every process, or as it is on trial."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils import timezone

from search import registry
from search.documents import PUBLIC
from search.domain.best_bets import BestBet, chosen, rearranged
from search.domain.grammar import ParsedQuery
from search.domain.synonyms import Synonyms
from search.models import DocumentRecord
from search.registry import Curation
from search.services.knowledge import Lexicon, languages
from search.services.present import Found
from search.services.results import PAGE_SIZE

logger = logging.getLogger(__name__)

T = TypeVar("T")
# What is live, and both sides of a trial or two.
KEPT = 6


@dataclass(frozen=True, slots=True)
class Curated:
    """Synonyms of the apps and of people together, and best bets, by language of the reader."""

    synonyms: Mapping[str, Synonyms]
    best_bets: Mapping[str, tuple[BestBet, ...]]


_lock = threading.Lock()
_kept: OrderedDict[object, Curated] = OrderedDict()
_trial: ContextVar[Mapping[str, Curation] | None] = ContextVar("search curation on trial", default=None)


def curated(words: Lexicon) -> Curated:
    """What holds now; every curation is asked for its stamp, and for the rest only when that has changed."""
    trial = _trial.get()
    curations = registry.curations() if trial is None else trial
    reading = Reading()
    stamp = (words.made_at, tuple((name, reading.of(each.stamp, None)) for name, each in curations.items()))
    if reading.failed:
        return _make(words, curations.values(), reading)
    with _lock:
        if stamp in _kept:
            _kept.move_to_end(stamp)
            return _kept[stamp]
    made = _make(words, curations.values(), reading)
    # What failed may be there the next time: it must not pass for nothing until somebody changes a rule.
    if not reading.failed:
        _keep(stamp, made)
    return made


def called_for(people: Curated, parsed: ParsedQuery, language: str) -> list[BestBet]:
    """The best bets for a query, today; one for what is gone would be counted, and never shown."""
    called = chosen(people.best_bets.get(language, ()), parsed, language, timezone.localdate())
    there = findable(bet.family_id for bet in called) if called else ()
    return [bet for bet in called if bet.family_id in there]


def findable(families: Iterable[str]) -> frozenset[str]:
    """Those of the families that readers may find now; one query."""
    rows = DocumentRecord.objects.filter(family_id__in=set(families), visibility=PUBLIC)
    return frozenset(
        family for family, source in rows.values_list("family_id", "source").distinct() if source in registry.sources()
    )


def curate(found: Found, bets: Sequence[BestBet], kept: frozenset[str], *, filtered: bool) -> Found:
    """The ranking with the best bets in it; under a filter, only with what the filter lets through."""
    if not bets or not found.engine:
        return found
    allowed = [bet for bet in bets if not filtered or bet.family_id in found.families]
    ranking = rearranged(found.ranking, allowed, kept, PAGE_SIZE)
    return replace(found, ranking=ranking, hits={**{family: {} for family, _ in ranking}, **found.hits})


@contextmanager
def trying(curations: Mapping[str, Curation]) -> Iterator[None]:
    """Searches of this thread go by these curations for a while, and by nothing that is live."""
    token = _trial.set(curations)
    try:
        yield
    finally:
        _trial.reset(token)


class Reading:
    """Asks curations; one that fails costs its decisions, never the search, and is not forgotten."""

    failed = False

    def of(self, function: Callable[[], T], otherwise: T) -> T:
        try:
            return function()
        except Exception:
            logger.exception("A search curation failed")
            self.failed = True
            return otherwise

    def every(self, function: Callable[[str], Iterable[T]], language: str) -> list[T]:
        return self.of(lambda: list(function(language)), [])


def _keep(stamp: object, made: Curated) -> None:
    with _lock:
        _kept[stamp] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def _make(words: Lexicon, curations: Iterable[Curation], reading: Reading) -> Curated:
    """People's groups stand first: where an expression has too many synonyms, the last are left out."""
    curations = list(curations)
    synonyms, bets = {}, {}
    for language in languages():
        groups = [group for curation in curations for group in reading.every(curation.synonyms, language)]
        synonyms[language] = Synonyms([*groups, *words.groups.get(language, ())], languages())
        bets[language] = tuple(bet for curation in curations for bet in reading.every(curation.best_bets, language))
    return Curated(synonyms, bets)
