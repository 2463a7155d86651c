"""Relevance on the real content: no merge makes search worse than the recorded baseline."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command

from search import registry
from search.evaluation import goals
from search.evaluation.judgments import shipped
from search.evaluation.runner import evaluate, report
from search.services.knowledge import forget
from search.services.results import Query
from search.services.search import rank
from tests.databases import Databases
from tests.factories import demo
from tests.search.evaluation.identities import unmet, without_card

DECLARED = {name: dict(getattr(registry, name)()) for name in ("sources", "recognisers", "synonyms", "facet_labels")}


@pytest.fixture(autouse=True)
def empty_registry() -> Iterator[None]:
    """What the apps declared when they were loaded, and nothing that a test left behind."""
    with registry.isolated():
        for source in DECLARED["sources"].values():
            registry.register_source(source)
        for recogniser in DECLARED["recognisers"].values():
            registry.register_recogniser(recogniser)
        for name, function in DECLARED["synonyms"].items():
            registry.register_synonyms(name, function)
        yield


@pytest.fixture(scope="module")
def filled(databases: Databases) -> Iterator[None]:
    with databases.lent(demo.NAME, demo.fill):
        yield


@pytest.fixture
def content(filled, db, with_elasticsearch) -> None:
    """What the demo has, on both engines."""
    call_command("search_rebuild", stdout=StringIO())
    call_command("search_rebuild", engine="elasticsearch", stdout=StringIO())
    forget()


def test_search_is_as_good_as_recorded_on_both_engines(content):
    """One load of the content for everything that is asked of it."""
    judgments = shipped()
    reports = {engine: report(evaluate(judgments, engine), engine) for engine in goals.ENGINES}
    for engine, figures in reports.items():
        assert (engine, goals.regressions(figures, goals.baseline(engine))) == (engine, [])
        assert (engine, goals.missed(figures)) == (engine, [])
        assert (engine, goals.unasked(figures)) == (engine, [])
        accents_change_nothing(engine)
        assert (engine, without_card(engine)) == (engine, [])
    assert goals.apart(reports) == []
    assert unmet() == []


def accents_change_nothing(engine: str) -> None:
    bare = str.maketrans("áéíóúüñÁÉÍÓÚÑ", "aeiouunAEIOUN")
    pairs = [(each.query, each.query.translate(bare)) for each in shipped() if each.language == "es"]
    for query, without in pairs:
        if query != without:
            assert rank(Query(query, "es", engine=engine)) == rank(Query(without, "es", engine=engine)), (engine, query)
