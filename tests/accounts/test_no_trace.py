"""After erasure nothing in the database names the person, and their certificate can still be checked."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from accounts.privacy.erasure import erase_person
from course_engine.models import AttemptItem, Certificate
from tests.factories import engine
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
EMAIL, NAME = "zenobia.quashie@example.org", "Zenobia Quashie"


@pytest.fixture
def person(db):
    """A learner with progress, an open and a closed attempt, an open answer and a certificate."""
    site = engine.site(lessons=1, entries=[engine.entry(1), engine.entry(2, "open")])
    user = engine.enrolled(site, EMAIL)
    user.certificate_name, user.organisation = NAME, "Quashie & Co"
    user.save()
    attempt = engine.start(user, site.test)
    engine.answer_all(attempt)
    AttemptItem.objects.filter(attempt=attempt).update(comment="Well done, Zenobia Quashie")
    engine.submit(attempt)
    certificate = Certificate.objects.create(
        user=user, name=NAME, course_key=site.key, titles={"en": "Course"}, language="en", issued_at=attempt.started_at
    )
    return user, certificate


def signed_in_and_confirmed(user: Any) -> Client:
    client = Client()
    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def traces(*words: str) -> list[str]:
    """The tables in which any of these words stands."""
    found = []
    for model in apps.get_models():
        if not model._meta.managed:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        for row in models.QuerySet(model).values_list(*names):
            text = " ".join(str(list(v.raw_data)) if hasattr(v, "raw_data") else str(v) for v in row)
            if any(word in text for word in words):
                found.append(model._meta.label)
    return sorted(set(found))


def test_the_export_holds_what_the_engine_keeps(person):
    user, certificate = person
    response = signed_in_and_confirmed(user).post("/en/accounts/data/export/")
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    data = json.loads(archive.read("data.json"))
    assert [row["number"] for row in data["certificates"]] == [certificate.number]
    assert len(data["enrolments"]) == 1
    assert len(data["attempts"]) == 1
    assert len(data["answers"]) == 2
    assert {f"{name}.csv" for name in data} | {"data.json"} == set(archive.namelist())


def test_nothing_names_the_person_any_more(person):
    user, certificate = person
    client = signed_in_and_confirmed(user)
    assert "accounts.User" in traces(EMAIL)
    client.post("/en/accounts/data/erase/", {"understood": "on"})
    assert traces(EMAIL, NAME, "Quashie") == []

    for language in ("en", "es"):
        page = Client().get(f"/{language}/verify/{certificate.number}/")
        assert page.status_code == 200
        assert certificate.number in page.content.decode().replace(" ", "")
        assert NAME not in page.content.decode()


def test_erasing_by_an_administrator_is_the_same(person):
    user, certificate = person
    erase_person(user)
    assert traces(EMAIL, NAME, "Quashie") == []
    certificate.refresh_from_db()
    assert (certificate.user, certificate.name) == (None, "")
