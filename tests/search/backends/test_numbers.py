"""Numbers of families and combinations become texts again, in whichever index they stand."""

from __future__ import annotations

import tantivy

from search.backends.embedded.numbers import Texts
from search.backends.embedded.schema import FAMILY, build_schema, number, to_tantivy
from tests.factories.search import document


def searcher(*families: str) -> tantivy.Searcher:
    index = tantivy.Index(build_schema())
    writer = index.writer(15_000_000, num_threads=1)
    for family in families:
        writer.add_document(to_tantivy(document(family, "en", "A page"), 1))
    writer.commit()
    index.reload()
    return index.searcher()


def test_what_one_language_lacks_is_not_forgotten_with_it():
    texts, english, spanish = Texts(), searcher("page:a", "page:en"), searcher("page:a", "page:es")
    assert texts.of(FAMILY, english, [number("page:en"), number("page:a")]) == ["page:en", "page:a"]
    assert texts.of(FAMILY, spanish, [number("page:es")]) == ["page:es"]
    # An index that holds nothing cannot teach it anew.
    assert texts.of(FAMILY, searcher(), [number("page:en"), number("page:es")]) == ["page:en", "page:es"]


def test_what_is_new_in_an_index_is_learnt():
    texts = Texts()
    assert texts.of(FAMILY, searcher("page:a"), [number("page:a")]) == ["page:a"]
    assert texts.of(FAMILY, searcher("page:a", "page:b"), [number("page:b")]) == ["page:b"]
