"""The demo's accounts, one for each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from accounts.privacy.consent import record_consent


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    role: str
    group: str = ""
    name: str
    language: str = "en"
    country: str
    sector: str
    superuser: bool = False

    @property
    def email(self) -> str:
        return f"{self.role}@example.org"

    @property
    def password(self) -> str:
        return f"demo-{self.role}-2026"


ACCOUNTS = (
    DemoAccount(role="learner", name="Marisol Charles", country="TT", sector="government-environment"),
    DemoAccount(role="estudiante", name="Inés Peña Núñez", language="es", country="DO", sector="student"),
    DemoAccount(role="editor", group="Editors", name="Kelvin Joseph", country="BB", sector="academia"),
    DemoAccount(role="reviewer", group="Reviewers", name="Althea Grant", country="JM", sector="government-environment"),
    DemoAccount(
        role="translator", group="Translators (Spanish)", name="Lucía Ortega", language="es", country="CU", sector="ngo"
    ),
    DemoAccount(
        role="manager", group="Course managers", name="Denise Baptiste", country="LC", sector="government-environment"
    ),
    DemoAccount(role="admin", name="Site Administrator", country="TT", sector="other", superuser=True),
)


class Command(BaseCommand):
    help = "Create the demo's accounts with their documented passwords; refuses outside demo settings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="only print the accounts")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS:
            raise CommandError("Demo accounts have published passwords: they exist only with the demo settings.")
        if not options["list"]:
            for account in ACCOUNTS:
                create(account)
        if options["list"] or options["verbosity"] > 0:
            for account in ACCOUNTS:
                self.stdout.write(f"  {account.email:<26} {account.password:<24} {account.group or account.role}")


@transaction.atomic
def create(account: DemoAccount) -> None:
    """One account as documented; one that exists stays as people left it."""
    if User.objects.filter(email=account.email).exists():
        return
    user = User(
        email=account.email,
        is_staff=account.superuser,
        is_superuser=account.superuser,
        certificate_name=account.name,
        language=account.language,
        country=account.country,
        sector=account.sector,
    )
    user.set_password(account.password)
    record_consent(user, save=False)
    user.save()
    user.verify_email()
    user.groups.set(_groups(account))


def _groups(account: DemoAccount) -> list[Group]:
    if not account.group:
        return []
    try:
        return [Group.objects.get(name=account.group)]
    except Group.DoesNotExist:
        raise CommandError(f"There is no group {account.group!r}: run setup_editors first.") from None
