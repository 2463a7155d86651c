"""What only comes near is shown, and said to."""

import pytest

from search import indexing
from search.indexing import outbox
from search.services import knowledge
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document


@pytest.fixture
def poles(indexed):
    """One page about poles, one about paint, none about both."""
    for key, body in (("poles", "Utility poles stand beside the road."), ("paint", "Old paint on walls.")):
        indexing.touch("library", indexed.put(document(f"page:{key}", "en", key.title(), body=body)))
    outbox.drain()
    knowledge.forget()


@pytest.mark.parametrize(
    ("text", "count", "nearest"),
    [
        ("utility poles", 1, False),
        ("poles paint", 2, True),
        ("utility poles paint", 1, False),
        ("article 6(1) poles", 1, False),
        ("football", 0, False),
    ],
)
def test_nothing_with_most_of_the_words_is_told(poles, text, count, nearest):
    answer = search(Query(text, "en"))
    assert (answer.count >= count, answer.nearest) == (True, nearest)


def test_the_page_and_the_api_say_so(poles, client):
    text = "Nothing here has most of your words. These come nearest."
    assert text in client.get("/en/search/?q=poles+paint").content.decode()
    assert text not in client.get("/en/search/?q=utility+poles").content.decode()
    assert client.get("/api/search/?q=poles+paint&language=en").json()["nearest"] is True
