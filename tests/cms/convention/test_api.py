"""The Convention as data."""

import pytest
from django.core.cache import cache

from cms.convention.models import OfficialText
from cms.convention.related import register_taught_in, unregister_taught_in
from tests.factories.convention import CHEMICALS, PROVISIONS, TERMS, provision

pytestmark = pytest.mark.usefixtures("convention")


@pytest.fixture(autouse=True)
def _no_throttle_history():
    cache.clear()


def data(client, url, status=200, **headers):
    response = client.get(url, headers=headers)
    assert response.status_code == status
    return response.json()


def test_provisions_come_in_pages_in_the_order_of_the_convention(client):
    first = data(client, "/api/provisions/?page_size=100")
    assert (first["count"], len(first["results"])) == (349, 100)
    last = data(client, "/api/provisions/?page_size=100&page=4")
    eids = [row["eid"] for row in first["results"]] + [row["eid"] for row in last["results"]]
    assert eids == [record["id"] for record in PROVISIONS[:100] + PROVISIONS[300:]]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("article=5", sum(one["id"].split("__")[0] == "art_5" for one in PROVISIONS)),
        ("article=05&kind=paragraph", 7),
        ("annex=d", 9),
        ("annex=A&kind=part", 12),
        ("kind=article", 30),
        ("topic=nip", sum("nip" in one["topics"] for one in PROVISIONS)),
        ("chemical=ddt", sum("ddt" in one["chemicals"] for one in PROVISIONS)),
        ("article=99", 0),
        ("topic=nonsense", 0),
    ],
)
def test_provisions_are_filtered(client, query, count):
    assert data(client, f"/api/provisions/?{query}")["count"] == count


def test_one_provision(client):
    OfficialText.objects.create(eid="art_5__para_a", language="es", text="Texto", source="archivo", edition="2019")
    register_taught_in(lambda keys, _language: {key: [("A lesson", "/en/a/")] for key in keys}, name="test")
    try:
        found = data(client, "/api/provisions/art_5__para_a/?language=es")
    finally:
        unregister_taught_in("test")
    record = next(one for one in PROVISIONS if one["id"] == "art_5__para_a")
    assert found == {
        "eid": "art_5__para_a",
        "language": "es",
        "kind": "paragraph",
        "parent": "art_5",
        "order": record["order"],
        "depth": 1,
        "citation": "Artículo 5 a)",
        "aliases": record["citation_aliases"],
        "heading": None,
        "heading_verified": False,
        "summary": record["summary_es"],
        "summary_status": "plain-language summary, not the authentic text",
        "official_text": {"text": "Texto", "source": "archivo", "edition": "2019"},
        "area": "nip",
        "topics": record["topics"],
        "chemicals": record["chemicals"],
        "in_force_since": None,
        "verification": "text-2009",
        "url": "http://127.0.0.1:8000/es/convention/article-5/#art_5__para_a",
        "children": [f"art_5__para_a__subpara_{label}" for label in ("i", "ii", "iii", "iv", "v", "vi")],
        "taught_in": [{"title": "A lesson", "url": "/en/a/"}],
    }


def test_chemicals(client):
    assert data(client, "/api/chemicals/")["count"] == 37
    found = data(client, "/api/chemicals/?annex=B&language=es")
    assert [row["slug"] for row in found["results"]] == ["ddt", "pfos"]
    assert data(client, "/api/chemicals/?group=unintentional")["count"] == sum(
        "C" in one["annexes"] for one in CHEMICALS
    )
    pcb = data(client, "/api/chemicals/pcb/?language=es")
    assert (pcb["name"], pcb["cas"][0]["number"]) == ("Bifenilos policlorados", "1336-36-3")
    assert pcb["acronyms"] == {"en": ["PCB", "PCBs"], "es": ["PCB", "BPC"]}
    assert "annex_a__part_ii" in pcb["provisions"]


