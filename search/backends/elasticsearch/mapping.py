"""How a document lies in Elasticsearch: texts for analysis, keys for filters, the whole of it for showing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import partial
from typing import Any

from elasticsearch.dsl import Boolean, Index, Integer, Keyword, Long, Object, Text
from elasticsearch.dsl import Mapping as FieldMapping

from search.backends.base import Hit, State
from search.backends.elasticsearch.analysis import ANYWHERE, EXACT, folded, stemmed
from search.backends.profiles import profile
from search.documents import KEY_FIELDS, Document, analysed_texts
from search.domain.text import normalise

TEXT_FIELDS = ("title", "name", "heading", "body")
CODE_FIELDS = ("code", "whole_name")
PROFILE = "profile"
# Between two titles or names, so that no phrase runs from one into the next.
GAP = 100
_FIELDS = [item.name for item in fields(Document)]
_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "1s"}


def index(name: str, language: str) -> Index:
    """An index of one language and generation, not yet created; what its mapping does not name is refused."""
    mapping = FieldMapping()
    mapping.meta("dynamic", "strict")
    mapping.field("document", Object(enabled=False))
    for key in ("id", "hash", PROFILE, *CODE_FIELDS, *KEY_FIELDS):
        mapping.field(key, Keyword())
    mapping.field("version", Long())
    mapping.field("ordinal", Integer())
    mapping.field("deleted", Boolean())
    for text in TEXT_FIELDS:
        copies = [EXACT, ANYWHERE]
        mapping.field(text, Text(analyzer=stemmed(language), copy_to=copies, position_increment_gap=GAP))
    # Decides who is in and is never scored: one look instead of one a field.
    mapping.field(ANYWHERE, Text(analyzer=stemmed(language), norms=False, position_increment_gap=GAP))
    mapping.field(EXACT, Text(analyzer=folded(), position_increment_gap=GAP))
    made = Index(name)
    made.mapping(mapping)
    made.settings(**_SETTINGS)
    return made


def to_source(document: Document, version: int) -> dict[str, Any]:
    texts = {name: [_composed(part) for part in parts] for name, parts in analysed_texts(document).items()}
    keys = {name: getattr(document, attribute) for name, attribute in KEY_FIELDS.items()}
    return {
        **texts,
        **{name: value for name, value in keys.items() if value},
        "id": document.id,
        "version": version,
        "hash": document.hash,
        "ordinal": document.ordinal,
        "deleted": False,
        PROFILE: profile(document),
        "code": [normalise(code) for code in document.codes],
        "whole_name": [normalise(name) for name in document.names],
        "document": asdict(document),
    }


def tombstone(identity: str, version: int) -> dict[str, Any]:
    """What remains of a deleted document, so that a late older version cannot bring it back; nothing finds it.

    Elasticsearch's own memory of a deletion ends after a minute (`index.gc_deletes`).
    """
    return {"id": identity, "version": version, "hash": "", "deleted": True}


def from_source(source: Mapping[str, Any]) -> Document:
    data = source["document"]
    values: dict[str, Any] = {
        name: tuple(data[name]) if isinstance(data[name], list) else data[name] for name in _FIELDS
    }
    return Document(**values)


def to_hit(source: Mapping[str, Any], score: float) -> Hit:
    data = source["document"]
    return Hit(data["id"], data["family_id"], data["ordinal"], round(score, 4), partial(from_source, source))


def state_of(source: Mapping[str, Any], language: str) -> State:
    return State(id=source["id"], language=language, version=source["version"], hash=source["hash"])


def _composed(text: str) -> str:
    """One code point for a letter with its accent, plain forms for ligatures and subscripts: folding needs both."""
    return unicodedata.normalize("NFKC", text)
