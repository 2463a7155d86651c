"""Relevance on the real content: no merge makes search worse than the recorded baseline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command

from config.management.commands.demo import COURSE
from search import registry
from search.evaluation.judgments import shipped
from search.evaluation.runner import evaluate, regressions, report
from search.indexing import outbox
from search.management.commands.search_evaluate import BASELINE
from search.services.knowledge import forget
from search.services.results import Query
from search.services.search import rank, search

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


@pytest.fixture
def content(db) -> None:
    """The Convention, its chemicals and terms, and the first course, as the demo has them."""
    call_command("load_site_pages", verbosity=0)
    call_command("load_convention", verbosity=0)
    call_command("import_course", str(COURSE), verbosity=0)
    call_command("search_rebuild", stdout=StringIO())
    outbox.drain()
    forget()


def test_search_is_as_good_as_recorded(content):
    figures = report(evaluate(shipped()), "embedded")
    assert regressions(figures, json.loads(BASELINE.read_text())) == []
    for language in ("en", "es"):
        assert figures["languages"][language]["ndcg@10"] >= 0.85
        assert figures["languages"][language]["mrr"] >= 0.90
    assert abs(figures["languages"]["en"]["ndcg@10"] - figures["languages"]["es"]["ndcg@10"]) <= 0.03
    for stratum in ("citation", "cas"):
        assert figures["strata"][stratum]["success@1"] == 1.0
    assert figures["strata"]["no-answer"]["success@1"] >= 0.9
    accents_change_nothing()
    every_document_is_found_by_its_name()


def accents_change_nothing() -> None:
    bare = str.maketrans("áéíóúüÁÉÍÓÚ", "aeiouuAEIOU")
    for judgment in shipped():
        if judgment.language == "es":
            query = Query(judgment.query, "es")
            assert rank(query) == rank(Query(judgment.query.translate(bare), "es")), judgment.query


def every_document_is_found_by_its_name() -> None:
    """Each chemical, by each of its names that no other chemical bears, is the answer."""
    source = registry.sources()["chemicals"]
    for key in source.keys():  # noqa: SIM118 - a source is no mapping
        for document in source.documents(key):
            answer = search(Query(document.title, document.language)).answer
            assert answer is not None, document.title
            assert answer.family_id == document.family_id
