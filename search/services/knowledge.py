"""What every query needs to know, made anew when the index has changed and kept in between."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field

from django.conf import settings

from search import registry
from search.backends import UnavailableError, embedded
from search.domain.synonyms import Group, Synonyms
from search.domain.vocabulary import Vocabulary
from search.domain.weights import everyday_words

logger = logging.getLogger(__name__)

# During an import the index changes all the time; once a second is soon enough.
MIN_SECONDS = 1.0
# What changes without any document changing (the label of a topic, a synonym) is read again after this long.
MAX_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vocabularies by language of the documents, groups of synonyms by language of the reader."""

    stamp: tuple[int, ...] = ()
    made_at: float = float("-inf")
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    groups: dict[str, list[Group]] = field(default_factory=dict)
    everyday: Synonyms = field(default_factory=lambda: Synonyms((), ()))
    labels: dict[tuple[str, str, str], str] = field(default_factory=dict)


_lock = threading.Lock()
_kept: dict[str, Lexicon] = {}


def languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def lexicon() -> Lexicon:
    """The lexicon of the index as it is, at most a second old."""
    root = str(settings.SEARCH_INDEX_ROOT)
    kept = _kept.get(root, Lexicon())
    stamp = _stamp()
    if _is_fresh(kept, stamp):
        return kept
    with _lock:
        kept = _kept.get(root, Lexicon())
        if not _is_fresh(kept, stamp):
            _kept[root] = kept = _make(stamp)
    return kept


def _stamp() -> tuple[int, ...]:
    """An index that cannot be read has no words, and another engine may answer all the same."""
    try:
        return embedded().stamp()
    except UnavailableError:
        return ()


def _is_fresh(kept: Lexicon, stamp: tuple[int, ...]) -> bool:
    age = time.monotonic() - kept.made_at
    return age < MIN_SECONDS or (stamp == kept.stamp and age < MAX_SECONDS)


def forget() -> None:
    """Make the lexicon anew at the next query, whatever its age."""
    _kept.clear()


def _make(stamp: tuple[int, ...]) -> Lexicon:
    engine = embedded()
    try:
        counts = engine.health().documents
        vocabularies = {
            language: Vocabulary(language, engine.vocabulary(language), counts.get(language, 0))
            for language in languages()
        }
    except UnavailableError:
        vocabularies = {language: Vocabulary(language, {}, 0) for language in languages()}
    groups = {language: _groups(language) for language in languages()}
    return Lexicon(stamp, time.monotonic(), vocabularies, groups, Synonyms(everyday_words(), languages()))


def _groups(language: str) -> list[Group]:
    """The synonyms of every app; one app's error costs that app's synonyms only."""
    groups: list[Group] = []
    for name, function in registry.synonyms().items():
        try:
            groups += function(language)
        except Exception:
            logger.exception("Synonym list %r failed", name)
    return groups
