"""How results stand together, and what each of them shows."""

import re

from django.utils import translation

from search import registry
from tests.factories.search import document
from tests.search.asking import between, get, publish


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
    # Opened, it counts as the first result below it.
    heading = '<a href="/en/provision/art_30/" data-rank="1" data-family="provision:art_30">Article 30: Language</a>'
    assert heading in above
    assert re.findall(r'data-family="([^"]+)"', html) == [
        "provision:art_30",
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


def test_what_was_found_in_the_other_language_says_so(client, indexed):
    _, html = get(client, "es", q="reference guide account")
    assert 'lang="en" hreflang="en"' in html
    with translation.override("es"):
        assert str(translation.gettext("Found in English")) in html


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
