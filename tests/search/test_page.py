"""The search page: works without script or cookie, in both languages, and keeps what was chosen."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.utils import translation
from django.utils.html import escape

from search import indexing, registry, syntax
from search.domain.grammar import parse
from search.indexing import outbox
from search.registry import FactValue
from search.services import knowledge
from tests.factories.accounts import AdministratorFactory, UserFactory, signed_in
from tests.factories.search import document


def get(client, language="en", **parameters):
    response = client.get(f"/{language}/search/", parameters)
    return response, unescape(response.content.decode())


def publish(library, *documents):
    for each in documents:
        library.put(each)
    indexing.touch_many(library.name, library.keys())
    outbox.drain()
    knowledge.forget()


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


def test_what_was_found_in_the_other_language_says_so(client, indexed):
    _, html = get(client, "es", q="reference guide account")
    assert 'lang="en" hreflang="en"' in html
    with translation.override("es"):
        assert str(translation.gettext("Found in English")) in html


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


def test_where_there_is_one_page_only_the_way_back_is_one_link(client, indexed):
    _, html = get(client, q="PCB", page=2)
    assert links(between(html, 'class="notice" role="status"', "</div>")) == ["?q=PCB"]


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
    assert signed_in(UserFactory()).get("/en/search/debug/?q=PCB").status_code == 302
    response = signed_in(AdministratorFactory()).get("/en/search/debug/?q=article 6")
    html = unescape(response.content.decode())
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "provision:art_6" in html
    assert '"coverage"' in html


def between(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]


def test_a_card_has_its_facts_its_parts_and_its_lessons(client, indexed):
    registry.register_facts(
        "provision", lambda key, language: [("Chemicals", [FactValue("PCB", "/pcb/"), FactValue(key)])]
    )
    publish(
        indexed,
        document("lesson:m9", "en", "Old stock", url="/en/m9/", provisions=("art_6",)),
        document(
            "lesson:m9",
            "en",
            "Old stock",
            part="sell",
            heading_path=("Never sell it",),
            url="/en/m9/#sell",
            provisions=("art_6",),
            ordinal=1,
        ),
    )
    _, html = get(client, q="article 6")
    card = between(html, 'class="answer-card"', "</section>")
    assert '<dt>Chemicals</dt><dd><a href="/pcb/">PCB</a> · art_6</dd>' in card
    assert ">Article 6(1)</a>" in card
    lessons = between(card, 'class="answer-card__lessons">', "</ul>")
    assert re.findall(r'href="([^"]+)"', lessons) == ["/en/m9/#sell"]
    assert 'Old stock <span class="meta">› Never sell it</span>' in lessons


@pytest.mark.parametrize(("language", "other"), [("en", "es"), ("es", "en")])
def test_a_fact_in_the_other_language_says_which(client, indexed, language, other):
    def facts(_key, reader):
        return [
            ("Names", [FactValue("PCB", language=reader), FactValue("X", language=other), FactValue("Y", "/y/", other)])
        ]

    registry.register_facts("chemical", facts)
    _, html = get(client, language, q="PCB")
    card = between(html, 'class="answer-card"', "</section>")
    said = f'PCB · <span lang="{other}">X</span> · <a href="/y/" lang="{other}">Y</a>'
    assert f"<dt>Names</dt><dd>{said}</dd>" in card
    data = client.get("/api/search/", {"q": "PCB", "language": language}).json()
    assert data["answer"]["facts"] == [
        {
            "label": "Names",
            "values": [
                {"text": "PCB", "url": "", "language": ""},
                {"text": "X", "url": "", "language": other},
                {"text": "Y", "url": "/y/", "language": other},
            ],
        }
    ]


def test_what_is_in_the_other_language_is_marked_as_such_in_every_part_of_a_hit(client, library, db):
    sections = [
        document(
            "lesson:m1", "en", "Mangroves", part=name, heading_path=(name,), body=f"Mangroves and {name}.", ordinal=at
        )
        for at, name in enumerate(("crabs", "roots"))
    ]
    publish(library, *sections)
    note = {"label": "Empezado", "state": "started", "url": "/on/", "action": "Seguir"}
    registry.register_annotation("progress", lambda request, families: {"lesson:m1": note})
    _, html = get(client, "es", q="mangroves")
    hit = between(html, '<li class="hit">', "</li>\n</ul>")
    assert 'Seguir<span class="visually-hidden" lang="en">: Mangroves</span>' in hit
    with translation.override("es"):
        other = translation.gettext("Other sections with these words")
    assert f'<ul class="sections" aria-label="{other}"><li lang="en">' in hit


def test_facts_that_fail_cost_only_themselves(client, indexed):
    def fail(_key, _language):
        raise RuntimeError("no facts today")

    registry.register_facts("provision", fail)
    response, html = get(client, q="article 6")
    assert response.status_code == 200
    assert 'class="answer-card"' in html


def test_what_the_card_shows_is_not_shown_again(client, indexed):
    _, html = get(client, q="PCB")
    assert html.count('data-family="chemical:pcb"') == 1


def test_paragraphs_stand_within_their_article(client, indexed):
    _, html = get(client, q="wastes stockpiles", kind="provision")
    cluster = between(html, 'data-family="provision:art_6"', "</section>")
    within = cluster.partition('class="hits hits--within"')[2]
    assert 'data-family="provision:art_6__para_1"' in within


def test_paragraphs_without_their_article_stand_below_its_name(client, library, db):
    publish(
        library,
        document("provision:art_30", "en", "Article 30: Language", ordinal=1),
        *(
            document(
                f"provision:art_30__para_{n}", "en", f"Article 30({n})", body="Mangroves.", parent="provision:art_30"
            )
            for n in (1, 2)
        ),
        document("provision:art_31__para_1", "en", "Article 31(1)", body="Mangroves.", parent="provision:art_31"),
    )
    _, html = get(client, q="mangroves")
    above = between(html, '<li class="hit hit--above">', "</section>")
    assert '<a href="/en/provision/art_30/">Article 30: Language</a>' in above
    assert re.findall(r'data-family="([^"]+)"', html) == [
        "provision:art_30__para_1",
        "provision:art_30__para_2",
        "provision:art_31__para_1",
    ]


def test_other_sections_of_a_lesson_are_deep_links(client, library, db):
    sections = [
        document(
            "lesson:m1",
            "en",
            "Mangroves",
            part=name,
            heading_path=(name.title(),),
            body=f"Mangroves and {name}.",
            ordinal=number,
        )
        for number, name in enumerate(("crabs", "roots", "leaves", "tides", "salt"))
    ]
    publish(library, *sections)
    _, html = get(client, q="mangroves")
    assert html.count('class="hit"') == 1
    parts = between(html, 'class="sections"', "</ul>")
    assert re.findall(r'href="/en/lesson/m1/#(\w+)"', parts) == ["roots", "leaves", "tides"]
    assert "<mark>Mangroves</mark> and roots." in parts


def test_hits_carry_their_rank_and_family(client, library, db):
    publish(library, *(document(f"page:{number:02}", "en", f"Leaflet {number}") for number in range(12)))
    _, html = get(client, q="leaflet", page=2)
    assert re.findall(r'data-rank="(\d+)"', html) == ["11", "12"]


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


def test_how_far_the_reader_is_stands_on_the_hit_and_is_nobody_elses(client, indexed):
    def progress(request, families):
        note = {"label": "In progress", "state": "started", "url": "/on/", "action": "Go on"}
        return {"lesson:m3-l4": note} if request.user.is_authenticated else {}

    registry.register_annotation("progress", progress)
    assert "In progress" not in get(client, q="transformers")[1]
    response = signed_in(UserFactory()).get("/en/search/?q=transformers")
    html = response.content.decode()
    assert '<span class="badge badge--warning">In progress</span> <a href="/on/">Go on<span' in html
    assert "no-store" in response["Cache-Control"]


class Progress:
    """How far a reader is with whatever is asked for, and what was asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, request, families):
        self.asked.append(list(families))
        courses = {family for family in families if family.startswith("course:")}
        return {
            family: {"label": "L", "state": "started", "url": "/on/" if family in courses else "", "action": "A"}
            for family in families
            if family in courses or family.startswith("lesson:")
        }


