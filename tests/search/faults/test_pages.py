"""What is restricted, a draft, expired, unpublished or deleted is nowhere, whichever engine answers, at once."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.pages.models import LessonPage, ModulePage
from search.backends import get_backend
from search.indexing import generations, outbox
from search.services import engines, knowledge
from tests.elasticsearch.proxy import Hang, proxy_before
from tests.factories import pages

pytestmark = pytest.mark.django_db
ENGINES = ("elasticsearch", "embedded")
LANGUAGES = ("en", "es")


@pytest.fixture(autouse=True)
def empty_registry() -> None:
    """The installed apps, not the library."""


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_above(page: Any) -> None:
    restrict(page.get_parent().specific)


def expire(page: Any) -> None:
    page.expire_at = timezone.now() - timedelta(minutes=1)
    LessonPage.objects.filter(pk=page.pk).update(expire_at=page.expire_at)
    call_command("publish_scheduled")


def delete(page: Any) -> None:
    for row in LessonPage.objects.filter(lesson_id=page.lesson_id):
        row.delete()


# By the word that tells one page from all others; the last way hides them all.
WAYS: dict[str, Callable[[Any], None]] = {
    "zebrafish": restrict,
    "axolotl": expire,
    "narwhal": lambda page: page.unpublish(),
    "okapi": delete,
    "quokka": restrict_above,
}


@contextmanager
def answered_by(engine: str, settings) -> Iterator[None]:
    """A site with and one without a cluster; both engines took all changes."""
    url = settings.ELASTICSEARCH_URL
    if engine == "embedded":
        settings.ELASTICSEARCH_URL = ""
    yield
    settings.ELASTICSEARCH_URL = url


def seen(client, word: str, language: str) -> dict[str, Any]:
    """What a stranger is told: on the search page, by the API, and while typing."""
    knowledge.forget()
    page = client.get(f"/{language}/search/", {"q": word})
    api = client.get("/api/search/", {"q": word, "language": language}).json()
    typed = client.get("/api/search/suggest/", {"q": word[:5], "language": language}).json()
    return {
        "engine": (api["engine"], api["degraded"]),
        "page": (page.status_code, f"/{word}/" in unescape(page.content.decode())),
        "families": [hit["family_id"] for hit in api["results"]],
        "count": api["count"],
        "facets": [name for name, values in api["facets"].items() if values],
        "typed": [word in completion["text"].lower() for completion in typed["results"]],
    }


def found(engine: str, word: str) -> dict[str, Any]:
    return {
        "engine": (engine, False),
        "page": (200, True),
        "families": [f"lesson:{word}"],
        "count": 1,
        "facets": ["kind", "course"],
        "typed": [True],
    }


def nothing(engine: str) -> dict[str, Any]:
    quiet: dict[str, Any] = {"families": [], "count": 0, "facets": [], "typed": []}
    return {"engine": (engine, False), "page": (200, False), **quiet}


def listed(client, word: str) -> list[bool]:
    """Whether machines are told of it: in the sitemap, and in the list of all pages."""
    sitemap = client.get("/sitemap.xml").content.decode()
    every = client.get("/api/v2/pages/", {"type": "pages.LessonPage", "limit": 20}).content.decode()
    return [word in text for text in (sitemap, every)]


def test_what_is_hidden_in_any_way_is_nowhere(with_elasticsearch, settings, client):
    pages.tree(0)
    module = ModulePage.objects.get(slug="m1", language_code="en")
    generations.rebuild(get_backend("elasticsearch"))
    engines.breaker_of("elasticsearch").reset()
    made = {}
    for word in WAYS:
        made[word] = pages.lesson(module, word, title=f"{word.title()} studies")
        pages.translate(made[word], title=f"Estudios de {word}")
    outbox.drain()
    for engine in ENGINES:
        with answered_by(engine, settings):
            views = {word: [seen(client, word, language) for language in LANGUAGES] for word in WAYS}
            assert views == {word: [found(engine, word)] * 2 for word in WAYS}
    assert {word: listed(client, word) for word in WAYS} == {word: [True, True] for word in WAYS}
    for word, hide in WAYS.items():
        hide(LessonPage.objects.get(pk=made[word].pk))
        outbox.drain()
        for engine in ENGINES:
            with answered_by(engine, settings):
                assert [seen(client, word, language) for language in LANGUAGES] == [nothing(engine)] * 2
        assert listed(client, word) == [False, False]


def test_a_draft_is_nowhere(with_elasticsearch, settings, client):
    pages.tree(0)
    generations.rebuild(get_backend("elasticsearch"))
    module = ModulePage.objects.get(slug="m1", language_code="en")
    page = pages.lesson(module, "z", title="Whale studies")
    page.title = "Zebrafish studies"
    page.save_revision()
    pages.lesson(module, "y", live=False, title="Zebrafish studies")
    outbox.drain()
    for engine in ENGINES:
        with answered_by(engine, settings):
            assert [seen(client, "zebrafish", language) for language in LANGUAGES] == [nothing(engine)] * 2
    assert listed(client, "zebrafish") == [False, False]


def test_lessons_are_as_fast_as_ever_while_the_cluster_says_nothing(with_elasticsearch, settings, client):
    """Two searches wait for it, none after them; whoever reads a lesson does not notice."""
    pages.tree(1)
    lesson = LessonPage.objects.get(slug="l1", language_code="en")
    outbox.drain([get_backend("embedded")])
    client.get(lesson.url)
    with proxy_before(with_elasticsearch.url) as door:
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_TIMEOUT = door.url, 0.3
        door.fault = Hang()
        began = time.monotonic()
        response = client.get(lesson.url)
        assert (response.status_code, door.accepted) == (200, 0)
        assert time.monotonic() - began < 2
        page = client.get("/en/search/", {"q": "lesson"})
        assert "Our reserve search is answering" in page.content.decode()
        api = client.get("/api/search/", {"q": "lesson"}).json()
        assert (api["engine"], api["degraded"], api["count"]) == ("embedded", True, 1)
        assert client.get("/api/search/", {"q": "lesson"}).json()["count"] == 1
        assert door.accepted == 2
        assert client.get("/readyz").json()["degraded"] == ["elasticsearch"]
