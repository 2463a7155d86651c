"""A site of its own for the benchmark: the Convention as it is, and as many made documents as are asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.search_scale.documents import families, family
from benchmarks.search_scale.words import LANGUAGES
from search.documents import Document


class Made:
    """A source whose objects are made when they are read, and a few of which were changed."""

    name = "made"

    def __init__(self, per_language: int, folder: Path) -> None:
        file = folder / f"made-{per_language}.json"
        if not file.exists():
            sizes = [len(documents) for documents in families(per_language)]
            file.write_text(json.dumps(sizes))
        self.sizes: list[int] = json.loads(file.read_text())
        self.changed: dict[str, str] = {}

    def keys(self) -> Iterable[str]:
        return map(str, range(1, len(self.sizes) + 1))

    def documents(self, key: str) -> list[Document]:
        found = family(int(key))[: self.sizes[int(key) - 1]]
        if key in self.changed:
            found = [replace(document, body=f"{document.body} {self.changed[key]}") for document in found]
        return found


@contextmanager
def world(per_language: int) -> Iterator[Made]:
    """Django set up and search filled with nothing but the Convention and made documents."""
    import django

    django.setup()
    from cms.convention import search_documents as convention
    from cms.terminology import search_documents as terminology
    from search import registry

    with registry.isolated():
        real = [convention.ProvisionSource(), convention.ChemicalSource(), terminology.TermSource()]
        for source in real:
            registry.register_source(source)
        for recogniser in (
            convention.CitationRecogniser(),
            convention.CasRecogniser(),
            convention.ChemicalRecogniser(),
            terminology.TermRecogniser(),
        ):
            registry.register_recogniser(recogniser)
        registry.register_synonyms("chemicals", convention.synonyms)
        registry.register_synonyms("terms", terminology.synonyms)
        registry.register_facet_labels("topic", convention.topic_labels)
        registry.register_facet_labels("chemical", convention.chemical_labels)
        given = sum(len(source.documents(key)) for source in real for key in source.keys())  # noqa: SIM118
        made = Made(max(0, per_language - given // len(LANGUAGES)), Path(os.environ["VAR_ROOT"]))
        registry.register_source(made)
        yield made
