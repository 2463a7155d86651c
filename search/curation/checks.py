"""What makes an expression of a rule unusable, in the editor's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from search.domain.synonyms import MAX_WORDS
from search.domain.text import words
from search.domain.weights import says_something
from search.services.knowledge import lexicon

# A rule on a word that stands everywhere would touch nearly every search.
EVERYWHERE = 0.5


def expression_problems(expressions: Sequence[str]) -> list[str]:
    """Every reason why one of the expressions cannot be used."""
    return [problem for text in expressions for problem in _problems(text)]


def repeated(expressions: Iterable[str]) -> str:
    """The first expression that stands there twice, whatever its accents."""
    seen: set[str] = set()
    for text in expressions:
        key = " ".join(words(text))
        if key in seen:
            return text
        seen.add(key)
    return ""


def _problems(text: str) -> Iterable[str]:
    said = words(text)
    telling = [word for word in said if says_something(word)]
    if not said:
        yield _("“%(text)s” has no word in it.") % {"text": text}
    elif not telling:
        yield _("“%(text)s” is too general: searches pass over such words.") % {"text": text}
    elif len(said) > MAX_WORDS:
        yield _("“%(text)s” has more than %(most)s words.") % {"text": text, "most": MAX_WORDS}
    elif len(telling) == 1 and _is_everywhere(telling[0]):
        yield _("“%(text)s” stands in more than half of all texts; the rule would touch nearly every search.") % {
            "text": text
        }


def _is_everywhere(word: str) -> bool:
    return any(
        vocabulary.frequency(word) > EVERYWHERE * vocabulary.documents
        for vocabulary in lexicon().vocabularies.values()
        if vocabulary.documents
    )
