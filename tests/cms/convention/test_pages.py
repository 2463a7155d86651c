"""The readable Convention and the chemicals, for anyone, in both languages."""

import json
import re

import pytest

from cms.convention.models import OfficialText
from cms.convention.related import register_taught_in, unregister_taught_in
from cms.convention.units import unit_slug
from tests.factories.convention import CHEMICALS, PROVISIONS, chemical, provision

pytestmark = pytest.mark.usefixtures("convention")

UNITS = [record for record in PROVISIONS if record["parent_id"] is None]


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def linked_data(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_contents_lead_to_every_article_and_annex(client, language):
    html = page(client, f"/{language}/convention/")
    for record in UNITS:
        assert f'href="/{language}/convention/{unit_slug(record["id"])}/"' in html
        assert record[f"heading_{language}"].replace("'", "&#x27;") in html
    data = linked_data(html)
    assert (data["@type"], data["inLanguage"], len(data["hasPart"])) == ("Legislation", language, 37)
    assert {"en": "Trinidad and Tobago", "es": "Trinidad y Tabago"}[language] in html


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_provision_stands_at_its_anchor_with_its_summary_and_permalink(client, language):
    for unit in UNITS:
        html = page(client, f"/{language}/convention/{unit_slug(unit['id'])}/")
        members = [one for one in PROVISIONS if one["id"] == unit["id"] or one["id"].startswith(f"{unit['id']}__")]
        assert re.findall(r'<(?:header|section)[^>]* id="((?:art|annex)_\w+)"', html) == [one["id"] for one in members]
        for member in members:
            assert f'<a class="permalink" href="#{member["id"]}"' in html
            assert member[f"citation_{language}"] in html


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("/en/convention/article-5/", "Plain-language summaries, not the authentic text."),
        ("/en/convention/", "Plain-language summaries, not the authentic text."),
        ("/en/chemicals/pcb/", "Plain-language summaries, not the authentic text."),
    ],
)
def test_summaries_are_labelled_as_not_authentic(client, url, label):
    assert label in page(client, url)


@pytest.mark.parametrize("number", [1, 5, 22, 30])
def test_a_page_costs_the_same_few_queries_whatever_its_size(client, django_assert_num_queries, number):
    url = f"/en/convention/article-{number}/"
    client.get(url)
    rows = [one for one in PROVISIONS if one["id"] == f"art_{number}" or one["id"].startswith(f"art_{number}__")]
    expected = 5 + any(one["chemicals"] for one in rows)
    with django_assert_num_queries(expected):
        client.get(url)


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/en/convention/", 2),
        ("/es/convention/annex-a/", 6),
        ("/es/chemicals/", 1),
        ("/es/chemicals/pfos/", 6),
    ],
)
def test_query_budget(client, django_assert_max_num_queries, url, most):
    client.get(url)
    with django_assert_max_num_queries(most):
        client.get(url)


@pytest.mark.parametrize(
    "url",
    ["/en/convention/", "/es/convention/article-5/", "/en/chemicals/", "/es/chemicals/pcb/", "/en/glossary/"],
)
def test_pages_are_public_without_a_cookie_and_can_be_asked_again(client, url):
    response = client.get(url)
    assert response.cookies == {}
    assert "public" in response["Cache-Control"]
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_pages_name_their_other_language(client):
    html = page(client, "/es/convention/article-5/")
    assert re.findall(r'hreflang="(\S+)" href="\S*?(/\w+/convention/article-5/)"', html.split("</head>")[0]) == [
        ("en", "/en/convention/article-5/"),
        ("es", "/es/convention/article-5/"),
        ("x-default", "/en/convention/article-5/"),
    ]


@pytest.mark.parametrize("slug", ["article-31", "article-0", "annex-h", "article-five", "art_5"])
def test_what_is_no_article_is_not_found(client, slug):
    assert client.get(f"/en/convention/{slug}/").status_code == 404


def test_an_unpublished_article_is_not_found_in_any_language(client):
    provision("art_7").unpublish()
    assert client.get("/en/convention/article-7/").status_code == 404
    assert client.get("/es/convention/article-7/").status_code == 404
    assert "/en/convention/article-7/" not in page(client, "/en/convention/")


