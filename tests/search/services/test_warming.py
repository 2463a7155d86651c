"""A process that is about to serve: its first search is as quick as any, whatever goes wrong before."""

import logging

import pytest
from django.db import connection

from search.services import knowledge, warming
from search.services.results import Query
from search.services.search import search


@pytest.fixture(autouse=True)
def same_connection(monkeypatch):
    """The tests' transaction lives in it."""
    monkeypatch.setattr(warming.connections, "close_all", lambda: None)


def test_the_first_reader_waits_for_nothing(indexed, monkeypatch):
    knowledge.forget()
    warming.warm_up()
    monkeypatch.setattr(knowledge, "_make", lambda stamp: pytest.fail("made again"))
    assert search(Query("stockpiles and wastes", "en")).results[0].family_id == "provision:art_6"


def test_what_fails_is_told_and_keeps_nobody_from_serving(indexed, monkeypatch, caplog):
    def gone(query):
        raise OSError("no disk")

    monkeypatch.setattr(warming, "search", gone)
    with caplog.at_level(logging.ERROR):
        warming.warm_up()
    assert "Search could not be made ready" in caplog.text
    assert connection.connection is not None
