"""Kinds, facets and chosen filters: by link, by the words of the query, and away again."""

import re
from urllib.parse import parse_qs

import pytest

from search import registry
from tests.factories.search import document
from tests.search.asking import between, get, links, publish


@pytest.mark.parametrize(
    ("language", "wrong", "right"), [("en", "transfomers", "transformers"), ("es", "trasformadores", "transformadores")]
)
def test_did_you_mean_keeps_filters_and_course(client, indexed, language, wrong, right):
    _, html = get(client, language, q=wrong, course="pops", kind="lesson", page=2)
    meant = between(html, 'class="meant"', "</p>")
    assert [parse_qs(link[1:]) for link in links(meant)] == [{"q": [right], "course": ["pops"], "kind": ["lesson"]}]


def test_facets_are_links_that_keep_the_rest(client, indexed):
    _, html = get(client, q="stockpiles", topic="wastes")
    facet = next(link for link in links(html) if "topic=stockpiles" in link)
    assert parse_qs(facet[1:]) == {"q": ["stockpiles"], "topic": ["wastes", "stockpiles"]}
    assert '<input type="hidden" name="topic" value="wastes">' in html
    assert {"q": ["stockpiles"]} in [parse_qs(link[1:]) for link in links(html)]
    facets = between(html, 'class="sidebar facets"', "</aside>")
    chosen = re.findall(r'href="([^"]*)" rel="nofollow" aria-current="true"><span>(\w+)', facets)
    assert chosen == [("?q=stockpiles", "wastes")]


def test_kinds_are_chosen_one_at_a_time(client, indexed):
    _, html = get(client, q="PCB")
    kinds = between(html, 'class="kinds"', "</nav>")
    assert re.findall(r'href="(\?[^"]*)"', kinds) == ["?q=PCB", "?q=PCB&kind=chemical", "?q=PCB&kind=lesson"]
    assert re.findall(r'<span class="meta">(\d+)</span>', kinds) == ["2", "1", "1"]
    _, html = get(client, q="PCB", kind="lesson")
    chosen = between(html, 'class="kinds"', "</nav>")
    assert re.search(r'href="\?q=PCB&kind=lesson" rel="nofollow" aria-current="true"', chosen)
    assert re.findall(r'<span class="meta">(\d+)</span>', chosen) == ["2", "1", "1"]


@pytest.mark.parametrize(("language", "text"), [("en", "kind:lesson inventory"), ("es", "tipo:lección inventario")])
def test_a_kind_written_in_the_words_leaves_no_kinds_to_choose(client, indexed, language, text):
    _, html = get(client, language, q=text)
    assert set(re.findall(r'data-family="(\w+):', html)) == {"lesson"}
    assert 'class="kinds"' not in html
    assert 'class="chips"' not in html


def test_a_kind_of_the_address_beside_one_in_the_words_can_be_taken_away(client, indexed):
    _, html = get(client, q="kind:lesson PCB", kind="chemical")
    assert 'class="kinds"' not in html
    chips = between(html, 'class="chips"', "</ul>")
    assert [parse_qs(link[1:]) for link in links(chips)] == [{"q": ["kind:lesson PCB"]}]
    assert "Kind:</span> Chemicals" in chips


def test_filters_are_taken_away_one_by_one_or_together(client, indexed):
    _, html = get(client, q="stockpiles", topic=["stockpiles", "wastes"], kind="provision")
    chips = between(html, 'class="chips"', "</ul>")
    assert [parse_qs(link[1:]) for link in re.findall(r'href="(\?[^"]*)"', chips)] == [
        {"q": ["stockpiles"], "kind": ["provision"], "topic": ["wastes"]},
        {"q": ["stockpiles"], "kind": ["provision"], "topic": ["stockpiles"]},
        {"q": ["stockpiles"]},
    ]


def test_a_value_with_nothing_behind_it_is_not_offered(client, indexed):
    _, html = get(client, q="PCB", topic="plans")
    assert "Nothing was found." in html
    assert 'class="sidebar facets"' not in html
    assert "Search again without filters" in html


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        ({"q": "PCB", "topic": "plans"}, "?q=PCB"),
        ({"q": "topic:plans PCB"}, "?q=PCB"),
        ({"q": 'PCB AND topic:"nobody knows"', "kind": "term"}, "?q=PCB"),
        ({"q": '"waste oil" -tema:plans título:zzz kind:term'}, "?q=%22waste+oil%22+t%C3%ADtulo%3Azzz"),
        ({"q": '"kind:term nowhere"'}, ""),
        ({"q": "topic:nowhere"}, ""),
        ({"q": "topic:nowhere NOT waste"}, ""),
        ({"q": "zzzz"}, ""),
    ],
)
def test_nothing_found_offers_the_words_without_any_filter(client, indexed, asked, again):
    _, html = get(client, **asked)
    notice = between(html, 'class="notice" role="status"', "</div>")
    assert "Nothing was found." in notice
    assert links(notice) == ([again] if again else [])


def test_one_value_is_offered_where_it_would_narrow(client, library, db):
    publish(
        library,
        document("page:1", "en", "Leaflet one", topics=("wastes",)),
        document("page:2", "en", "Leaflet two", area="pops"),
        document("page:3", "en", "Leaflet three", area="pops"),
    )

    def offered(**filters):
        aside = between(get(client, q="leaflet", **filters)[1], 'class="sidebar facets"', "</aside>")
        return [link.partition("leaflet")[2] for link in links(aside)]

    assert offered() == ["&area=pops", "&topic=wastes"]
    assert offered(topic="wastes") == []
    assert offered(area="pops") == []


@pytest.mark.parametrize(
    ("language", "kind", "topic"),
    [("en", "Kind: Provisions", "Topic: wastes"), ("es", "Tipo: Disposiciones", "Tema: wastes")],
)
def test_paper_says_what_was_asked_with_its_filters(client, indexed, language, kind, topic):
    _, html = get(client, language, q="PCB waste", kind="provision", topic="wastes")
    assert f'<p class="asked" aria-hidden="true">PCB waste · {kind} · {topic}</p>' in html
    _, html = get(client, language, topic="wastes")
    assert f'<p class="asked" aria-hidden="true">{topic}</p>' in html


def test_many_values_are_folded(client, library, db):
    publish(library, *(document(f"page:{n}", "en", f"Leaflet {n}", topics=(f"t{n}",)) for n in range(9)))
    _, html = get(client, q="leaflet")
    facet = between(html, 'class="sidebar facets"', "</aside>")
    first, _, more = facet.partition("<details>")
    assert (first.count("<li>"), more.count("<li>")) == (5, 4)
    assert "4 more" in more


def test_a_filter_written_in_the_words_is_not_a_link(client, indexed):
    _, html = get(client, q="topic:stockpiles waste")
    assert "(chosen by the words of the query)" in html


def test_a_search_within_a_course_says_so_and_offers_more(client, indexed):
    registry.register_facet_labels("course", lambda values, language: {"pops": "The first course"})
    _, html = get(client, q="PCB", course="pops")
    assert "Only within the course <b>The first course</b>." in html
    assert '<a href="?q=PCB">Search everywhere</a>' in html
