"""The answer card: what it tells, what it hides, and how far the reader is."""

import re

import pytest

from search import registry
from search.registry import FactValue
from tests.factories.accounts import UserFactory, signed_in
from tests.factories.search import document
from tests.search.asking import between, get, publish


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


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [
        ("en", "The Stockholm Convention in practice", "Lessons"),
        ("es", "El Convenio de Estocolmo en la práctica", "Lecciones"),
    ],
)
def test_a_course_leads_to_each_of_its_lessons_once_and_to_its_beginning(client, indexed, language, title, heading):
    sections = [
        document(
            f"lesson:m1-l{n}", language, f"L {n}", part=part, url=f"/l{n}/#{part}", ordinal=at, parent="course:pops"
        )
        for n in range(1, 8)
        for at, part in enumerate(("", "a", "b"))
    ]
    publish(indexed, *sections)
    _, html = get(client, language, q=title)
    card = between(html, 'class="answer-card"', "</section>")
    assert "answer-card__parts" not in card
    assert f"<h3>{heading}</h3>" in card
    assert re.findall(r'<li><a href="([^"]+)"', card) == ["/l1/#", "/l2/#", "/l3/#", "/l4/#"]
    data = client.get("/api/search/", {"q": title, "language": language}).json()["answer"]
    assert data["parts"] == []
    assert [lesson["family_id"] for lesson in data["lessons"]] == [f"lesson:m1-l{n}" for n in range(1, 7)]


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


def test_how_far_the_reader_is_stands_on_the_hit_and_is_nobody_elses(client, indexed):
    def progress(request, families):
        note = {"label": "In progress", "state": "started", "url": "/on/", "action": "Go on"}
        return {"lesson:m3-l4": note} if request.user.is_authenticated else {}

    registry.register_annotation("progress", progress)
    assert "In progress" not in get(client, q="transformers")[1]
    response = signed_in(UserFactory()).get("/en/search/?q=transformers")
    html = response.content.decode()
    link = '<a href="/on/" data-rank="1" data-family="lesson:m3-l4">Go on<span'
    assert f'<span class="badge badge--warning">In progress</span> {link}' in html
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
