"""Sign-up and sign-in for other clients: the app with a token, the browser with a cookie."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
AUTH = "/_allauth/{}/v1/auth/"


def post(client, path, body, **headers):
    return client.post(path, body, content_type="application/json", headers=headers)


def token_of(response) -> str:
    return response.json()["meta"]["session_token"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_whole_way_of_an_app(language):
    client = Client()
    form = {"email": "app@example.org", "password": PASSWORD, "privacy": True}
    created = post(client, AUTH.format("app") + "signup", form, **{"accept-language": language})
    assert created.status_code == 401
    flows = {flow["id"]: flow for flow in created.json()["data"]["flows"]}
    assert flows["verify_email"]["is_pending"] is True
    user = User.objects.get()
    assert (user.language, user.consent_version) == (language, settings.PRIVACY_NOTICE_VERSION)

    key = re.search(r"/confirm-email/([^/\s]+)/", mail.outbox[-1].body).group(1)
    confirmed = post(
        client, AUTH.format("app") + "email/verify", {"key": key}, **{"x-session-token": token_of(created)}
    )
    assert confirmed.status_code == 200
    token = token_of(confirmed) if "session_token" in confirmed.json()["meta"] else token_of(created)
    session = client.get("/_allauth/app/v1/auth/session", headers={"x-session-token": token})
    assert session.json()["data"]["user"]["email"] == "app@example.org"


def test_agreement_is_asked_of_an_app_too():
    response = post(Client(), AUTH.format("app") + "signup", {"email": "app@example.org", "password": PASSWORD})
    assert response.status_code == 400
    assert [error["param"] for error in response.json()["errors"]] == ["privacy"]
    assert not User.objects.exists()


def test_an_app_signs_in_and_out():
    user = UserFactory()
    client = Client()
    signed_in = post(client, AUTH.format("app") + "login", {"email": user.email, "password": PASSWORD})
    assert signed_in.status_code == 200
    token = token_of(signed_in)
    assert "sessionid" not in client.cookies
    path = AUTH.format("app") + "session"
    assert client.get(path, headers={"x-session-token": token}).status_code == 200
    assert client.get(path).status_code == 401
    assert client.delete(path, headers={"x-session-token": token}).status_code == 401
    assert client.get(path, headers={"x-session-token": token}).status_code in {401, 410}


def test_a_second_step_is_asked_of_an_app_too():
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    response = post(Client(), AUTH.format("app") + "login", {"email": user.email, "password": PASSWORD})
    assert response.status_code == 401
    pending = [flow["id"] for flow in response.json()["data"]["flows"] if flow.get("is_pending")]
    assert pending == ["mfa_authenticate"]


def test_a_browser_client_needs_the_csrf_token():
    user = UserFactory()
    client = Client(enforce_csrf_checks=True)
    body = {"email": user.email, "password": PASSWORD}
    assert post(client, AUTH.format("browser") + "login", body).status_code == 403
    client.get("/_allauth/browser/v1/config")
    csrf = client.cookies["csrftoken"].value
    assert not client.cookies["csrftoken"]["httponly"], "a client on this site reads it"
    assert post(client, AUTH.format("browser") + "login", body, **{"x-csrftoken": csrf}).status_code == 200
    assert "sessionid" in client.cookies


@pytest.mark.parametrize("body", ["", "[]", "{", '"x"', "null", '{"email": 1, "password": []}', '{"email": {"a": 1}}'])
@pytest.mark.parametrize("path", ["login", "signup", "code/request", "password/request", "code/confirm"])
def test_nonsense_is_refused_politely(path, body):
    response = Client().post(AUTH.format("app") + path, body, content_type="application/json")
    assert response.status_code in {400, 401, 403, 409}


@pytest.mark.parametrize("kind", ["token", "cookie"])
def test_a_changed_notice_is_asked_for_as_on_pages(kind):
    user = UserFactory()
    client = Client()
    headers = {}
    if kind == "cookie":
        client.force_login(user)
    else:
        signed_in = post(client, AUTH.format("app") + "login", {"email": user.email, "password": PASSWORD})
        client, headers = Client(), {"x-session-token": token_of(signed_in)}
    assert client.get("/api/v2/pages/", headers=headers).status_code == 200
    User.objects.update(consent_version="2020-01")

    refused = client.get("/api/v2/pages/", headers={**headers, "accept-language": "es"})
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"
    assert (refused.json()["code"], refused.json()["detail"]) == (
        "consent_needed",
        "El aviso de privacidad ha cambiado: léalo y acéptelo para continuar.",
    )

    no = post(client, "/api/privacy/consent/", {"privacy": False}, **headers)
    assert (no.status_code, [error["field"] for error in no.json()["errors"]]) == (400, ["privacy"])
    assert post(client, "/api/privacy/consent/", {"privacy": True}, **headers).status_code == 204
    assert User.objects.get().consent_version == settings.PRIVACY_NOTICE_VERSION
    assert client.get("/api/v2/pages/", headers=headers).status_code == 200


def test_what_was_begun_may_be_ended_before_agreeing_again():
    user = UserFactory(agreed=False)
    client = Client()
    client.force_login(user)
    assert post(client, "/api/privacy/consent/", {}).status_code == 400
    assert client.get("/api/v2/pages/").status_code == 403
    assert Client().get("/api/v2/pages/").status_code == 200
