"""Pages of results: on, back, and what lies beyond the last."""

import re

import pytest
from django.utils import translation

from search.backends.base import Capabilities
from search.backends.embedded.backend import EmbeddedBackend
from tests.factories.search import document
from tests.search.asking import between, get, links, publish


def test_pages_lead_on_and_back(client, library, db):
    publish(library, *(document(f"page:{number}", "en", f"Leaflet {number}") for number in range(25)))
    _, html = get(client, q="leaflet", page=2)
    assert "Page 2 of 3" in html
    assert {"?q=leaflet", "?q=leaflet&page=3"} <= set(links(html))
    shown = [set(re.findall(r'href="/en/page/(\d+)/', get(client, q="leaflet", page=page)[1])) for page in (1, 2, 3)]
    assert [len(page) for page in shown] == [10, 10, 5]
    assert len(set.union(*shown)) == 25


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("asked", "last"), [(4, 3), (9, 3), (50, 3)])
def test_a_page_beyond_the_last_leads_back(client, library, db, language, asked, last):
    publish(library, *(document(f"page:{number}", "en", f"Leaflet {number}") for number in range(25)))
    response, html = get(client, language, q="leaflet", kind="page", page=asked)
    with translation.override(language):
        sentence = translation.gettext("These results have no page %(page)s.") % {"page": asked}
        nothing = translation.gettext("Nothing was found.")
    assert response.status_code == 200
    assert sentence in html
    assert nothing not in html
    back = between(html, 'class="notice" role="status"', "</div>")
    assert links(back) == [f"?q=leaflet&kind=page&page={last}", "?q=leaflet&kind=page"]
    assert len(re.findall('class="hit"', get(client, language, q="leaflet", kind="page", page=last)[1])) == 5


@pytest.fixture
def long_lesson(library, db):
    """A lesson with more sections than are fetched for a page, all of them before twelve leaflets."""
    sections = [
        document(
            "lesson:m1", "en", "Mangroves", part=f"s{n}", heading_path=("Mangroves",), body="Mangroves.", ordinal=n
        )
        for n in range(130)
    ]
    leaflets = [
        document(f"page:{n}", "en", f"Leaflet {n}", body=f"{'Other words. ' * 9} Mangroves.") for n in range(12)
    ]
    publish(library, *sections, *leaflets)


def test_many_sections_of_one_lesson_keep_nothing_from_its_page(client, long_lesson):
    shown = []
    for page in (1, 2):
        _, html = get(client, q="mangroves", page=page)
        assert f"Page {page} of 2" in html
        shown.append(re.findall(r'<h3><a [^>]*data-family="([^"]+)"', html))
    assert shown[0][0] == "lesson:m1"
    assert [len(families) for families in shown] == [10, 3]
    assert len({*shown[0], *shown[1]}) == 13


def test_pages_end_where_engines_give_no_more(client, long_lesson, monkeypatch):
    monkeypatch.setattr(EmbeddedBackend, "capabilities", Capabilities(fuzzy=True, generations=True, max_window=120))
    _, html = get(client, q="mangroves")
    assert "13 results" in html
    assert 'class="pager"' not in html
    _, html = get(client, q="mangroves", page=2)
    assert links(between(html, 'class="notice" role="status"', "</div>")) == ["?q=mangroves"]


def test_where_there_is_one_page_only_the_way_back_is_one_link(client, indexed):
    _, html = get(client, q="PCB", page=2)
    assert links(between(html, 'class="notice" role="status"', "</div>")) == ["?q=PCB"]


def test_hits_carry_their_rank_and_family(client, library, db):
    publish(library, *(document(f"page:{number:02}", "en", f"Leaflet {number}") for number in range(12)))
    _, html = get(client, q="leaflet", page=2)
    assert re.findall(r'data-rank="(\d+)"', html) == ["11", "12"]
