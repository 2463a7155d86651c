"""The words that documents hold: how common they are, and which one a misspelt word meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.domain.sounds import sounds
from search.domain.stemming import stem

MIN_LENGTH = 4
LONG = 8
CANDIDATES = 3
START = 3
# Another spelling of the same sound is less of a slip than a wrong letter.
SAME_SOUND = 0.5


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that was probably meant."""

    word: str
    distance: float
    frequency: int


class Vocabulary:
    """The words of one language's documents, with the number of documents that hold them, and others people say.

    A vocabulary is made anew with every change of the index and may hold a hundred thousand words, of which a query
    needs a handful: what costs time for each word is done when a query asks for it.
    """

    def __init__(
        self, language: str, words: Mapping[str, int], documents: int, others: Collection[str] = frozenset()
    ) -> None:
        self.language = language
        self.documents = documents
        self.words = words
        self.others = others
        self._frequencies: dict[str, int] = {}
        self._near: dict[str, list[Spelling]] = {}

    def knows(self, word: str) -> bool:
        """Whether the word is right as it is, in a document or not."""
        return bool(self.frequency(word)) or stem(word, self.language) in self._other_stems

    def frequency(self, word: str) -> int:
        """In about how many documents some form of the word stands."""
        if word not in self._frequencies:
            wanted = stem(word, self.language)
            forms = (form for form in self._alike(word, wanted) if stem(form, self.language) == wanted)
            self._frequencies[word] = min(sum(self.words[form] for form in forms), self.documents)
        return self._frequencies[word]

    def spellings(self, word: str) -> list[Spelling]:
        """The nearest words, the most common first."""
        near = self.near(word)
        return [spelling for spelling in near if spelling.distance == near[0].distance][:CANDIDATES]

    def near(self, word: str) -> list[Spelling]:
        """Near words, nearest and then most common first; none for short words and numbers."""
        if word not in self._near:
            # One search asks a dozen times: for each language's plan, and for what was meant.
            self._near[word] = self._compared(word)
        return self._near[word]

    def _compared(self, word: str) -> list[Spelling]:
        if len(word) < MIN_LENGTH or any(char.isdigit() for char in word):
            return []
        allowed = 2 if len(word) >= LONG else 1
        (sound,) = sounds([word], self.language)
        distances = self._by_letters(word, allowed)
        for candidate, distance in self._by_sound(sound, allowed).items():
            distances[candidate] = min(distance, distances.get(candidate, distance))
        found = [
            Spelling(candidate, distance, self.words.get(candidate, 0))
            for candidate, distance in distances.items()
            if candidate != word and (distance < allowed or candidate[0] == word[0])
        ]
        return sorted(found, key=lambda spelling: (spelling.distance, -spelling.frequency, spelling.word))

    def _by_letters(self, word: str, allowed: int) -> dict[str, float]:
        return {
            candidate: distance
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for candidate, distance in _nearest(word, self._by_length.get(length, []), allowed)
        }

    def _by_sound(self, sound: str, allowed: int) -> dict[str, float]:
        """A word that sounds the same; for a long one also one that sounds nearly so."""
        slips = allowed - 1
        return {
            candidate: distance + SAME_SOUND
            for length in range(len(sound) - slips, len(sound) + slips + 1)
            for near, distance in _nearest(sound, self._sounds_by_length.get(length, []), slips)
            for candidate in self._spelt[near]
        }

    def _alike(self, word: str, wanted: str) -> Iterator[str]:
        """Forms of one word begin alike; those of short ones with fewer letters: use, using."""
        if len(wanted) > START:
            yield from self._by_start.get(word[:START], ())
            return
        for start, forms in self._by_start.items():
            if start.startswith(word[: START - 1]):
                yield from forms

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            found[word[:START]].append(word)
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        return _grouped_by_length(self._spellable)

    @cached_property
    def _sounds_by_length(self) -> dict[int, list[str]]:
        return _grouped_by_length(self._spelt)

    @cached_property
    def _spelt(self) -> dict[str, list[str]]:
        """The words of each sound."""
        found: dict[str, list[str]] = defaultdict(list)
        for word, sound in zip(self._spellable, sounds(self._spellable, self.language), strict=True):
            found[sound].append(word)
        return found

    @cached_property
    def _spellable(self) -> list[str]:
        known = dict.fromkeys([*self.words, *self.others])
        return [word for word in known if not any(char.isdigit() for char in word)]

    @cached_property
    def _other_stems(self) -> frozenset[str]:
        return frozenset(stem(word, self.language) for word in self.others)


def _nearest(word: str, candidates: Collection[str], allowed: int) -> Iterator[tuple[str, int]]:
    found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=CANDIDATES * 2)
    yield from ((candidate, int(distance)) for candidate, distance, _ in found)


def _grouped_by_length(words: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for word in words:
        found[len(word)].append(word)
    return found
