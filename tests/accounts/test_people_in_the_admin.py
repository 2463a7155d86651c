"""Administrators add, change and remove people in Wagtail's own forms."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import PASSWORD, AdministratorFactory, UserFactory, signed_in

pytestmark = pytest.mark.django_db


def test_a_colleague_is_added_and_confirms_the_address_first():
    group = Group.objects.get(name="Editors")
    form = {
        "email": "New.Editor@Example.org",
        "first_name": "New",
        "last_name": "Editor",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "groups": [group.pk],
    }
    response = signed_in(AdministratorFactory()).post(reverse("wagtailusers_users:add"), form)
    assert response.status_code == 302
    user = User.objects.get(first_name="New")
    assert (user.email, user.is_superuser, list(user.groups.all())) == ("new.editor@example.org", False, [group])
    client = Client()
    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert [message.to for message in mail.outbox] == [["new.editor@example.org"]]


def test_two_people_cannot_share_an_address_in_another_case():
    UserFactory(email="ana@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="ANA@example.org").save()
    response = signed_in(AdministratorFactory()).post(
        reverse("wagtailusers_users:add"),
        {"email": "ANA@example.org", "first_name": "A", "last_name": "B", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert response.status_code == 200
    assert User.objects.filter(email__iexact="ana@example.org").count() == 1


def test_a_person_is_removed():
    user = UserFactory()
    signed_in(AdministratorFactory()).post(reverse("wagtailusers_users:delete", args=[user.pk]))
    assert not User.objects.filter(pk=user.pk).exists()
