"""The words that documents hold: how common they are, and which one a misspelt word meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.domain.stemming import stem

MIN_LENGTH = 4
LONG = 8
CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that was probably meant."""

    word: str
    distance: int
    frequency: int


class Vocabulary:
    """The words of one language's documents, with the number of documents that hold them."""

    def __init__(self, language: str, words: Mapping[str, int], documents: int) -> None:
        self.language = language
        self.documents = documents
        self.words = words
        self._stems: dict[str, int] = defaultdict(int)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word, count in words.items():
            self._stems[stem(word, language)] += count
            if not any(char.isdigit() for char in word):
                self._by_length[len(word)].append(word)

    def frequency(self, word: str) -> int:
        """In about how many documents some form of the word stands."""
        return min(self._stems.get(stem(word, self.language), 0), self.documents)

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
