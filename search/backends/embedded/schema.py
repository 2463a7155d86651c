"""How a document lies in tantivy: analysed in Python, stored whole, identified by raw terms."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

import tantivy

from search.backends.base import Hit, State
from search.backends.profiles import combination
from search.documents import KEY_FIELDS, PUBLIC, Document, analysed_texts
from search.domain.stemming import stem
from search.domain.text import normalise, words

# Raise when anything below, or the analysis it uses, changes what an index holds.
LAYOUT = 4
TEXT_FIELDS = ("title", "name", "heading", "body")
# All texts together: decides who is in, and is never scored; one look instead of one a field.
ANYWHERE = "anywhere"
SHADOW = "exact"
# The words of what everybody may read, for guesses at what was meant.
PUBLIC_WORDS = "public_words"
FAMILY, COMBINATION = "family", "combination"
# The engine gives numbers of many documents at once, texts only one by one.
NUMBERS = (f"{FAMILY}_number", f"{COMBINATION}_number")
# Between two titles or names, so that no phrase runs from one into the next.
GAP = "\x1f"
_JOIN = f" {GAP} "
_FIELDS = [item.name for item in fields(Document)]


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "hash", FAMILY):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("version", "ordinal"):
        builder.add_integer_field(name, stored=True)
    builder.add_bytes_field("document", stored=True)
    for name in NUMBERS:
        builder.add_unsigned_field(name, fast=True)
    # An entry that has a kind is no tombstone, and only a fast field is known to be there.
    builder.add_text_field("kind", fast=True, tokenizer_name="raw", index_option="basic")
    keys = [name for name in KEY_FIELDS if name not in ("kind", FAMILY)]
    for name in (*keys, COMBINATION, "code", "whole_name"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*TEXT_FIELDS, ANYWHERE, SHADOW):
        builder.add_text_field(name, tokenizer_name="whitespace")
    builder.add_text_field(PUBLIC_WORDS, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def number(text: str) -> int:
    """Stands for a text; two of a million texts share one with a chance of one in ten million."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def to_tantivy(document: Document, version: int) -> tantivy.Document:
    entry = tantivy.Document()
    _identify(entry, document.id, version, document.hash)
    entry.add_bytes("document", json.dumps(asdict(document), ensure_ascii=False).encode())
    for name, attribute in KEY_FIELDS.items():
        value = getattr(document, attribute)
        for item in (value,) if isinstance(value, str) else value:
            if item:
                entry.add_text(name, item)
    combined = combination(document)
    entry.add_text(COMBINATION, combined)
    for name, text in zip(NUMBERS, (document.family_id, combined), strict=True):
        entry.add_unsigned(name, number(text))
    entry.add_integer("ordinal", document.ordinal)
    for code in document.codes:
        entry.add_text("code", normalise(code))
    for name in document.names:
        entry.add_text("whole_name", normalise(name))
    _add_texts(entry, document)
    return entry


def _add_texts(entry: tantivy.Document, document: Document) -> None:
    """Each text stemmed, all of them stemmed, all of them as they stand."""
    written = {name: [words(part) for part in parts] for name, parts in analysed_texts(document).items()}
    stemmed = {
        name: _JOIN.join(" ".join(stem(word, document.language) for word in part) for part in parts)
        for name, parts in written.items()
    }
    for name, text in stemmed.items():
        entry.add_text(name, text)
    entry.add_text(ANYWHERE, _JOIN.join(stemmed.values()))
    entry.add_text(SHADOW, _JOIN.join(" ".join(part) for parts in written.values() for part in parts))
    if document.visibility == PUBLIC:
        entry.add_text(
            PUBLIC_WORDS, " ".join({word: None for parts in written.values() for part in parts for word in part})
        )


def tombstone(identity: str, version: int) -> tantivy.Document:
    """What remains of a deleted document, so that a late older version cannot bring it back; nothing finds it."""
    entry = tantivy.Document()
    _identify(entry, identity, version, "")
    return entry


def to_hit(entry: tantivy.Document, score: float) -> Hit:
    values: dict[str, Any] = {name: entry.get_first(name) for name in ("id", FAMILY, "ordinal")}
    return Hit(values["id"], values[FAMILY], values["ordinal"], round(score, 4), partial(from_tantivy, entry))


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
