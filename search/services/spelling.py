"""The query as it was probably meant, from our own words and written as our texts write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from search.backends.base import Hit
from search.domain.planner import content_terms, misspelt
from search.domain.text import tokens

if TYPE_CHECKING:
    from search.services.search import Understood

HITS_READ = 10


def suggestion(understood: Understood, hits: Sequence[Hit]) -> str | None:
    """The corrected query, or nothing when every word is known or beyond guessing."""
    parsed, vocabularies = understood.parsed, understood.lexicon.vocabularies
    wrong = misspelt(content_terms(parsed.terms), vocabularies)
    named = [item for item in understood.named if item.kind != "other"]
    if not wrong or any(item.start == 0 and item.end >= len(parsed.text) for item in named):
        return None
    written = _as_written(hits)
    text = parsed.text
    for term in sorted(parsed.terms, key=lambda term: -term.tokens[0].start):
        token = term.tokens[0]
        if token.folded in wrong and not term.phrase:
            best = wrong[token.folded][0].word
            text = text[: token.start] + written.get(best, best) + text[token.end :]
    return text


def _as_written(hits: Sequence[Hit]) -> dict[str, str]:
    """How the best hits write their words, accents included."""
    forms: dict[str, str] = {}
    for hit in hits[:HITS_READ]:
        for text in (hit.document.body, hit.document.summary, hit.document.title):
            for token in tokens(text):
                forms.setdefault(token.folded, text[token.start : token.end].lower())
    return forms
