"""Alive and ready."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import health
from search.backends import embedded
from search.indexing.engines import rest
from tests.services.postgresql import free_port


def test_alive_asks_nothing_of_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_every_part_works(client, monkeypatch):
    monkeypatch.setattr(health, "CHECKS", {"database": health.check_database, "queue": health.check_queue})
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": True, "queue": True, "degraded": []})


@pytest.mark.django_db
def test_an_index_that_cannot_answer_is_not_ready_and_says_why_in_the_log_alone(client, caplog, settings):
    # A file where the folder of the index should be.
    settings.SEARCH_INDEX_ROOT = __file__
    response = client.get("/readyz")
    assert (response.status_code, response.json()["index"]) == (503, False)
    assert b"test_health" not in response.content
    assert "not ready: index" in caplog.text


@pytest.mark.django_db
def test_a_task_nobody_takes_is_not_ready(client):
    def waiting(**times):
        task = DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", queue_name="fast", backend_name="default", **times
        )
        return DBTaskResult.objects.filter(pk=task.pk)

    old = timezone.now() - timedelta(minutes=6)
    waiting(run_after=timezone.now() + timedelta(hours=1)).update(enqueued_at=old)
    assert client.get("/readyz").json()["queue"] is True
    waiting(run_after=health.get_date_max()).update(enqueued_at=old)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["queue"]) == (503, False)


@pytest.mark.django_db
def test_without_an_index_the_site_is_not_ready(client, settings, tmp_path):
    settings.SEARCH_INDEX_ROOT = tmp_path
    response = client.get("/readyz")
    assert (response.status_code, response.json()["index"]) == (503, False)
    call_command("search_rebuild")
    assert client.get("/readyz").json()["index"] is True


@pytest.mark.django_db
def test_a_cluster_that_is_out_is_named_and_no_reason_to_take_the_site_away(client, settings, tmp_path, caplog):
    settings.SEARCH_INDEX_ROOT = tmp_path
    call_command("search_rebuild")
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["index"]) == (200, True)
    assert response.json()["degraded"] == ["elasticsearch"]
    assert "degraded: elasticsearch: Elasticsearch: ConnectionError" in caplog.text


@pytest.mark.django_db
def test_an_index_that_takes_no_changes_is_named(client, settings, tmp_path, caplog):
    settings.SEARCH_INDEX_ROOT = tmp_path
    call_command("search_rebuild")
    rest(embedded(), OSError("No space left on device"))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["degraded"]) == (200, ["embedded"])
    assert "takes no changes: OSError: No space left on device" in caplog.text
