"""The admin's home says what is wrong with search, since when and what to do, and waits for no engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from search.backends import embedded, get_backend
from search.backends.base import UnavailableError
from search.indexing import engines
from search.models import EngineState
from search.services.engines import breaker_of
from tests.elasticsearch.proxy import Hang, Proxy, proxy_before
from tests.search.indexing.conftest import aged, publish

pytestmark = pytest.mark.django_db
FULL = OSError("The index cannot be written: No space left on device (os error 28)")


def alarm(client) -> list[str]:
    """The sentences of the panel, an engine each; none when there is no panel."""
    html = client.get("/cms/").content.decode()
    panel = re.search(r'<section[^>]*id="search-alarm-section".*?</section>', html, re.DOTALL)
    if panel is None:
        assert "search-alarm" not in html
        return []
    texts = re.findall(r"<p>(.*?)</p>", panel.group(), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", text)).split()) for text in texts]


def since(engine: str) -> None:
    moment = timezone.make_aware(datetime(2026, 11, 28, 14, 5))
    EngineState.objects.filter(engine=engine).update(failing_since=moment)


@pytest.fixture
def door(settings) -> Iterator[Proxy]:
    """A cluster is set up that takes every question and says nothing."""
    with proxy_before("http://127.0.0.1:9") as silent:
        silent.fault = Hang()
        settings.ELASTICSEARCH_URL = silent.url
        yield silent


def test_a_full_disk_here(site, client_of):
    manager = client_of("manager")
    assert alarm(manager) == []
    engines.rest(embedded(), FULL)
    since("embedded")
    assert alarm(manager) == [
        "The search on this server has taken no changes since 28 November 2026, 14:05. Readers find what was "
        "published before; nothing is lost. Its disk is full: ask whoever runs this site to make room. "
        "It then goes on by itself."
    ]
    engines.recovered(embedded())
    assert alarm(manager) == []


def test_a_cluster_that_takes_nothing_and_the_other_that_is_left_waiting(site, client_of, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    engines.rest(get_backend("elasticsearch"), UnavailableError("Elasticsearch: ConnectionTimeout"))
    since("elasticsearch")
    publish(site, "page:waiting")
    aged(minutes=2)
    told = alarm(client_of("manager"))
    assert told[0] == (
        "Elasticsearch has taken no changes since 28 November 2026, 14:05. Readers are answered by the search on "
        "this server and miss nothing. Ask whoever runs this site to look for the cause in the log. "
        "It then goes on by itself."
    )
    assert told[1].startswith("Changes have waited for the search on this server since ")
    assert told[1].endswith(
        "Ask whoever runs this site to start the worker of the queue “fast”. It then goes on by itself."
    )


def test_in_the_editors_language(site, client_of, people):
    engines.rest(embedded(), FULL)
    since("embedded")
    client = client_of("manager")
    UserProfile.objects.update_or_create(user=people("manager"), defaults={"preferred_language": "es"})
    (told,) = alarm(client)
    assert "28 de noviembre de 2026 a las 14:05" in told
    with translation.override("es"):
        assert told.endswith(translation.gettext("It then goes on by itself."))


def test_for_those_who_may_see_the_reports(site, client_of):
    engines.rest(embedded(), FULL)
    told = {role: len(alarm(client_of(role))) for role in ("manager", "editor", "reviewer", "translator")}
    assert told == {"manager": 1, "editor": 1, "reviewer": 1, "translator": 0}


def test_no_engine_is_asked_and_queries_do_not_grow(site, client_of, door):
    manager = client_of("manager")
    alarm(manager)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alarm(manager)
        return len(captured)

    few = queries()
    publish(site, *(f"page:{number}" for number in range(20)))
    aged(minutes=2)
    engines.rest(embedded(), FULL)
    engines.rest(get_backend("elasticsearch"), UnavailableError("no answer"))
    assert queries() == few
    assert door.accepted == 0


def test_a_cluster_that_is_silent(site, client_of, door):
    breaker = breaker_of("elasticsearch")
    breaker.failed(breaker.allows(), "no answer")
    assert [sentence.split(".")[0] for sentence in alarm(client_of("manager"))] == ["Elasticsearch does not answer"]
