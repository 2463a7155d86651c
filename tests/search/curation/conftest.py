"""The library of search's own tests, with the rules of editors acting on it, and the people of the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.pages.admin_setup import EDITORS, MANAGERS, REVIEWERS, set_up
from search import registry
from search.curation.models import BestBet, SynonymRule
from search.curation.search_documents import Published
from tests.factories import pages
from tests.factories.accounts import UserFactory, signed_in

GROUPS = {"editor": EDITORS, "reviewer": REVIEWERS, "manager": MANAGERS, "translator": "Translators (Spanish)"}


@pytest.fixture
def site(indexed):
    """Something to find, and the editors' rules."""
    registry.register_curation(Published())
    return indexed


@pytest.fixture
def people(db) -> Callable[[str], Any]:
    """Somebody of each group."""
    pages.home()
    set_up()
    made: dict[str, Any] = {}

    def person(role: str) -> Any:
        if role not in made:
            made[role] = UserFactory(email=f"{role}@example.org")
            if role in GROUPS:
                made[role].groups.add(Group.objects.get(name=GROUPS[role]))
        return made[role]

    return person


@pytest.fixture
def client_of(people) -> Callable[[str], Client]:
    return lambda role: signed_in(people(role))


def synonym(*expressions: str, live: bool = True, **values: Any) -> SynonymRule:
    return _saved(SynonymRule(expressions="\n".join(expressions), live=False, **values), live)


def one_way(said: str, also: str, live: bool = True, **values: Any) -> SynonymRule:
    return synonym(said, direction="one-way", also_found=also, live=live, **values)


def best_bet(query: str, family: str, live: bool = True, language: str = "en", **values: Any) -> BestBet:
    return _saved(BestBet(queries=query, family=family, language=language, live=False, **values), live)


def _saved(rule: Any, live: bool) -> Any:
    rule.full_clean()
    rule.save()
    revision = rule.save_revision()
    if live:
        revision.publish()
        rule.refresh_from_db()
    return rule
