"""The words that documents hold: how common they are, and which one a misspelt word meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.domain.stemming import stem

MIN_LENGTH = 4
LONG = 8
CANDIDATES = 3
START = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that was probably meant."""

    word: str
    distance: int
    frequency: int


class Vocabulary:
    """The words of one language's documents, with the number of documents that hold them.

    A vocabulary is made anew with every change of the index and may hold a hundred thousand words, of which a query
    needs a handful: what costs time for each word is done when a query asks for it.
    """

    def __init__(self, language: str, words: Mapping[str, int], documents: int) -> None:
        self.language = language
        self.documents = documents
        self.words = words
        self._frequencies: dict[str, int] = {}

    def frequency(self, word: str) -> int:
        """In about how many documents some form of the word stands."""
        if word not in self._frequencies:
            wanted = stem(word, self.language)
            forms = (form for form in self._alike(word, wanted) if stem(form, self.language) == wanted)
            self._frequencies[word] = min(sum(self.words[form] for form in forms), self.documents)
        return self._frequencies[word]

    def spellings(self, word: str) -> list[Spelling]:
        """Near words, nearest and then most common first; none for short words and numbers."""
        if len(word) < MIN_LENGTH or any(char.isdigit() for char in word):
            return []
        allowed = 2 if len(word) >= LONG else 1
        near = [
            Spelling(candidate, int(distance), self.words[candidate])
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for candidate, distance, _ in process.extract(
                word, self._by_length.get(length, []), scorer=OSA.distance, score_cutoff=allowed, limit=CANDIDATES * 2
            )
            if candidate[0] == word[0] or distance < allowed
        ]
        near.sort(key=lambda spelling: (spelling.distance, -spelling.frequency, spelling.word))
        return [spelling for spelling in near if spelling.distance == near[0].distance][:CANDIDATES]

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
        found: dict[int, list[str]] = defaultdict(list)
        for word in self.words:
            if not any(char.isdigit() for char in word):
                found[len(word)].append(word)
        return found
