"""The help: every example a search of its own, and what filters take."""

import re
from html import unescape

import pytest
from django.utils import translation

from search import registry, syntax
from search.domain.grammar import parse


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
