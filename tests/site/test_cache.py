"""The cache holds limits: many people at once must not push each other's out."""

import pytest
from django.core.cache import cache

pytestmark = pytest.mark.django_db


def test_a_limit_outlasts_a_crowd():
    cache.set("limit", 5, 600)
    for number in range(400):
        cache.set(f"someone-{number}", 1, 600)
    assert cache.get("limit") == 5
    assert cache.get("someone-0") == 1


def test_the_database_keeps_enough_of_them(settings):
    assert settings.CACHES["default"]["OPTIONS"] == {"MAX_ENTRIES": 100_000}
