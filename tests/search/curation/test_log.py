from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search.backends import UnavailableError, embedded
from search.curation import log, tasks
from search.curation.models import EffectRun, SearchEvent, SynonymRule

pytestmark = pytest.mark.django_db

FIELDS = (
    *("query", "language", "engine", "degraded", "count", "answered", "nearest", "surface"),
    *("clicked_family", "clicked_rank"),
)


def events() -> list[tuple]:
    return list(SearchEvent.objects.order_by("at").values_list(*FIELDS))


def test_a_search_on_the_page_leaves_one_row(client, site):
    client.get("/es/search/", {"q": "Clordecona"})
    assert events() == [("clordecona", "es", "embedded", False, 1, True, False, "page", "", None)]


def test_a_search_by_the_api_leaves_one_row(client, site):
    client.get("/api/search/", {"q": "zebra", "language": "es"})
    assert events() == [("zebra", "es", "embedded", False, 0, False, False, "api", "", None)]


@pytest.mark.parametrize(("path", "surface"), [("/en/search/", "page"), ("/api/search/", "api")])
def test_that_only_what_comes_near_was_shown_is_noted(client, site, path, surface):
    client.get(path, {"q": "insecticide phone"})
    assert events() == [("insecticide phone", "en", "embedded", False, 2, False, True, surface, "", None)]


def test_nothing_of_the_person_is_kept():
    names = {field.name for field in SearchEvent._meta.get_fields()}
    assert names == {*FIELDS, "id", "at"}


@pytest.mark.parametrize(
    ("path", "parameters", "headers"),
    [
        ("/en/search/", {"q": "  "}, {}),
        ("/en/search/", {}, {}),
        ("/en/search/", {"q": "wastes", "page": "2"}, {}),
        ("/en/search/", {"q": "wastes", "kind": "lesson"}, {}),
        ("/en/search/", {"q": "wastes", "page": "none"}, {}),
        ("/en/search/", {"q": "wastes"}, {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("/en/search/", {"q": "wastes"}, {"Sec-Purpose": "prefetch;prerender"}),
        ("/api/search/suggest/", {"q": "wast"}, {}),
        ("/api/search/", {"q": "wastes", "page": "2"}, {}),
        ("/api/search/", {"q": "wastes", "language": "xx"}, {}),
    ],
)
def test_what_is_no_search_of_a_person_is_not_noted(client, site, path, parameters, headers):
    client.get(path, parameters, headers=headers)
    assert events() == []


def test_editors_try_out_readers_search(client_of, site):
    for role in ("editor", "manager"):
        client_of(role).get("/en/search/", {"q": "wastes"})
        client_of(role).get("/api/search/", {"q": "wastes"})
    assert events() == []
    client_of("learner").get("/en/search/", {"q": "wastes"})
    assert [row[0] for row in events()] == ["wastes"]


def test_a_search_that_nobody_answered_says_nothing_of_our_texts(client, site, monkeypatch):
    def out(*_args, **_kwargs):
        raise UnavailableError("cut")

    monkeypatch.setattr(embedded(), "search_many", out)
    client.get("/en/search/", {"q": "wastes"})
    client.get("/api/search/", {"q": "wastes"})
    assert events() == []


def test_looking_at_the_headers_is_no_search(client, site):
    client.head("/en/search/?q=wastes")
    assert events() == []


def test_the_row_costs_one_query(client, site, django_assert_num_queries):
    client.get("/en/search/?q=clordecona")
    event = SearchEvent(query="x", language="en", engine="embedded", count=0, surface="page")
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(1):
        log._write(event, request)


@pytest.mark.django_db(transaction=True)
def test_a_search_answers_although_its_row_cannot_be_written(client, site):
    with connection.schema_editor() as schema:
        schema.delete_model(SearchEvent)
    try:
        response = client.get("/en/search/?q=chlordecone")
    finally:
        with connection.schema_editor() as schema:
            schema.create_model(SearchEvent)
    assert response.status_code == 200
    assert b"Chlordecone" in response.content


def event(days: float, query: str = "x") -> SearchEvent:
    at = timezone.now() - timedelta(days=days)
    return SearchEvent.objects.create(query=query, language="en", engine="embedded", count=0, surface="page", at=at)


def test_after_ninety_days_a_search_is_forgotten():
    event(90.01, "old")
    event(89.99, "young")
    assert tasks.prune_searches.call() == 1
    assert [row[0] for row in events()] == ["young"]


def test_after_seven_days_a_trial_is_forgotten_with_the_queries_it_copied():
    kind = ContentType.objects.get_for_model(SynonymRule)
    for days in (7.01, 6.99):
        run = EffectRun.objects.create(content_type=kind, object_id=str(days))
        EffectRun.objects.filter(pk=run.pk).update(asked_at=timezone.now() - timedelta(days=days))
    assert tasks.prune_searches.call() == 1
    assert [run.object_id for run in EffectRun.objects.all()] == ["6.99"]
    assert DBTaskResult.objects.filter(task_path=tasks.prune_searches.module_path).count() == 1


def test_forgetting_comes_back_while_there_is_something_to_forget():
    event(1)
    tasks.prune_searches.call()
    tasks.prune_searches.call()
    waiting = DBTaskResult.objects.filter(task_path=tasks.prune_searches.module_path)
    assert [row.run_after.date() for row in waiting] == [(timezone.now() + timedelta(days=1)).date()]


def test_nothing_left_nothing_ordered():
    tasks.prune_searches.call()
    assert not DBTaskResult.objects.filter(task_path=tasks.prune_searches.module_path).exists()


def test_a_search_orders_the_forgetting_once_a_day(client, site, monkeypatch):
    monkeypatch.setattr(log, "_prune_at", 0.0)
    client.get("/en/search/?q=wastes")
    client.get("/en/search/?q=stockpiles")
    assert DBTaskResult.objects.filter(task_path=tasks.prune_searches.module_path).count() == 1


def test_the_daily_sweep_forgets_too():
    event(91)
    call_command("search_sweep", verbosity=0)
    assert events() == []
    assert not EffectRun.objects.exists()
