"""What every query needs to know, made anew when the index has changed and kept in between."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from search import registry
from search.backends import UnavailableError, embedded
from search.domain.synonyms import Group, OneWay, Synonyms
from search.domain.text import words
from search.domain.vocabulary import Vocabulary
from search.domain.weights import everyday_words

logger = logging.getLogger(__name__)

# During an import the index changes all the time; once a second is soon enough, and less often where it takes long:
# a twentieth of the time may go into it.
MIN_SECONDS = 1.0
REST = 20
# What changes without any document changing (the label of a topic, a synonym) is read again after this long.
MAX_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vocabularies by language of the documents, groups of synonyms by language of the reader."""

    stamp: tuple[int, ...] = ()
    made_at: float = float("-inf")
    seconds: float = 0.0
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    groups: dict[str, list[Group]] = field(default_factory=dict)
    everyday: Synonyms = field(default_factory=lambda: Synonyms((), ()))
    labels: dict[tuple[str, str, str], str] = field(default_factory=dict)


_lock = threading.Lock()
_kept: dict[str, Lexicon] = {}


def languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def lexicon() -> Lexicon:
    """The lexicon of the index as it is, or was about a second ago."""
    root = str(settings.SEARCH_INDEX_ROOT)
    kept = _kept.get(root)
    stamp = _stamp()
    if kept is not None and _is_fresh(kept, stamp):
        return kept
    # Only who has none at all waits for the one that makes it.
    if not _lock.acquire(blocking=kept is None) and kept is not None:
        return kept
    try:
        kept = _kept.get(root)
        if kept is None or not _is_fresh(kept, stamp):
            _kept[root] = kept = _make(stamp)
        return kept
    finally:
        _lock.release()


def _stamp() -> tuple[int, ...]:
    """An index that cannot be read has no words, and another engine may answer all the same."""
    try:
        return embedded().stamp()
    except UnavailableError:
        return ()


def _is_fresh(kept: Lexicon, stamp: tuple[int, ...]) -> bool:
    age = time.monotonic() - kept.made_at
    return age < max(MIN_SECONDS, REST * kept.seconds) or (stamp == kept.stamp and age < MAX_SECONDS)


def forget() -> None:
    """Make the lexicon anew at the next query, whatever its age."""
    _kept.clear()


def _make(stamp: tuple[int, ...]) -> Lexicon:
    started = time.monotonic()
    groups = {language: _groups(language) for language in languages()}
    vocabularies = _vocabularies(_said([*everyday_words(), *(group for each in groups.values() for group in each)]))
    everyday = Synonyms(everyday_words(), languages())
    now = time.monotonic()
    return Lexicon(stamp, now, now - started, vocabularies, groups, everyday)


def _vocabularies(said: set[str]) -> dict[str, Vocabulary]:
    """The words of each language's documents, and what is said beside those of any, which may be of any language."""
    engine = embedded()
    try:
        counts = engine.health().documents
        held = {language: engine.vocabulary(language) for language in languages()}
    except UnavailableError:
        counts, held = {}, {language: {} for language in languages()}
    others = {word for word in said if not any(word in words_held for words_held in held.values())}
    return {
        language: Vocabulary(language, words_held, counts.get(language, 0), others)
        for language, words_held in held.items()
    }


def holds(word: str, language: str) -> bool:
    """Whether a document that the public may read has the word at this moment, whatever the lexicon remembers."""
    try:
        return embedded().holds(word, language)
    except UnavailableError:
        return False


def _said(groups: Iterable[Group]) -> set[str]:
    """Every word that is a synonym of something: it is right as it is."""
    texts = (text for group in groups for text in (group.said if isinstance(group, OneWay) else group))
    return {word for text in texts for word in words(text)}


def _groups(language: str) -> list[Group]:
    """The synonyms of every app; one app's error costs that app's synonyms only."""
    groups: list[Group] = []
    for name, function in registry.synonyms().items():
        try:
            groups += function(language)
        except Exception:
            logger.exception("Synonym list %r failed", name)
    return groups
