"""How a document lies in tantivy: analysed in Python, stored whole, identified by raw terms."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any

import tantivy

from search.backends.base import State
from search.backends.profiles import profile
from search.documents import KEY_FIELDS, Document, analysed_texts
from search.domain.stemming import stem
from search.domain.text import normalise, words

# Raise when anything below, or the analysis it uses, changes what an index holds.
LAYOUT = 2
TEXT_FIELDS = ("title", "name", "heading", "body")
SHADOW = "exact"
PROFILE = "profile"
# Between two titles or names, so that no phrase runs from one into the next.
GAP = "\x1f"
_JOIN = f" {GAP} "
_FIELDS = [item.name for item in fields(Document)]


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "hash"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("version", stored=True)
    builder.add_bytes_field("document", stored=True)
    builder.add_text_field(PROFILE, fast=True, tokenizer_name="raw", index_option="basic")
    # An entry that has a kind is no tombstone, and only a fast field is known to be there.
    builder.add_text_field("kind", fast=True, tokenizer_name="raw", index_option="basic")
    for name in (*(name for name in KEY_FIELDS if name != "kind"), "code", "whole_name"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*TEXT_FIELDS, SHADOW):
        builder.add_text_field(name, tokenizer_name="whitespace")
    return builder.build()


def to_tantivy(document: Document, version: int) -> tantivy.Document:
    entry = tantivy.Document()
    _identify(entry, document.id, version, document.hash)
    entry.add_bytes("document", json.dumps(asdict(document), ensure_ascii=False).encode())
    for name, attribute in KEY_FIELDS.items():
        value = getattr(document, attribute)
        for item in (value,) if isinstance(value, str) else value:
            if item:
                entry.add_text(name, item)
    entry.add_text(PROFILE, profile(document))
    for code in document.codes:
        entry.add_text("code", normalise(code))
    for name in document.names:
        entry.add_text("whole_name", normalise(name))
    texts = analysed_texts(document)
    for name, text in texts.items():
        entry.add_text(
            name, _JOIN.join(" ".join(stem(word, document.language) for word in words(part)) for part in text)
        )
    entry.add_text(SHADOW, _JOIN.join(" ".join(words(part)) for text in texts.values() for part in text))
    return entry


def tombstone(identity: str, version: int) -> tantivy.Document:
    """What remains of a deleted document, so that a late older version cannot bring it back; nothing finds it."""
    entry = tantivy.Document()
    _identify(entry, identity, version, "")
    return entry


def from_tantivy(entry: tantivy.Document) -> Document:
    stored: Any = entry.get_first("document")
    return _document(bytes(stored))


@lru_cache(maxsize=2048)
def _document(stored: bytes) -> Document:
    """Of a hundred hits in each language most were hits before."""
    data: dict[str, Any] = json.loads(stored)
    values: dict[str, Any] = {
        name: tuple(data[name]) if isinstance(data[name], list) else data[name] for name in _FIELDS
    }
    return Document(**values)


def _identify(entry: tantivy.Document, identity: str, version: int, digest: str) -> None:
    entry.add_text("id", identity)
    entry.add_integer("version", version)
    entry.add_text("hash", digest)


def state_of(entry: tantivy.Document, language: str) -> State:
    values: dict[str, Any] = {name: entry.get_first(name) for name in ("id", "version", "hash")}
    return State(language=language, **values)
