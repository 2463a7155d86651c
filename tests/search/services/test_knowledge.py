"""What queries need to know is made anew when the index changes, but not at any price."""

import threading
from dataclasses import replace

import pytest

from search import indexing
from search.indexing import outbox
from search.services import knowledge
from tests.factories.search import document

pytestmark = pytest.mark.django_db


def write(library, word):
    key = library.put(document("page:new", "en", "New", body=f"About {word}."))
    indexing.touch(library.name, key)
    outbox.drain()


def kept_since(seconds_ago, cost):
    """As if what is kept had been made some time ago, at some cost."""
    ((root, kept),) = knowledge._kept.items()
    knowledge._kept[root] = replace(kept, made_at=kept.made_at - seconds_ago, seconds=cost)


@pytest.mark.parametrize(("seconds_ago", "cost", "known"), [(0, 0.01, 0), (2, 0.01, 1), (2, 0.3, 0), (7, 0.3, 1)])
def test_it_rests_twenty_times_as_long_as_it_took(indexed, seconds_ago, cost, known):
    knowledge.lexicon()
    write(indexed, "zeppelin")
    kept_since(seconds_ago, cost)
    assert knowledge.lexicon().vocabularies["en"].frequency("zeppelin") == known


def test_nobody_waits_for_a_new_one_who_has_an_older_one(indexed):
    knowledge.lexicon()
    write(indexed, "zeppelin")
    kept_since(100, 0.01)
    found = []
    with knowledge._lock:
        asking = threading.Thread(target=lambda: found.append(knowledge.lexicon()))
        asking.start()
        asking.join(timeout=5)
    assert [lexicon.vocabularies["en"].frequency("zeppelin") for lexicon in found] == [0]
