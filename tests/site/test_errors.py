"""Errors speak the reader's language and leave a way on."""

from __future__ import annotations

import json
from html import escape

import pytest
from django.core.exceptions import DisallowedHost
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext

from config import views

FROM_PATH = [("/en/nowhere/", "en"), ("/es/ninguna-parte/", "es")]


@pytest.mark.parametrize(("path", "language"), FROM_PATH)
def test_a_missing_page_is_explained_in_the_language_of_its_path(client, site_pages, path, language):
    response = client.get(path)
    assert response.status_code == 404
    html = response.content.decode()
    with translation.override(language):
        assert f"<h1>{escape(gettext('Page not found'))}</h1>" in html
    assert f'<html lang="{language}">' in html
    assert f'href="/{language}/courses/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert not response.cookies


def test_the_language_switch_of_a_missing_page_leads_home(client, site_pages):
    html = client.get("/en/courses/nowhere/").content.decode()
    assert '<a class="language" href="/es/" hreflang="es"' in html
    assert "/es/courses/nowhere/" not in html


def test_the_language_of_a_path_without_one_is_the_browsers(client, site_pages):
    response = client.get("/media-of-nobody.txt", headers={"Accept-Language": "es-DO,es;q=0.9,en;q=0.5"})
    assert response.status_code == 404
    assert '<html lang="es">' in response.content.decode()


@pytest.mark.parametrize("accept", ["", "xx", "*", "zz-ZZ;q=0.3, !!"])
def test_an_unknown_language_falls_back_to_the_source_language(accept):
    request = RequestFactory().get("/nowhere", headers={"Accept-Language": accept})
    assert views.reader_language(request) == "en"


@pytest.mark.django_db
def test_the_api_answers_with_a_problem_document(client):
    response = client.get("/api/nowhere/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert "Accept-Language" in response["Vary"]
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "Not found",
        "status": 404,
        "code": "not_found",
        "detail": "Not found.",
    }


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError("a secret"), 500), (OperationalError("database is away"), 503)]
)
def test_a_fault_needs_no_database_and_tells_no_secret(error, status):
    request = RequestFactory().get("/es/courses/")
    try:
        raise error
    except type(error):
        response = views.server_error(request)
    html = response.content.decode()
    assert response.status_code == status
    assert '<html lang="es">' in html
    assert str(error) not in html


def test_a_host_name_that_is_not_ours_gets_a_plain_error(site_pages):
    response = Client(headers={"Host": "evil.example"}).get("/en/")
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
    assert DisallowedHost.__name__ not in response.content.decode()


@pytest.mark.parametrize(("path", "language"), [("/en/accounts/login/", "en"), ("/es/accounts/login/", "es")])
def test_a_form_without_its_token_is_told_what_to_do(site_pages, path, language):
    response = Client(enforce_csrf_checks=True).post(path, {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    with translation.override(language):
        assert escape(gettext("The form has expired")) in response.content.decode()


def test_a_forbidden_page_offers_to_sign_in(rf):
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 - models

    request = rf.get("/en/secret/")
    request.user = AnonymousUser()
    response = views.permission_denied(request)
    assert response.status_code == 403
    assert 'href="/en/accounts/login/"' in response.content.decode()
