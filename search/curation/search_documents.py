"""The rules that editors published, given to search through the same door as anyone's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max, QuerySet, Sum, Value

from search.curation.models import BestBet, SynonymRule
from search.domain import best_bets
from search.domain.synonyms import Group
from search.registry import register_curation


class Published:
    """What is live, read from the database; nothing is told to other processes, so nothing can be missed."""

    name = "editors"

    def stamp(self) -> object:
        """How many rules are live and in which versions: one small query, for every search."""
        with connection.cursor() as cursor:
            cursor.execute(*_statement())
            return frozenset(cursor.fetchall())

    def synonyms(self, language: str) -> Iterable[Group]:
        return [rule.group for rule in SynonymRule.objects.filter(live=True, language__in=("", language))]

    def best_bets(self, language: str) -> Iterable[best_bets.BestBet]:
        return [bet.plain for bet in BestBet.objects.filter(live=True, language=language)]


@lru_cache(maxsize=1)
def _statement() -> tuple[str, tuple[Any, ...]]:
    """The query as SQL: building it anew would take longer than asking it."""
    states = _state(SynonymRule.objects.all(), "synonyms").union(_state(BestBet.objects.all(), "bets"))
    return states.query.sql_with_params()


def _state(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    """Nothing where nothing is live; a publication has its time, and what goes changes number and sum.

    The number of a version says too little: the admin saves over a version while it is being written.
    """
    live = rows.filter(live=True).order_by().values("live")
    return live.annotate(
        name=Value(name),
        rows=Count("pk"),
        ids=Sum("pk"),
        newest=Max("last_published_at"),
    ).values_list("name", "rows", "ids", "newest")


register_curation(Published())
