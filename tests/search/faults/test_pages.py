"""What is restricted, a draft, expired, unpublished or deleted is nowhere in search, on either engine, at once."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.pages.models import LessonPage, ModulePage
from search.backends import get_backend
from search.indexing import generations, outbox
from search.services import engines, knowledge
from search.services.results import Query
from search.services.search import search
from search.services.suggest import suggest
from tests.elasticsearch.proxy import Hang, proxy_before
from tests.factories import pages

pytestmark = pytest.mark.django_db
WORDS = ("zebrafish", "axolotl", "narwhal", "okapi", "quokka")


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


WAYS: dict[str, Callable[[Any], None]] = {
    "restricted": restrict,
    "restricted above": restrict_above,
    "expired": expire,
    "unpublished": lambda page: page.unpublish(),
    "deleted": delete,
}


def seen(word: str, engine: str, language: str) -> dict[str, Any]:
    knowledge.forget()
    answer = search(Query(word, language, engine=engine))
    return {
        "families": [result.family_id for result in answer.results],
        "count": answer.count,
        "facets": {name: [value.value for value in values] for name, values in answer.facets.items() if values},
        "suggestions": [completion.family_id for completion in suggest(word[:5], language)],
        "degraded": answer.degraded,
    }


NOTHING: dict[str, Any] = {"families": [], "count": 0, "facets": {}, "suggestions": [], "degraded": False}


def everywhere(word: str) -> list[dict[str, Any]]:
    return [seen(word, engine, language) for engine in ("embedded", "elasticsearch") for language in ("en", "es")]


def test_hidden_in_every_way_from_both_engines(with_elasticsearch):
    pages.tree(0)
    module = ModulePage.objects.get(slug="m1", language_code="en")
    generations.rebuild(get_backend("elasticsearch"))
    engines.breaker_of("elasticsearch").reset()
    for word, (way, hide) in zip(WORDS, WAYS.items(), strict=True):
        page = pages.lesson(module, word, title=f"{word.title()} studies")
        pages.translate(page, title=f"Estudios de {word}")
        outbox.drain()
        found = everywhere(word)
        assert [view["families"] for view in found] == [[f"lesson:{word}"]] * 4, way
        assert [view["count"] for view in found] == [1] * 4
        assert all("course" in view["facets"] for view in found)
        began = time.monotonic()
        hide(LessonPage.objects.get(pk=page.pk))
        outbox.drain()
        took = time.monotonic() - began
        assert everywhere(word) == [NOTHING] * 4, way
        assert took < 2, way
        PageViewRestriction.objects.all().delete()


def test_a_draft_is_nowhere(with_elasticsearch):
    pages.tree(0)
    generations.rebuild(get_backend("elasticsearch"))
    module = ModulePage.objects.get(slug="m1", language_code="en")
    page = pages.lesson(module, "z", title="Whale studies")
    page.title = "Zebrafish studies"
    page.save_revision()
    pages.lesson(module, "y", live=False, title="Zebrafish studies")
    outbox.drain()
    assert everywhere("zebrafish") == [NOTHING] * 4


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
