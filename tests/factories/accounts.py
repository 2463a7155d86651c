"""People of every kind, signed-up and confirmed."""

from __future__ import annotations

from typing import Any

import factory
from django.test import Client

from accounts.models import User
from accounts.privacy.consent import record_consent

PASSWORD = "paper-boats-drift-slowly"


class UserFactory(factory.django.DjangoModelFactory):
    """A learner with a confirmed address, who agreed to the privacy notice and knows PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    certificate_name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        verified = kwargs.pop("verified", True)
        agreed = kwargs.pop("agreed", True)
        user = model_class(*args, **kwargs)
        user.set_password(password)
        if agreed:
            record_consent(user, save=False)
        user.save()
        if verified:
            user.verify_email()
        return user


class AdministratorFactory(UserFactory):
    is_staff = True
    is_superuser = True


def signed_in(user: User, **options: Any) -> Client:
    """A client with a session of this person."""
    client = Client(**options)
    client.force_login(user)
    return client
