"""The search page: works without script or cookie, in both languages, and keeps what was chosen."""

import re
from html import unescape

import pytest
from django.utils.html import escape

from tests.factories.accounts import AdministratorFactory, UserFactory, signed_in
from tests.search.asking import get


def test_results_with_card_groups_facets_and_marks(client, indexed):
    response, html = get(client, q="article 6(1)")
    assert response.status_code == 200
    assert 'class="answer-card"' in html
    assert "Best match" in html
    assert '<a href="/en/provision/art_6__para_1/"' in html
    assert "Article 6: Stockpiles and wastes" in html
    assert "Narrow the results" in html


def test_no_cookie_and_no_script_is_needed(client, indexed):
    response, html = get(client, q="PCB")
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in html
    assert re.search(r'<form class="search-form" action="/en/search/" role="search"', html)


def test_without_a_query_the_page_explains_itself(client, indexed):
    _, html = get(client)
    assert "How to search" in html
    assert "Nothing was found" not in html


def test_nothing_found_says_what_to_try(client, indexed):
    _, html = get(client, q="football results")
    assert "Nothing was found." in html


def test_did_you_mean_is_a_link(client, indexed):
    _, html = get(client, q="stokpiles")
    assert '<a href="?q=stockpiles">stockpiles</a>' in html


@pytest.mark.parametrize("parameters", [{"page": "0"}, {"page": "x"}, {"kind": "nonsense"}])
def test_what_cannot_be_read_is_said(client, indexed, parameters):
    response, html = get(client, q="PCB", **parameters)
    assert response.status_code == 400
    assert "notice--error" in html


@pytest.mark.parametrize(
    "text", ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "{{ 1234567|add:7654321 }}"]
)
def test_a_query_never_becomes_markup(client, indexed, text):
    html = client.get("/en/search/", {"q": text}).content.decode()
    assert "<script>" not in html
    assert "<img" not in html
    assert "8888888" not in html
    assert f'value="{escape(text)}"' in html


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(client, indexed, method):
    assert getattr(client, method)("/en/search/").status_code == 405


def test_queries_to_the_database_are_few(client, indexed, django_assert_max_num_queries):
    get(client, q="warm")
    for text in ("PCB", "stockpiles waste Party", "article 6(1)"):
        with django_assert_max_num_queries(10):
            get(client, q=text)


def test_why_these_results_is_for_staff(client, indexed):
    assert client.get("/en/search/debug/?q=PCB").status_code == 302
    # Not led to sign in, which would lead back here.
    assert signed_in(UserFactory()).get("/en/search/debug/?q=PCB").status_code == 403
    response = signed_in(AdministratorFactory()).get("/en/search/debug/?q=article 6")
    html = unescape(response.content.decode())
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "provision:art_6" in html
    assert '"coverage"' in html


def test_the_beginning_of_a_name_is_completed_without_script(client, indexed):
    _, html = get(client, q="biph")
    assert re.search(r'class="completions".*href="/en/chemical/pcb/"[^>]*>Polychlorinated biphenyls</a>', html, re.S)
    assert 'class="completions"' not in get(client, q="plans")[1]
    assert 'class="completions"' not in get(client, q="PCB")[1]


def test_results_are_not_for_other_search_engines_but_the_page_is(client, indexed):
    _, empty = get(client)
    assert 'rel="canonical"' in empty
    assert "noindex" not in empty
    _, html = get(client, q="PCB")
    assert 'rel="canonical"' not in html
    assert '<meta name="robots" content="noindex, follow">' in html


def test_results_may_be_passed_on(client, indexed):
    _, html = get(client, q="PCB", topic="wastes")
    assert 'href="http://testserver/en/search/?q=PCB&topic=wastes" data-copy-link="Link copied"' in html


def test_the_language_switch_keeps_words_and_filters(client, indexed):
    _, html = get(client, q="PCB", kind="lesson")
    assert 'href="/es/search/?q=PCB&kind=lesson" hreflang="es"' in html
