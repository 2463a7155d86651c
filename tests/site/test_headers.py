"""What responses say about safety, and about who may keep them."""

from __future__ import annotations

import pytest

from tests.factories.accounts import AdministratorFactory, UserFactory, signed_in

PUBLIC = ["/en/", "/es/", "/en/courses/", "/es/courses/", "/en/guide/", "/es/accessibility/", "/en/privacy/"]


def test_public_pages_set_no_cookie_and_may_be_kept(client, site_pages):
    for path in PUBLIC:
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=60", path
        assert "Cookie" in response["Vary"], path


def test_a_page_that_has_not_changed_is_not_sent_again(client, site_pages):
    for path in PUBLIC:
        tag = client.get(path)["ETag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), path


def test_a_signed_in_page_is_stored_nowhere(site_pages):
    learner = signed_in(UserFactory())
    for path in PUBLIC:
        response = learner.get(path)
        assert response.status_code == 200, path
        assert response["Cache-Control"] == "private, no-store", path
        assert not response.has_header("ETag"), path


@pytest.mark.parametrize("header", ["Authorization", "X-Session-Token"])
def test_a_request_with_credentials_of_another_kind_is_personal_too(client, site_pages, header):
    assert client.get("/en/", headers={header: "anything"})["Cache-Control"] == "private, no-store"


def test_what_the_api_answers_depends_on_credentials_of_every_kind(client, db):
    """A cache in front must not give the answer for nobody to a client that says who asks."""
    response = client.get("/api/search/", {"q": "PCB"})
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    varies = {name.strip().lower() for name in response["Vary"].split(",")}
    assert varies == {"accept-encoding", "accept-language", "authorization", "cookie", "x-session-token"}
    for header in ("Authorization", "X-Session-Token"):
        assert client.get("/api/search/", {"q": "PCB"}, headers={header: "x"})["Cache-Control"] == "private, no-store"


def test_pages_depend_on_no_credentials_but_the_cookie(client, site_pages):
    assert "X-Session-Token" not in client.get("/en/")["Vary"]


def test_a_page_that_sets_a_cookie_is_personal(client, site_pages):
    response = client.get("/en/accounts/login/")
    assert response.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_redirects_and_errors_are_asked_for_again(client, site_pages):
    assert client.get("/")["Cache-Control"] == "no-cache"
    assert client.get("/en/nowhere/")["Cache-Control"] == "no-cache"


def directives(response):
    parts = (part.split(maxsplit=1) for part in response["Content-Security-Policy"].split("; "))
    return dict(parts)


def test_learner_pages_run_nothing_inline_and_ask_nobody_else(client, site_pages):
    for path in [*PUBLIC, "/en/accounts/login/", "/en/nowhere/"]:
        policy = directives(client.get(path))
        assert policy["default-src"] == "'none'", path
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'", path
        assert set(policy.values()) == {"'none'", "'self'"}, path


def test_the_admin_has_a_policy_of_its_own(site_pages):
    policy = directives(signed_in(AdministratorFactory()).get("/cms/"))
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert policy["object-src"] == "'none'"
    assert not any("http" in value for value in policy.values())


def test_the_readable_api_page_runs_no_inline_script(client, db):
    response = client.get("/api/docs/")
    policy = directives(response)
    assert "unsafe" not in policy["default-src"]
    assert "script-src" not in policy
    assert b"<script>" not in response.content


OTHER = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]


def test_other_safety_headers(client, site_pages):
    response = client.get("/en/")
    assert [(name, response[name]) for name, _value in OTHER] == OTHER
