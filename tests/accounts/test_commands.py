"""The demo's accounts."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.management.commands.create_demo_accounts import ACCOUNTS
from accounts.models import User
from accounts.privacy.consent import needs_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO_ACCOUNTS = True
    for account in ACCOUNTS:
        if account.group:
            Group.objects.get_or_create(name=account.group)


def test_each_account_signs_in_as_documented(demo):
    call_command("create_demo_accounts", verbosity=0)
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        client = Client()
        client.post("/en/accounts/login/", {"login": account.email, "password": account.password})
        assert client.session["_auth_user_id"] == str(user.pk)
        assert [group.name for group in user.groups.all()] == ([account.group] if account.group else [])
        assert user.is_superuser is (account.role == "admin")
        assert not needs_consent(user)


def test_what_people_changed_stays(demo):
    call_command("create_demo_accounts", verbosity=0)
    User.objects.filter(email="learner@example.org").update(certificate_name="Changed")
    call_command("create_demo_accounts", verbosity=0)
    assert User.objects.get(email="learner@example.org").certificate_name == "Changed"
    assert User.objects.count() == len(ACCOUNTS)


def test_the_list_names_every_account_and_creates_none(demo):
    out = StringIO()
    call_command("create_demo_accounts", "--list", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [[account.email, account.password] for account in ACCOUNTS]
    assert User.objects.count() == 0


def test_refused_outside_the_demo(settings):
    settings.DEMO_ACCOUNTS = False
    with pytest.raises(CommandError, match="only with the demo settings"):
        call_command("create_demo_accounts")


def test_groups_come_first(settings):
    settings.DEMO_ACCOUNTS = True
    with pytest.raises(CommandError, match="run setup_editors first"):
        call_command("create_demo_accounts", verbosity=0)
