"""Every door leads to one sign-in, safely: next, host, session, second step."""

from __future__ import annotations

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.test.utils import override_settings

from accounts.models import User
from tests.factories.accounts import PASSWORD, AdministratorFactory, UserFactory, signed_in

pytestmark = pytest.mark.django_db
HOSTILE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "\\\\evil.example",
    "/\\evil.example",
    " https://evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize("target", HOSTILE)
def test_sign_in_never_leads_away(target):
    user = UserFactory()
    response = Client().post("/en/accounts/login/", {"login": user.email, "password": PASSWORD, "next": target})
    assert response.status_code == 302
    assert response["Location"].startswith("/en/"), response["Location"]


@pytest.mark.parametrize("target", HOSTILE)
def test_other_redirects_never_lead_away(target):
    user = UserFactory()
    client = signed_in(user)
    agreed = client.post("/en/accounts/consent/", {"privacy": "on", "next": target})
    assert agreed["Location"].startswith("/en/")
    assert Client().get("/cms/login/", {"next": target})["Location"] == "/en/accounts/login/"
    assert client.post("/en/accounts/logout/", {"next": target})["Location"] == "/"


@pytest.mark.parametrize("path", ["/cms/login/", "/en/_util/login/", "/es/_util/login/"])
def test_wagtails_sign_in_is_allauths(path):
    response = Client().get(path, {"next": "/cms/pages/3/edit/?a=1"})
    language = "es" if path.startswith("/es") else "en"
    assert response["Location"] == f"/{language}/accounts/login/?next=%2Fcms%2Fpages%2F3%2Fedit%2F%3Fa%3D1"


@pytest.mark.parametrize("path", ["/cms/login/", "/en/_util/login/"])
def test_wagtails_sign_in_takes_no_password(path):
    admin = AdministratorFactory()
    client = Client()
    response = client.post(path, {"username": admin.email, "password": PASSWORD})
    assert response.status_code == 405
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("rest", ["", "done/", "confirm/MQ/abc-def/", "complete/"])
def test_wagtails_reset_is_allauths(rest):
    assert Client().get(f"/cms/password_reset/{rest}")["Location"] == "/en/accounts/password/reset/"


def test_the_admin_sends_strangers_to_sign_in():
    assert Client().get("/cms/pages/")["Location"] == "/en/accounts/login/?next=/cms/pages/"


def test_the_admins_sign_out():
    client = signed_in(AdministratorFactory())
    assert client.get("/cms/logout/")["Location"] == "/en/accounts/logout/"
    assert "_auth_user_id" in client.session
    assert client.post("/cms/logout/")["Location"] == "/en/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_password_and_address_are_not_changed_in_the_admin():
    admin = AdministratorFactory()
    page = signed_in(admin).get("/cms/account/").content.decode()
    assert "old_password" not in page
    assert 'name="name_email-email"' not in page


def test_a_foreign_host_is_refused():
    assert Client(SERVER_NAME="evil.example").get("/en/accounts/login/").status_code == 400
    user = UserFactory()
    sent = Client(SERVER_NAME="evil.example").post("/en/accounts/password/reset/", {"email": user.email})
    assert sent.status_code == 400


def test_a_planted_session_is_worth_nothing():
    user = UserFactory()
    store = SessionStore()
    store["planted"] = True
    store.create()
    planted = store.session_key
    fresh = Client()
    fresh.cookies["sessionid"] = planted
    fresh.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert fresh.session["_auth_user_id"] == str(user.pk)
    assert fresh.cookies["sessionid"].value != planted
    assert not SessionStore(planted).load(), "the planted session is gone"


@override_settings(REQUIRE_STAFF_MFA=True)
def test_the_admin_asks_for_a_second_step():
    admin = AdministratorFactory()
    client = signed_in(admin)
    refused = client.get("/cms/")
    assert refused["Location"] == "/en/accounts/2fa/"
    assert "needs two-step sign-in" in client.get(refused["Location"]).content.decode()
    assert client.post("/cms/pages/1/delete/").status_code == 403
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    form = client.get("/en/accounts/2fa/totp/activate/")
    secret = form.context["form"].secret
    page = form.content.decode()
    assert "<svg" in page
    assert "data:image" not in page
    assert " style=" not in page
    client.post("/en/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    stored = Authenticator.objects.get(type="totp")
    assert secret not in str(stored.data), "a stolen database tells no codes"
    assert get_adapter().decrypt(stored.data["secret"]) == secret


def test_a_second_step_opens_the_admin():
    admin = AdministratorFactory()
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(admin, secret)
    with override_settings(REQUIRE_STAFF_MFA=True):
        client = Client()
        response = client.post(
            "/en/accounts/login/", {"login": admin.email, "password": PASSWORD, "next": "/cms/pages/"}
        )
        assert response["Location"].startswith("/en/accounts/2fa/authenticate/")
        assert "_auth_user_id" not in client.session
        assert client.get(response["Location"]).status_code == 200
        assert client.post("/en/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
        client.post("/en/accounts/2fa/authenticate/", {"code": code_of(secret)})
        assert client.session["_auth_user_id"] == str(admin.pk)
        assert client.get("/cms/").status_code == 200
        without = signed_in(admin)
        assert without.get("/cms/pages/")["Location"] == "/en/accounts/2fa/reauthenticate/?next=%2Fcms%2Fpages%2F"


@override_settings(REQUIRE_STAFF_MFA=True)
def test_learners_need_no_second_step():
    assert signed_in(UserFactory()).get("/en/accounts/profile/").status_code == 200


def test_recovery_codes_are_shown_and_downloaded():
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = signed_in(user)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/en/accounts/2fa/").status_code == 200
    client.post("/en/accounts/2fa/recovery-codes/generate/")
    shown = client.get("/en/accounts/2fa/recovery-codes/")
    codes = shown.context["unused_codes"]
    assert len(codes) == 10
    assert all(code in shown.content.decode() for code in codes)
    assert client.get("/en/accounts/2fa/recovery-codes/download/").content.decode().split() == codes
    assert client.get("/en/accounts/2fa/totp/deactivate/").status_code == 200


def test_superusers_of_the_command_are_confirmed():
    admin = User.objects.create_superuser("Root@Example.org", PASSWORD)
    client = Client()
    client.post("/en/accounts/login/", {"login": "root@example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(admin.pk)


def test_closed_accounts_are_told_only_after_the_right_password():
    user = UserFactory(is_active=False)
    wrong = Client().post("/en/accounts/login/", {"login": user.email, "password": "wrong wrong"})
    assert wrong.status_code == 200
    right = Client().post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert right["Location"] == "/en/accounts/inactive/"
    assert Client().get("/en/accounts/inactive/").status_code == 200
