"""Each kind of engine has a task and a queue: what is far away is never waited for by what is here."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search.backends.breaker import Breaker
from search.indexing import outbox
from search.indexing.tasks import apply_outbox, apply_outbox_to_clusters
from search.models import Delivery
from search.services import engines
from tests.search.indexing.conftest import aged, found, publish
from tests.services.postgresql import free_port


def ordered() -> list[tuple[str, str]]:
    tasks = DBTaskResult.objects.order_by("queue_name").values_list("queue_name", "task_path")
    return [(queue, path.rpartition(".")[2]) for queue, path in tasks]


@pytest.fixture
def nobody_there(indexed, settings) -> None:
    """A cluster is set up, and whoever asks it is refused."""
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"
    DBTaskResult.objects.all().delete()


def test_without_a_cluster_there_is_one_task(indexed):
    DBTaskResult.objects.all().delete()
    publish(indexed, "page:a")
    assert ordered() == [("fast", "apply_outbox")]


def test_with_a_cluster_there_are_two_in_two_queues(indexed, nobody_there):
    publish(indexed, "page:a")
    assert ordered() == [("cluster", "apply_outbox_to_clusters"), ("fast", "apply_outbox")]


def test_each_task_serves_its_own_engines(indexed, nobody_there, caplog):
    publish(indexed, "page:a")
    assert apply_outbox.func() == 1
    assert "page:a:en" in found()
    assert "Search engine" not in caplog.text
    publish(indexed, "page:b")
    assert apply_outbox_to_clusters.func() == 0
    assert "Search engine 'elasticsearch' takes no changes" in caplog.text
    assert "page:b:en" not in found()
    assert set(Delivery.objects.values_list("engine", flat=True)) == {"embedded"}


def test_a_task_orders_its_own_return_alone(indexed, nobody_there):
    apply_outbox_to_clusters.func()
    assert ordered() == [("cluster", "apply_outbox_to_clusters")]


def test_readers_stay_away_from_a_cluster_that_no_worker_serves(indexed, nobody_there):
    publish(indexed, "page:a")
    DBTaskResult.objects.all().delete()
    apply_outbox.func()
    assert engines.breaker_of("elasticsearch").is_closed()
    # Looked at again when a worker would have been through, whether anything else is published or not.
    (later,) = DBTaskResult.objects.all()
    assert later.task_path == apply_outbox.module_path
    assert timedelta(seconds=50) < later.run_after - timezone.now() <= outbox.LAG
    aged(minutes=2)
    later.delete()
    for _ in range(2):
        apply_outbox.func()
    assert not Breaker("elasticsearch").is_closed()
    # It may have come in between: whoever serves the cluster has something to do, and lets readers in again.
    assert ordered() == [("cluster", "apply_outbox_to_clusters")]


def test_an_engine_that_leaves_changes_lying_is_named(indexed, nobody_there):
    outbox.drain()
    publish(indexed, "page:a")
    aged(seconds=50)
    assert outbox.lagging() == {}
    aged(seconds=70)
    assert list(outbox.lagging()) == ["embedded", "elasticsearch"]
    assert engines.troubles()["embedded"].startswith("has left changes lying since ")
    assert engines.troubles()["elasticsearch"].startswith("takes no changes since ")
    apply_outbox.func()
    assert list(outbox.lagging()) == ["elasticsearch"]


def test_what_was_refused_is_not_left_lying_before_its_next_turn_has_come_and_gone(moody):
    outbox.drain()
    aged(hours=3)
    for ago, expected in ((-60, []), (10, []), (70, ["embedded"])):
        Delivery.objects.filter(done_at=None).update(retry_at=timezone.now() - timedelta(seconds=ago))
        assert list(outbox.lagging()) == expected
