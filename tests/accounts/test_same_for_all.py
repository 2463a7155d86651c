"""Nobody learns from an answer whether an address has an account: same words, same effort, web and API."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known@example.org", "unknown@example.org"
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


@pytest.fixture(autouse=True)
def known(db):
    return UserFactory(email=KNOWN)


def neutral(response) -> str:
    """A page without the address asked for and without what is random in every answer."""
    text = response.content.decode().replace(UNKNOWN, "ADDRESS").replace(KNOWN, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def walk(path: str, form: dict[str, str], field: str, address: str) -> list[object]:
    """Post the form with this address and follow: what a stranger sees."""
    client = Client()
    response = client.post(path, {**form, field: address})
    seen: list[object] = [response.status_code, response.headers.get("Location"), neutral(response)]
    seen.append(sorted(response.cookies))
    if response.status_code == 302:
        seen.append(neutral(client.get(response["Location"])))
    return seen


WAYS = {
    "sign-up": ("/{}/accounts/signup/", {"password1": PASSWORD, "privacy": "on"}, "email"),
    "reset": ("/{}/accounts/password/reset/", {}, "email"),
    "code": ("/{}/accounts/login/code/", {}, "email"),
    "sign-in": ("/{}/accounts/login/", {"password": "wrong wrong wrong"}, "login"),
}


@LANGUAGES
@pytest.mark.parametrize("way", WAYS)
def test_pages_are_the_same(way, language):
    path, form, field = WAYS[way]
    seen = [walk(path.format(language), form, field, address) for address in (KNOWN, UNKNOWN)]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("way", ["sign-up", "reset", "code"])
def test_both_get_one_mail(way, mailoutbox):
    path, form, field = WAYS[way]
    for address in (KNOWN, UNKNOWN):
        walk(path.format("en"), form, field, address)
    assert [message.to for message in mailoutbox] == [[KNOWN], [UNKNOWN]]


@pytest.mark.parametrize("way", WAYS)
def test_effort_is_the_same(way, monkeypatch):
    """Hashing a password costs more than all the rest: it happens equally often for both."""
    path, form, field = WAYS[way]
    hasher = type(hashers.get_hasher())
    calls: list[str] = []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args, **kwargs: calls.append("hash") or encode(*args, **kwargs))
    verify = hasher.verify
    monkeypatch.setattr(hasher, "verify", lambda *args, **kwargs: calls.append("hash") or verify(*args, **kwargs))
    counts = []
    for address in (KNOWN, UNKNOWN):
        calls.clear()
        walk(path.format("en"), form, field, address)
        counts.append(len(calls))
    assert counts[0] == counts[1]


API = {
    "sign-up": ("signup", {"password": PASSWORD, "privacy": True}),
    "sign-in": ("login", {"password": "wrong wrong wrong"}),
    "code": ("code/request", {}),
    "reset": ("password/request", {}),
}


@pytest.mark.parametrize("kind", ["app", "browser"])
@pytest.mark.parametrize("way", API)
def test_the_api_answers_the_same(way, kind):
    path, body = API[way]
    answers = []
    for address in (KNOWN, UNKNOWN):
        response = Client().post(
            f"/_allauth/{kind}/v1/auth/{path}", {**body, "email": address}, content_type="application/json"
        )
        text = re.sub(r'"session_token": "[^"]+"', "", response.content.decode())
        answers.append((response.status_code, text))
    assert answers[0] == answers[1]
    assert answers[0][0] in {200, 400, 401}


def test_wrong_password_is_limited_by_address_on_the_web_and_in_the_api_together():
    statuses = []
    for attempt in range(7):
        client = Client(REMOTE_ADDR=f"192.0.2.{attempt}")
        if attempt % 2:
            response = client.post(
                "/_allauth/app/v1/auth/login",
                {"email": KNOWN, "password": "wrong wrong"},
                content_type="application/json",
            )
        else:
            response = client.post("/en/accounts/login/", {"login": KNOWN, "password": "wrong wrong"})
        statuses.append("Too many" in response.content.decode() or "too_many" in response.content.decode())
    assert statuses == [False] * 5 + [True] * 2
    right = Client(REMOTE_ADDR="192.0.2.99")
    right.post("/en/accounts/login/", {"login": KNOWN, "password": PASSWORD})
    assert "_auth_user_id" not in right.session, "the limit holds for the right password too"


def test_requests_from_one_place_are_limited():
    outcomes = []
    for address in (KNOWN, UNKNOWN):
        cache.clear()
        forms = [{"email": f"{number}{address}"} for number in range(22)]
        outcomes.append([Client().post("/en/accounts/login/code/", form).status_code for form in forms])
    assert outcomes[0] == outcomes[1] == [302] * 20 + [200] * 2


def test_limits_count_the_same_for_known_and_unknown():
    outcomes = []
    for address in (KNOWN, UNKNOWN):
        cache.clear()
        outcomes.append(
            [Client().post("/en/accounts/password/reset/", {"email": address}).status_code for _attempt in range(7)]
        )
    assert outcomes[0] == outcomes[1] == [302] * 5 + [429] * 2
