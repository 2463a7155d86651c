"""Declaring to search: named, once, and only for a while in tests."""

import pytest

from search import registry
from search.documents import Document
from tests.factories.search import Library, document


def test_a_name_is_taken_once():
    registry.register_source(Library())
    with pytest.raises(ValueError, match="The search source 'library' is registered twice"):
        registry.register_source(Library())


def test_a_name_is_needed():
    with pytest.raises(ValueError, match="needs a name"):
        registry.register_synonyms("", lambda language: [])


def test_isolation_gives_back_what_was_there():
    registry.register_source(Library())
    with registry.isolated():
        assert not registry.sources()
        registry.register_annotation("x", lambda request, ids: {})
    assert list(registry.sources()) == ["library"]
    assert not registry.annotators()


@pytest.mark.parametrize("identity", ["page:a", "page:a:es", "page:ab:en", "page:a:english"])
def test_an_id_says_family_and_language(identity):
    with pytest.raises(ValueError, match="must be 'page:a:en' or begin with"):
        Document(id=identity, family_id="page:a", language="en", kind="page", title="A", url="/")


def test_visibility_is_one_of_two():
    with pytest.raises(ValueError, match="'public' or 'private'"):
        document("page:a", "en", "A", visibility="staff")


def test_the_hash_follows_everything_that_is_shown_or_indexed():
    base = document("page:a", "en", "A", body="text")
    assert base.hash == document("page:a", "en", "A", body="text").hash
    changed = [{"title": "B"}, {"body": "other"}, {"url": "/x/"}, {"topics": ("t",)}, {"visibility": "private"}]
    hashes = {
        document("page:a", "en", values.pop("title", "A"), **({"body": "text"} | values)).hash for values in changed
    }
    assert len(hashes | {base.hash}) == 6


def test_the_part_is_the_same_in_every_language():
    assert document("lesson:a", "en", "A", part="s1").part == document("lesson:a", "es", "A", part="s1").part == ":s1"
