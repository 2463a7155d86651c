"""Whatever is typed is answered."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.domain.text import normalise
from search.services.results import PAGE_SIZE, Query
from search.services.search import search
from search.services.suggest import suggest

NASTY = [
    "\x00",
    "' OR 1=1 --",
    "../../etc/passwd",
    "*" * 300,
    "(" * 300,
    '"' * 301,
    "AND " * 100,
    "NOT NOT NOT",
    "a AND",
    "kind:",
    'kind:""',
    "title:( OR",
    "+ - + -",
    "+++---",
    "￿\u202e\u200b",
    "🧪🔥 waste",
    "ا ب ت",
    "化学物质",
    "ﬃ ½ ²",
    "\ue000mark\ue001",
    "art. 6 " * 60,
    "1336-36-3 " * 40,
    "a:b:c:d",
    "chemical:%s topic:{} course:\\",
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text", NASTY)
def test_known_nastiness(indexed, text, language):
    answer = search(Query(text, language))
    shown = [result.family_id for result in answer.results]
    assert (answer.engine, answer.degraded, answer.complete) == ("embedded", False, True)
    assert len(set(shown)) == len(shown) == min(answer.count, PAGE_SIZE)
    beginnings = normalise(text[:100])
    assert [entry.text for entry in suggest(text, language) if beginnings not in normalise(entry.text)] == []


words = st.sampled_from(
    ["article", "6", "(1)", "PCB", '"', "AND", "OR", "NOT", "-waste", "+stockpiles", "kind:lesson", "title:", "ñ", "…"]
)
queries = st.one_of(st.text(max_size=60), st.lists(words, max_size=8).map(" ".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=queries)
def test_any_text_is_answered_and_marked_safely(indexed, text):
    answer = search(Query(text, "en"))
    for result in answer.results:
        for html in (result.title_html, *result.highlights):
            assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
