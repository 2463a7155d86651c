"""Two releases on one cluster, each with indices of its own layout: neither takes the other's away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from search.backends.base import UnavailableError, Upsert
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.elasticsearch.client import Access
from search.backends.elasticsearch.indices import NAMED
from search.backends.elasticsearch.mapping import index
from tests.elasticsearch.fixtures import PATIENCE
from tests.factories.search import document

PAGE = Upsert(document("page:a", "en", "A page"), 1)


def promote(backend: ElasticsearchBackend, days: int = 0) -> str:
    """A generation that was made so many days ago answers from now on."""
    generation = (datetime.now(tz=UTC) - timedelta(days=days)).strftime(NAMED)
    for language in backend.languages:
        index(backend.indices.name(language, generation), language).create(using=backend.access.connect())
    backend.promote(generation)
    return generation


@pytest.fixture
def newer(elasticsearch: ElasticsearchBackend, tmp_path: Path) -> ElasticsearchBackend:
    """The next release, which reads and writes another layout."""
    return ElasticsearchBackend(elasticsearch.access, ("en", "es", "fr"), tmp_path / "newer", PATIENCE)


def test_the_first_rebuild_of_a_release_leaves_the_one_that_still_runs_alone(elasticsearch, newer):
    """The release before has run for months, on an index that was made when it came."""
    generation = promote(elasticsearch, days=100)
    for _ in range(3):
        newer.promote(newer.begin_generation())
        elasticsearch.apply([PAGE])
        assert elasticsearch.health().documents == {"en": 1, "es": 0}
    assert elasticsearch.current() == generation


def test_a_release_that_comes_back_within_a_week_finds_its_index_and_then_it_goes(elasticsearch, newer):
    generation = promote(elasticsearch, days=100)
    promote(newer, days=6)
    newer.promote(newer.begin_generation())
    assert elasticsearch.current() == generation
    promote(newer, days=8)
    newer.begin_generation()
    assert elasticsearch.current() == generation
    newer.promote(newer.begin_generation())
    assert (elasticsearch.current(), newer.health().ok) == ("", True)


def test_what_another_release_has_made_this_week_stays(elasticsearch, newer):
    generation = promote(elasticsearch, days=6)
    promote(newer, days=8)
    newer.promote(newer.begin_generation())
    assert elasticsearch.current() == generation


def test_a_site_whose_name_begins_like_ours_keeps_its_indices(elasticsearch, tmp_path):
    access = Access(elasticsearch.access.url, prefix=f"{elasticsearch.access.prefix}-en")
    other = ElasticsearchBackend(access, ("en", "es"), tmp_path / "other", PATIENCE)
    promote(other, days=100)
    promote(elasticsearch, days=8)
    elasticsearch.promote(elasticsearch.begin_generation())
    other.apply([PAGE])
    assert (other.health().ok, elasticsearch.health().ok) == (True, True)


def test_a_closed_generation_that_serves_for_nothing_is_removed_too(elasticsearch):
    generation = elasticsearch.begin_generation()
    names = [elasticsearch.indices.name(language, generation) for language in ("en", "es")]
    elasticsearch.access.connect().indices.close(index=names)
    elasticsearch.promote(elasticsearch.begin_generation())
    assert not elasticsearch.access.connect().indices.exists(index=names[0])


def test_half_a_generation_is_no_way_back(elasticsearch):
    first, second = promote(elasticsearch, days=1), promote(elasticsearch)
    elasticsearch.access.connect().indices.delete(index=elasticsearch.indices.name("es", first))
    with pytest.raises(UnavailableError, match="no earlier generation"):
        elasticsearch.rollback()
    assert elasticsearch.current() == second
