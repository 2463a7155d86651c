"""From sign-up to erasure, in English and Spanish."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory, signed_in

LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])
pytestmark = pytest.mark.django_db


def confirmed(user: User, language: str = "en") -> Client:
    """A client of someone who signed in and has just confirmed it by password."""
    client = Client()
    client.post(f"/{language}/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post(f"/{language}/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@LANGUAGES
def test_sign_up_and_confirm(client, mailoutbox, last_link, language):
    page = client.get(f"/{language}/accounts/signup/")
    assert page.status_code == 200
    form = {"email": "Ana.Diaz@Example.org", "password1": PASSWORD, "privacy": "on"}
    response = client.post(f"/{language}/accounts/signup/", form)
    assert response["Location"] == f"/{language}/accounts/confirm-email/"
    assert client.get(response["Location"]).status_code == 200

    assert [(m.to, m.subject) for m in mailoutbox] == [
        (["ana.diaz@example.org"], mailoutbox[0].subject),
    ]
    link = last_link()
    assert link.startswith(f"/{language}/accounts/confirm-email/")
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified, "opening the link changes nothing"
    response = client.post(link)
    assert response.status_code == 302

    user = User.objects.get()
    assert (user.email, user.language, user.consent_version) == (
        "ana.diaz@example.org",
        language,
        settings.PRIVACY_NOTICE_VERSION,
    )
    assert user.consented_at is not None
    assert EmailAddress.objects.get().verified
    assert client.session["_auth_user_id"] == str(user.pk), "confirmed in the browser of the sign-up: signed in"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == language


def test_sign_up_needs_agreement(client):
    response = client.post("/en/accounts/signup/", {"email": "a@example.org", "password1": PASSWORD})
    assert response.status_code == 200
    assert "Agree to the privacy notice to create an account." in response.content.decode()
    assert User.objects.count() == 0


@LANGUAGES
def test_sign_in_by_password(client, language):
    user = UserFactory(language="es")
    response = client.post(f"/{language}/accounts/login/", {"login": user.email.upper(), "password": PASSWORD})
    assert response.status_code == 302
    assert response["Location"].startswith("/es/"), "goes on in the language of the profile"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"


def test_sign_in_keeps_next(client, learner):
    response = client.post(
        "/en/accounts/login/?next=/es/courses/", {"login": learner.email, "password": PASSWORD, "next": "/es/courses/"}
    )
    assert response["Location"] == "/es/courses/"


def test_unconfirmed_account_does_not_get_in(client, mailoutbox):
    user = UserFactory(verified=False)
    response = client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"] == "/en/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session
    assert len(mailoutbox) == 1


@LANGUAGES
def test_sign_in_by_code(client, learner, mailoutbox, language):
    response = client.post(f"/{language}/accounts/login/code/", {"email": learner.email})
    assert response["Location"] == f"/{language}/accounts/login/code/confirm/"
    assert client.get(response["Location"]).status_code == 200
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", mailoutbox[0].body, re.MULTILINE).group()
    wrong = client.post(response["Location"], {"code": "AAA-AAA"})
    assert wrong.status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(response["Location"], {"code": code})
    assert client.session["_auth_user_id"] == str(learner.pk)


@LANGUAGES
def test_reset_ends_other_sessions(learner, mailoutbox, last_link, language):
    elsewhere = signed_in(learner)
    client = Client()
    response = client.post(f"/{language}/accounts/password/reset/", {"email": learner.email})
    assert response["Location"] == f"/{language}/accounts/password/reset/done/"
    form_url = client.get(last_link())["Location"]
    assert client.get(form_url).status_code == 200
    different = client.post(form_url, {"password1": "other boats drift", "password2": "other boats sink"})
    assert different.status_code == 200
    response = client.post(form_url, {"password1": "other boats drift", "password2": "other boats drift"})
    assert response["Location"] == f"/{language}/accounts/password/reset/key/done/"
    learner.refresh_from_db()
    assert learner.check_password("other boats drift")
    assert elsewhere.get(f"/{language}/accounts/profile/").status_code == 302


def test_password_change_ends_other_sessions_and_keeps_this_one(learner):
    here, elsewhere = signed_in(learner), signed_in(learner)
    new = {"oldpassword": PASSWORD, "password1": "other boats drift", "password2": "other boats drift"}
    assert here.post("/en/accounts/password/change/", new).status_code == 302
    assert here.get("/en/accounts/profile/").status_code == 200
    assert elsewhere.get("/en/accounts/profile/").status_code == 302


def test_change_of_address(learner, mailoutbox, last_link):
    client = confirmed(learner)
    assert client.get("/en/accounts/email/").status_code == 200
    client.post("/en/accounts/email/", {"action_add": "", "email": "new@example.org"})
    learner.refresh_from_db()
    assert learner.email != "new@example.org", "only a confirmed address counts"
    assert "new@example.org" in client.get("/en/accounts/email/").content.decode()
    client.post(last_link())
    learner.refresh_from_db()
    assert learner.email == "new@example.org"
    assert [(a.email, a.verified, a.primary) for a in EmailAddress.objects.all()] == [("new@example.org", True, True)]


def test_profile_is_saved_and_the_site_follows_its_language(learner):
    client = signed_in(learner)
    page = client.get("/en/accounts/profile/").content.decode()
    assert 'autocomplete="name"' in page
    form = {
        "certificate_name": "  José   Peña-O'Neil ",
        "country": "TT",
        "sector": "government-waste",
        "organisation": "Ministry",
        "language": "es",
    }
    response = client.post("/en/accounts/profile/", form)
    assert response["Location"] == "/es/accounts/profile/"
    learner.refresh_from_db()
    assert (learner.certificate_name, learner.country, learner.sector, learner.organisation, learner.language) == (
        "José Peña-O'Neil",
        "TT",
        "government-waste",
        "Ministry",
        "es",
    )
    assert learner.get_full_name() == "José Peña-O'Neil"


@pytest.mark.parametrize(
    ("field", "value"),
    [("country", "XX"), ("sector", "pirate"), ("language", "fr"), ("language", ""), ("certificate_name", "<b>Ana</b>")],
)
def test_profile_refuses(learner, field, value):
    form = {"certificate_name": "Ana", "country": "", "sector": "", "organisation": "", "language": "en", field: value}
    response = signed_in(learner).post("/en/accounts/profile/", form)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'class="error-summary"' in page
    assert f'href="#id_{field}"' in page
    learner.refresh_from_db()
    assert (learner.country, learner.sector, learner.language) == ("", "", "en")


def test_a_form_cannot_reach_other_fields(learner):
    form = {"language": "en", "is_superuser": "on", "is_staff": "on", "email": "x@example.org", "consent_version": "9"}
    signed_in(learner).post("/en/accounts/profile/", form)
    fresh = User.objects.get()
    assert (fresh.is_superuser, fresh.is_staff, fresh.email, fresh.consent_version) == (
        False,
        False,
        learner.email,
        learner.consent_version,
    )


@LANGUAGES
def test_a_new_notice_is_asked_about_once(learner, settings, language):
    client = signed_in(learner)
    settings.PRIVACY_NOTICE_VERSION = "2031-01"
    asked = client.get(f"/{language}/courses/")
    assert asked["Location"] == f"/{language}/accounts/consent/?next=%2F{language}%2Fcourses%2F"
    assert client.get(asked["Location"]).status_code == 200
    assert client.post(f"/{language}/accounts/consent/", {}).status_code == 422
    agreed = client.post(f"/{language}/accounts/consent/", {"privacy": "on", "next": f"/{language}/courses/"})
    assert agreed["Location"] == f"/{language}/courses/"
    learner.refresh_from_db()
    assert learner.consent_version == "2031-01"
    assert "consent" not in client.get(f"/{language}/courses/").headers.get("Location", "")


def test_export_holds_the_account(learner):
    User.objects.filter(pk=learner.pk).update(organisation="=cmd|' /C calc'!A0")
    client = confirmed(learner)
    response = client.post("/en/accounts/data/export/")
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    data = json.loads(archive.read("data.json"))
    assert data["account"][0]["email"] == learner.email
    assert data["account"][0]["organisation"] == "=cmd|' /C calc'!A0"
    assert data["email_addresses"] == [{"email": learner.email, "verified": True, "primary": True}]
    assert "password" not in data["account"][0]
    assert ",'=cmd|' /C calc'!A0," in archive.read("account.csv").decode("utf-8-sig")


def test_export_and_erasure_ask_who_it_is(learner):
    client = signed_in(learner)
    assert client.get("/en/accounts/data/export/").status_code == 405
    assert "/accounts/reauthenticate/" in client.post("/en/accounts/data/export/")["Location"]
    assert "/accounts/reauthenticate/" in client.get("/en/accounts/data/erase/")["Location"]
    assert "/accounts/reauthenticate/" in client.post("/en/accounts/data/erase/", {"understood": "on"})["Location"]
    assert User.objects.filter(pk=learner.pk).exists()


@LANGUAGES
def test_erasure_removes_the_person_everywhere(learner, language):
    elsewhere = signed_in(learner)
    client = confirmed(learner, language)
    assert client.get(f"/{language}/accounts/data/erase/").status_code == 200
    assert client.post(f"/{language}/accounts/data/erase/", {}).status_code == 422
    response = client.post(f"/{language}/accounts/data/erase/", {"understood": "on"})
    assert response["Location"] == f"/{language}/accounts/data/erased/"
    assert client.get(response["Location"]).status_code == 200
    assert User.objects.count() == 0
    assert EmailAddress.objects.count() == 0
    assert elsewhere.get(f"/{language}/accounts/profile/").status_code == 302


def test_the_last_administrator_stays():
    admin = UserFactory(is_superuser=True)
    client = confirmed(admin)
    assert client.post("/en/accounts/data/erase/", {"understood": "on"}).status_code == 403
    assert User.objects.filter(pk=admin.pk).exists()


def test_sign_out_is_a_post(learner):
    client = signed_in(learner)
    assert client.get("/en/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/en/accounts/logout/")
    assert "_auth_user_id" not in client.session