def test_neighbours_follow_the_order_of_the_convention(client):
    html = page(client, "/en/convention/article-30/")
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', html) == [
        ("prev", "/en/convention/article-29/"),
        ("next", "/en/convention/annex-a/"),
    ]
    assert re.findall(r'rel="(prev|next)"', page(client, "/en/convention/article-1/")) == ["next"]
    assert re.findall(r'rel="(prev|next)"', page(client, "/en/convention/annex-g/")) == ["prev"]


def test_legislation_data_of_an_article(client):
    data = linked_data(page(client, "/es/convention/article-7/"))
    assert (data["@type"], data["legislationIdentifier"], data["name"]) == (
        "Legislation",
        "art_7",
        "Artículo 7: Planes de aplicación",
    )
    assert data["isPartOf"]["name"] == "Convenio de Estocolmo sobre Contaminantes Orgánicos Persistentes"
    assert len(data["hasPart"]) == 6


def test_citations_and_terms_in_a_summary_are_links(client):
    html = page(client, "/en/convention/article-5/")
    assert '<a href="/en/convention/annex-c/">Annex C</a>' in html
    assert '<a class="term" href="/en/glossary/#action-plan">action plan</a>' in html
    assert html.count('href="/en/glossary/#action-plan"') == 2  # once in the text, once in the list of terms


def test_official_text_stands_beside_the_summary_where_it_was_imported(client):
    OfficialText.objects.create(eid="art_1", language="en", text="Words <of> law", source="a file", edition="2019")
    html = page(client, "/en/convention/article-1/")
    assert "Official text (2019)" in html
    assert "Words &lt;of&gt; law" in html
    assert "<blockquote" not in page(client, "/es/convention/article-1/")


def test_lessons_that_teach_a_provision_are_named(client):
    register_taught_in(
        lambda keys, language: {key: [(f"Lesson in {language}", "/somewhere/")] for key in keys if key == "art_1"},
        name="test",
    )
    try:
        assert '<a href="/somewhere/">Lesson in es</a>' in page(client, "/es/convention/article-1/")
        assert "/somewhere/" not in page(client, "/es/convention/article-2/")
    finally:
        unregister_taught_in("test")


def test_a_missing_language_is_shown_in_the_source_and_said_so(client):
    provision("art_7", "es").unpublish()
    html = page(client, "/es/convention/article-7/")
    assert 'class="unit fallback" lang="en"' in html
    assert "Implementation plans" in html


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", [record["slug"] for record in CHEMICALS]),
        ("?annex=B", ["ddt", "pfos"]),
        ("?annex=C&group=pesticide", ["hexachlorobenzene", "pentachlorobenzene"]),
        ("?q=1336-36-3", ["pcb"]),
        ("?q=BPC", ["pcb"]),
        ("?q=dioxinas", ["pcdd"]),
        ("?q=%20LINDANO", ["lindane"]),
        ("?q=gold", []),
        ("?annex=Z", []),
    ],
)
def test_chemicals_are_narrowed_without_a_script(client, query, slugs):
    html = page(client, f"/es/chemicals/{query}")
    assert re.findall(r'class="substances__name" href="/es/chemicals/([\w-]+)/"', html) == slugs


def test_a_chemical_shows_what_is_known_of_it(client):
    html = page(client, "/es/chemicals/pcb/")
    for text in ("Bifenilos policlorados", "Polychlorinated biphenyls", "1336-36-3", "Anexo A, parte II"):
        assert text in html
    data = linked_data(html)
    assert (data["name"], data["identifier"][0]["value"]) == ("Bifenilos policlorados", "1336-36-3")


@pytest.mark.parametrize("record", CHEMICALS, ids=lambda record: record["slug"])
def test_every_chemical_has_its_page(client, record):
    html = page(client, f"/en/chemicals/{record['slug']}/")
    for entry in record["cas"]:
        assert f"<code>{entry['number']}</code>" in html
    assert ("Details not yet verified" in html) != record["verified"]


def test_an_unknown_or_unpublished_chemical_is_not_found(client):
    chemical("pcb").unpublish()
    assert client.get("/en/chemicals/pcb/").status_code == client.get("/en/chemicals/gold/").status_code == 404
