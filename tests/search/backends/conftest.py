"""Engines under the contract; each test runs on every one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.backends.base import Backend, Upsert
from search.backends.embedded.backend import EmbeddedBackend
from search.domain.plan import Clause, Match, Plan
from search.domain.stemming import stems
from tests.factories.search import both, document

LANGUAGES = ("en", "es")
ENGINES = ("embedded", "elasticsearch")
TITLES = ("Open burning of waste", "Quema de desechos a cielo abierto")
BODIES = ("Fires in landfills release dioxins.", "El fuego en vertederos libera dioxinas.")


@pytest.fixture(params=ENGINES)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    if request.param == "elasticsearch":
        engine: Backend = request.getfixturevalue("elasticsearch")
        return engine
    return EmbeddedBackend(tmp_path / "index", LANGUAGES)


def clause(text: str, language: str = "en", **values) -> Clause:
    exact = values.pop("exact", False)
    words = tuple(text.split()) if exact else tuple(stems(text, language))
    return Clause(text, (Match(words, exact=exact),), **values)


def plan(*clauses: Clause, language: str = "en", coverage: int = 1, **values) -> Plan:
    weights = {"title": 3.0, "name": 4.0, "heading": 1.2, "body": 1.0}
    return Plan(language=language, clauses=clauses, coverage=coverage, weights=weights, **values)


def found(backend, asked: Plan, generation: str = "") -> list[str]:
    return [hit.document.id for hit in backend.search(asked, generation).hits]


@pytest.fixture
def filled(backend):
    documents = [
        *both("provision:p1", TITLES, BODIES, topics=("burning", "wastes"), area="understanding", ordinal=1),
        *both(
            "provision:p2",
            ("Stockpiles", "Existencias"),
            ("Waste is what is no longer used. Open the drums before burning nothing.", "Los desechos ya no se usan."),
            topics=("wastes",),
            area="nip",
            ordinal=2,
        ),
        *both(
            "chemical:pcb",
            ("Polychlorinated biphenyls", "Bifenilos policlorados"),
            ("Transformer oils.", "Aceites de transformadores."),
            names=("PCB",),
            codes=("1336-36-3",),
            ordinal=3,
        ),
        document("page:guide", "en", "Guide", body="How to learn about waste on a phone.", visibility="private"),
    ]
    backend.apply([Upsert(each, 1) for each in documents])
    return backend