TITLES = [
    ("en", "The Stockholm Convention in practice"),
    ("es", "El Convenio de Estocolmo en la práctica"),
]
BADGE = '<span class="badge badge--warning">L</span>'


@pytest.mark.parametrize(("language", "title"), TITLES)
def test_how_far_the_reader_is_stands_on_the_card_that_takes_the_place_of_its_hit(client, indexed, language, title):
    progress = Progress()
    registry.register_annotation("progress", progress)
    _, html = get(client, language, q=title)
    card = between(html, 'class="answer-card"', "</section>")
    go_on = f'<a href="/on/">A<span class="visually-hidden">: {title}</span></a>'
    assert f'<p class="meta"> {BADGE} {go_on}' in card
    assert re.findall(r'data-family="(lesson:[^"]+)">.*</a> <span class="badge', card) == ["lesson:m3-l4"]
    assert 'data-family="course:pops"' not in html.replace(card, "")
    shown = set(re.findall(r'data-family="([^"]+)"', html))
    assert [sorted(families) for families in progress.asked] == [sorted(shown)]
    data = client.get("/api/search/", {"q": title, "language": language}).json()["answer"]
    assert data["notes"] == [{"state": "started", "label": "L", "url": "/on/"}]
    assert [lesson["notes"] for lesson in data["lessons"]] == [[{"state": "started", "label": "L", "url": ""}]]
    assert [part for part in data["parts"] if "notes" in part] == []


