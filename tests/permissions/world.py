"""One filled site with one person of each kind; the first learner owns an attempt and a certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from cms.convention.models import Chemical, Provision
from cms.pages.admin_setup import EDITORS, MANAGERS, REVIEWERS, set_up
from cms.terminology.models import Term, Wording
from course_engine.models import Certificate
from tests.factories import engine, pages
from tests.factories.accounts import AdministratorFactory, UserFactory, signed_in

ROLES = ("anonymous", "owner", "other", "editor", "reviewer", "translator", "manager", "admin")
GROUPS = {"editor": EDITORS, "reviewer": REVIEWERS, "translator": "Translators (Spanish)", "manager": MANAGERS}


@dataclass
class World:
    people: dict[str, Any]
    values: dict[str, object]

    def client(self, role: str, **options: Any) -> Client:
        return Client(**options) if role == "anonymous" else signed_in(self.people[role], **options)


def convention() -> None:
    """One record of each kind, so that their pages and API answer."""
    english = pages.locale("en")
    Provision.objects.create(
        eid="art_5",
        kind="article",
        order=1,
        citation="Article 5",
        summary="Releases.",
        verification="text-2009",
        locale=english,
        live=True,
    )
    Chemical.objects.create(slug="ddt", name="DDT", year_listed=2004, annexes=["B"], locale=english, live=True)
    Wording.objects.create(term=Term.objects.create(term_id="party", live=True), language="en", text="Party")


def build() -> World:
    convention()
    site = engine.site(lessons=1)
    set_up()
    owner = engine.enrolled(site, "owner@example.org")
    closed = engine.passed(owner, site.test)
    attempt = engine.start(owner, site.test)
    certificate = Certificate.objects.create(
        user=owner, name="Ana", course_key=site.key, titles={"en": "Course"}, language="en", issued_at=timezone.now()
    )
    people = {"owner": owner, "other": UserFactory(email="other@example.org"), "admin": AdministratorFactory()}
    for role, group in GROUPS.items():
        people[role] = UserFactory(email=f"{role}@example.org")
        people[role].groups.add(Group.objects.get(name=group))
    values = {
        "course": site.key,
        "activity": site.lessons[0].translation_key,
        "assessment": site.test.translation_key,
        "item": site.practice.items[0].value["key"] or site.practice.items[0].id,
        "enrolment": attempt.enrolment_id,
        "attempt": attempt.pk,
        "closed": closed.pk,
        "number": certificate.number,
        "page_id": site.lessons[0].pk,
        "lesson": site.lessons[0].url,
        "practice": site.practice.translation_key,
    }
    return World(people, values)
