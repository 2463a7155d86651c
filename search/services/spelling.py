"""The query as it was probably meant, from our own words and written as our texts write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from search.backends.base import Hit
from search.domain.grammar import ParsedQuery
from search.domain.terms import content_terms, misspelt
from search.domain.text import tokens
from search.domain.vocabulary import SAME_SOUND, Vocabulary
from search.services.knowledge import holds

if TYPE_CHECKING:
    from search.services.search import Understood

HITS_READ = 10
# How much rarer a word may be in texts of its own language than in others.
QUOTED = 2


def suggestion(understood: Understood, language: str, hits: Sequence[Hit]) -> str | None:
    """The corrected query, or nothing when every word is known or beyond guessing."""
    parsed, vocabularies = understood.parsed, understood.lexicon.vocabularies
    wrong = misspelt(content_terms(parsed.terms), vocabularies, understood.named)
    spoken = _language(parsed, language, vocabularies) if wrong else language
    meant = {word: best for word in wrong if (best := _meant(word, spoken, vocabularies))}
    if not meant:
        return None
    written = _as_written(hits, spoken)
    text = parsed.text
    for term in sorted(parsed.terms, key=lambda term: -term.tokens[0].start):
        token = term.tokens[0]
        if token.folded in meant and not term.phrase:
            best = meant[token.folded]
            text = text[: token.start] + written.get(best, best) + text[token.end :]
    return text


def _meant(word: str, spoken: str, vocabularies: Mapping[str, Vocabulary]) -> str:
    """The nearest word of the language of the query, else one of another language that sounds the same."""
    if any(vocabulary.knows(word) for vocabulary in vocabularies.values()):
        return ""
    near = [(each.word, spoken) for each in vocabularies[spoken].near(word) if _is_of(spoken, each.word, vocabularies)]
    for code, vocabulary in vocabularies.items():
        near += [(each.word, code) for each in vocabulary.near(word) if each.distance <= SAME_SOUND]
    return next((best for best, code in near if best in vocabularies[code].others or holds(best, code)), "")


def _language(parsed: ParsedQuery, language: str, vocabularies: Mapping[str, Vocabulary]) -> str:
    """The reader's, unless more words of the query are another's."""
    words = [term.tokens[0].folded for term in parsed.terms]
    held = [word for word in words if any(word in vocabulary.words for vocabulary in vocabularies.values())]
    known = {code: sum(_is_of(code, word, vocabularies) for word in held) for code in vocabularies}
    return max(known, key=lambda code: (known[code], code == language))


def _is_of(language: str, word: str, vocabularies: Mapping[str, Vocabulary]) -> bool:
    """Whether it may be a word of the language: texts of another may quote it, but more rarely."""
    own = vocabularies[language].words.get(word, 0)
    return all(vocabulary.words.get(word, 0) <= QUOTED * own for vocabulary in vocabularies.values())


def _as_written(hits: Sequence[Hit], language: str) -> dict[str, str]:
    """How the best hits write their words, accents included; those in the language of the query first."""
    forms: dict[str, str] = {}
    documents = [hit.document for hit in hits[:HITS_READ]]
    for document in sorted(documents, key=lambda document: document.language != language):
        for text in (document.body, document.summary, document.title):
            for token in tokens(text):
                forms.setdefault(token.folded, text[token.start : token.end].lower())
    return forms
