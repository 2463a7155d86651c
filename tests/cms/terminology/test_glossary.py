"""The glossary's page, in both directions."""

import re

import pytest

from tests.factories.convention import TERMS

pytestmark = pytest.mark.usefixtures("convention")


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return re.findall(r"<dt[^>]*>([^<]+?)(?: <abbr>|</dt>)", html)


@pytest.mark.parametrize("url", ["/en/glossary/", "/es/glossary/", "/en/glossary/?from=es", "/es/glossary/?from=en"])
def test_every_term_stands_at_its_anchor(client, url):
    html = page(client, url)
    for record in TERMS:
        assert f'<div id="{record["id"]}">' in html


def test_the_direction_decides_the_order(client):
    english, spanish = words(page(client, "/en/glossary/")), words(page(client, "/en/glossary/?from=es"))
    assert (english[0], spanish[:2]) == ("acceptable purpose", ["aceptación", "ácido perfluorooctano sulfónico"])
    assert words(page(client, "/es/glossary/")) == spanish
    assert words(page(client, "/en/glossary/?from=xx")) == english


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("PNA", ["national implementation plan"]),
        ("sitios contaminados", ["contaminated sites"]),
        ("GESTION racional", ["environmentally sound management"]),
        ("xyzzy", []),
    ],
)
def test_the_filter_works_without_a_script_and_without_accents(client, query, found):
    html = page(client, f"/en/glossary/?q={query}")
    assert words(html) == found
    assert ("No term has these words." in html) == (not found)


def test_the_filter_keeps_the_direction_and_escapes_what_was_typed(client):
    html = page(client, '/en/glossary/?from=es&q=<script>"x')
    assert '<input type="hidden" name="from" value="es">' in html
    assert "<script>&quot;" not in html
    assert "&lt;script&gt;&quot;x" in html


def test_it_costs_two_queries_a_language_once_and_then_none(client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/en/glossary/")
    with django_assert_num_queries(0):
        client.get("/es/glossary/?from=en")
    # Where a few terms are taught.
    with django_assert_num_queries(1):
        client.get("/es/glossary/?from=en&q=plan")
