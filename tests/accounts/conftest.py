"""Fixtures of the account tests."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def real_hashers(settings):
    """Passwords as on a running site; other tests hash them in no time."""
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]


@pytest.fixture
def learner(db):
    return UserFactory()


@pytest.fixture
def last_link(mailoutbox):
    """The path of the only link to this site in the newest mail."""

    def find() -> str:
        links = re.findall(r"http://testserver(/\S+)", mail.outbox[-1].body)
        assert len(links) == 1
        return links[0]

    return find