@pytest.mark.parametrize(
    ("language", "title"), [("en", "PCB equipment step by step"), ("es", "Equipos con PCB paso a paso")]
)
def test_a_lesson_by_its_title_says_how_far_the_reader_is(client, indexed, language, title):
    registry.register_annotation("progress", Progress())
    _, html = get(client, language, q=title)
    card = between(html, 'class="answer-card"', "</section>")
    assert re.search(rf'data-family="lesson:m3-l4">{title}</a></h2>\n<p class="meta"> {BADGE}\n</p>', card)


def test_nobody_else_is_told_how_far_anybody_is(client, indexed):
    registry.register_annotation("progress", lambda request, families: {})
    _, html = get(client, q=TITLES[0][1])
    assert "badge--warning" not in html


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_example_of_the_help_is_a_link_that_reads_as_it_says(client, indexed, language):
    response = client.get(f"/{language}/search/help/")
    html = unescape(response.content.decode())
    assert response.status_code == 200
    assert not response.cookies
    with translation.override(language):
        examples = [example for chapter in syntax.chapters() for example in chapter.examples]
        topic = translation.gettext("topic:stockpiles").partition(":")[2]
    assert len(examples) == 15
    for example in examples:
        assert f'<a href="/{language}/search/?{example.query_string}"><code>{example.text}</code></a>' in html
        assert not parse(example.text).malformed
    assert [dict(parse(example.text).filters) for example in examples if parse(example.text).filters] == [
        {"kind": ("lesson",)},
        {"chemical": ("DDT",)},
        {"topic": (topic,)},
    ]


LABELS = {
    "area": {
        "en": {"nip": "Key plans", "pops": "POPs", "understanding": "Articles"},
        "es": {"nip": "Planes clave", "pops": "COP", "understanding": "Artículos"},
    },
    "topic": {
        "en": {"stockpiles": "Stockpiles", "wastes": "Wastes", "plans": "BAT"},
        "es": {"stockpiles": "Existencias", "wastes": "Desechos", "plans": "MTD"},
    },
    "course": {"en": {"pops": "The Convention"}, "es": {"pops": "El Convenio"}},
}
VALUES = {
    "en": {
        "area": ["articles", '"Key plans"', "pops"],
        "topic": ["BAT", "stockpiles", "wastes"],
        "course": ['"The Convention"'],
    },
    "es": {
        "area": ["artículos", "COP", '"Planes clave"'],
        "topic": ["desechos", "existencias", "MTD"],
        "course": ['"El Convenio"'],
    },
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_help_lists_what_filters_take(client, indexed, language):
    for name, by_language in LABELS.items():
        registry.register_facet_labels(name, lambda values, reader, known=by_language: known[reader])
    html = unescape(client.get(f"/{language}/search/help/").content.decode())
    with translation.override(language):
        forms = {name: translation.gettext(f"{name}:{{value}}") for name in LABELS}
        titles = [translation.gettext(title) for title in ("Key area", "Topic", "Course")]
    expected = [forms[name].format(value=value) for name, values in VALUES[language].items() for value in values]
    assert re.findall(r"<li><code>([^<]+)</code>", html) == expected
    assert re.findall(r"<summary>([^<]+)</summary>", html) == titles
    assert [name for text in expected for name in parse(text).filters] == ["area"] * 3 + ["topic"] * 3 + ["course"]
