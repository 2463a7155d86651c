"""The search page: works without script or cookie, in both languages, and keeps what was chosen."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.utils import translation

from search import indexing
from search.indexing import outbox
from search.services import knowledge
from tests.factories.accounts import AdministratorFactory, UserFactory, signed_in
from tests.factories.search import document


def get(client, language="en", **parameters):
    response = client.get(f"/{language}/search/", parameters)
    return response, unescape(response.content.decode())


def links(html: str) -> list[str]:
    return re.findall(r'href="(\?[^"]*)"', html)


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


def test_facets_are_links_that_keep_the_rest(client, indexed):
    _, html = get(client, q="stockpiles", topic="wastes")
    facet = next(link for link in links(html) if "topic=stockpiles" in link)
    assert parse_qs(facet[1:]) == {"q": ["stockpiles"], "topic": ["wastes", "stockpiles"]}
    assert '<input type="hidden" name="topic" value="wastes">' in html
    assert any(parse_qs(link[1:]) == {"q": ["stockpiles"]} for link in links(html))
    assert 'aria-current="true"' in html


def test_what_was_found_in_the_other_language_says_so(client, indexed):
    _, html = get(client, "es", q="reference guide account")
    assert 'lang="en" hreflang="en"' in html
    with translation.override("es"):
        assert str(translation.gettext("Found in English")) in html


def test_pages_lead_on_and_back(client, library, db):
    for number in range(25):
        library.put(document(f"page:{number}", "en", f"Leaflet {number}"))
    indexing.touch_many("library", library.keys())
    outbox.drain()
    knowledge.forget()
    _, html = get(client, q="leaflet", page=2)
    assert "Page 2 of 3" in html
    assert {"?q=leaflet", "?q=leaflet&page=3"} <= set(links(html))
    shown = [set(re.findall(r'href="/en/page/(\d+)/', get(client, q="leaflet", page=page)[1])) for page in (1, 2, 3)]
    assert [len(page) for page in shown] == [10, 10, 5]
    assert len(set.union(*shown)) == 25


@pytest.mark.parametrize("parameters", [{"page": "0"}, {"page": "x"}, {"kind": "nonsense"}])
def test_what_cannot_be_read_is_said(client, indexed, parameters):
    response, html = get(client, q="PCB", **parameters)
    assert response.status_code == 400
    assert "notice--error" in html


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "{{ 7|add:7 }}"])
def test_a_query_never_becomes_markup(client, indexed, text):
    response = client.get("/en/search/", {"q": text})
    assert text not in response.content.decode() or "<" not in text


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
    assert signed_in(UserFactory()).get("/en/search/debug/?q=PCB").status_code == 302
    response = signed_in(AdministratorFactory()).get("/en/search/debug/?q=article 6")
    html = unescape(response.content.decode())
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "provision:art_6" in html
    assert '"coverage"' in html