def test_terms(client):
    assert data(client, "/api/terms/")["count"] == len(TERMS)
    found = data(client, "/api/terms/?q=plan%20nacional&language=es")["results"]
    assert [row["id"] for row in found] == ["national-implementation-plan"]
    assert data(client, "/api/terms/?domain=pcb")["count"] == sum(one["domain"] == "pcb" for one in TERMS)
    term = data(client, "/api/terms/disposal/?language=es")
    assert (term["text"], term["language"], term["authority"]) == ("eliminación", "es", "un")
    assert {one["language"]: one["avoid"] for one in term["wordings"]} == {"en": [], "es": ["disposición", "desecho"]}


@pytest.mark.parametrize(
    ("language", "text", "eids"),
    [
        ("en", "See Article 5(a)(i) and Annex A, Part II.", ["art_5__para_a__subpara_i", "annex_a__part_ii"]),
        ("es", "apartado a) del artículo 5", ["art_5__para_a"]),
        ("en", "Article 99", []),
        ("en", "nothing", []),
    ],
)
def test_citations_are_resolved(client, language, text, eids):
    found = client.get("/api/citations/resolve/", {"text": text, "language": language}).json()
    assert [row["eid"] for row in found["citations"]] == eids
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found["citations"])
    assert found["decisions"] == []


def test_decisions_are_resolved_to_what_they_are_about(client):
    found = client.get("/api/citations/resolve/", {"text": "SC-4/12, SC-11/19, SC-99/1", "language": "en"}).json()
    assert [(row["number"], row["about"]) for row in found["decisions"]] == [
        ("SC-4/12", ["chemical:chlordecone"]),
        ("SC-11/19", ["provision:art_17"]),
        ("SC-99/1", []),
    ]


def test_the_language_is_the_one_that_is_accepted(client):
    spanish = {"Accept-Language": "es-TT,es;q=0.9"}
    assert data(client, "/api/provisions/art_1/", **spanish)["citation"] == "Artículo 1"
    assert data(client, "/api/provisions/art_1/?language=en", **spanish)["citation"] == "Article 1"
    assert data(client, "/api/provisions/art_1/")["citation"] == "Article 1"


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("/api/provisions/?language=fr", "language"),
        ("/api/terms/disposal/?language=xx", "language"),
        ("/api/provisions/?article=five", "article"),
        ("/api/provisions/?annex=5", "annex"),
        ("/api/provisions/?article=5&annex=a", "annex"),
        ("/api/provisions/?kind=chapter", "kind"),
        ("/api/chemicals/?annex=Z", "annex"),
        ("/api/chemicals/?group=metal", "group"),
        ("/api/citations/resolve/", "text"),
        ("/api/citations/resolve/?text=%20", "text"),
        (f"/api/citations/resolve/?text={'a' * 2001}", "text"),
    ],
)
def test_what_is_wrongly_asked_is_refused_by_field(client, url, field):
    found = data(client, url, 400)
    assert [error["field"] for error in found["errors"]] == [field]


@pytest.mark.parametrize(
    "url", ["/api/provisions/art_99/", "/api/chemicals/gold/", "/api/terms/gold/", "/api/provisions/?page=99"]
)
def test_what_is_not_there_is_not_found(client, url):
    assert data(client, url, 404)["status"] == 404


def test_what_is_unpublished_is_not_given(client):
    provision("art_7").unpublish()
    assert data(client, "/api/provisions/art_7/", 404)["status"] == 404
    assert data(client, "/api/provisions/?article=7")["count"] == 6
    resolved = client.get("/api/citations/resolve/", {"text": "Article 7", "language": "en"}).json()
    assert resolved["citations"] == []


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("/api/provisions/?page_size=1", 3),
        ("/api/provisions/?page_size=100&language=es", 3),
        ("/api/provisions/art_5/", 4),
        ("/api/chemicals/?page_size=100", 1),
        ("/api/chemicals/pcb/", 4),
        ("/api/terms/?page_size=100", 2),
        ("/api/citations/resolve/?text=Article%205", 1),
    ],
)
def test_reads_cost_the_same_few_queries(client, django_assert_num_queries, settings, url, own):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    client.get(url)
    with django_assert_num_queries(own):
        client.get(url)
