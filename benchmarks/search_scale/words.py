"""Sentences that never repeat, with words as frequent as in natural text, out of the project's own content."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from search.domain.text import fold
from search.domain.weights import says_something

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "es")
WORD = re.compile(r"[^\W\d_]+")
# Words that no shipped text has: names of people, places and products, which every growing collection collects.
INVENTED = 60_000
# Zipf-Mandelbrot, fitted by eye to the shipped lessons.
EXPONENT, OFFSET = 1.05, 2.7
# How many of a sentence's telling words are drawn anew.
SHARE = 0.4
_MARKUP = re.compile(r"\{[a-z]+\}`([^<`]*)(?:<[^`]*)?`|[*_`#>]|\[([^\]]*)\]\([^)]*\)")

Pair = dict[str, str]


def data(path: str) -> Any:
    return json.loads((ROOT / path).read_text())


@lru_cache(maxsize=1)
def sentences() -> list[Pair]:
    """A sentence of the shipped content in each language, side by side."""
    found = [
        {code: row[f"summary_{code}"] for code in LANGUAGES} for row in data("cms/convention/data/provisions.json")
    ]
    found += [{code: row[f"uses_{code}"] for code in LANGUAGES} for row in data("cms/convention/data/chemicals.json")]
    found += list(data("cms/terminology/data/definitions.json").values())
    for english in sorted(ROOT.glob("courses/*/modules/*/*.en.md")):
        found += _lesson(english, english.with_name(english.name.replace(".en.md", ".es.md")))
    return [pair for pair in found if all(len(pair[code].split()) > 3 for code in LANGUAGES)]


def _lesson(*files: Path) -> list[Pair]:
    """The sentences of a lesson, paragraph by paragraph, as long as its languages run alike."""
    texts = [[_split(part) for part in file.read_text().split("\n\n") if part[:1].isalnum()] for file in files]
    return [
        dict(zip(LANGUAGES, pair, strict=True))
        for paragraphs in zip(*texts, strict=False)
        for pair in zip(*paragraphs, strict=False)
    ]


def _split(paragraph: str) -> list[str]:
    plain = _MARKUP.sub(lambda match: (match[1] or match[2] or "").strip(), paragraph)
    return re.split(r"(?<=[.?!]) ", " ".join(plain.split()))


@dataclass(frozen=True)
class Lexis:
    """The words of one language, the most frequent first, and how often each is drawn."""

    words: list[str]
    cumulated: list[float]

    def draw(self, dice: random.Random, count: int) -> list[str]:
        return dice.choices(self.words, cum_weights=self.cumulated, k=count)


@lru_cache(maxsize=2)
def lexis(language: str) -> Lexis:
    """The shipped content's words in their order of frequency, then invented ones."""
    counts = Counter(
        word.lower()
        for pair in sentences()
        for word in WORD.findall(pair[language])
        if len(word) > 3 and says_something(fold(word))
    )
    words = sorted(counts, key=lambda word: (-counts[word], word))
    words += _invented(words, random.Random(f"words:{language}"))
    weights = (1 / (rank + OFFSET) ** EXPONENT for rank in range(1, len(words) + 1))
    return Lexis(words, list(itertools.accumulate(weights)))


def _invented(words: list[str], dice: random.Random) -> list[str]:
    """Words that look like those of the language: each letter follows the two before it as it does there."""
    after: dict[str, list[str]] = defaultdict(list)
    for word in words:
        spelt = f"^^{word}$"
        for at in range(2, len(spelt)):
            after[spelt[at - 2 : at]].append(spelt[at])
    found: dict[str, None] = {}
    known = set(words)
    while len(found) < INVENTED:
        letters = "^^"
        while letters[-1] != "$" and len(letters) < 18:
            letters += dice.choice(after[letters[-2:]])
        word = letters[2:].rstrip("$")
        if len(word) > 3 and word not in known:
            found[word] = None
    return list(found)


def sentence(dice: random.Random) -> Pair:
    """A sentence of the content in both languages, a part of its words changed for others."""
    pair = dice.choice(sentences())
    return {language: _changed(pair[language], language, dice) for language in LANGUAGES}


def _changed(text: str, language: str, dice: random.Random) -> str:
    def other(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 4 or dice.random() > SHARE or not says_something(fold(word)):
            return word
        drawn = lexis(language).draw(dice, 1)[0]
        return drawn.capitalize() if word[0].isupper() else drawn

    return WORD.sub(other, text)


def paragraph(dice: random.Random, shortest: int, longest: int) -> Pair:
    """Several sentences in each language."""
    made = [sentence(dice) for _ in range(dice.randint(shortest, longest))]
    return {language: " ".join(pair[language] for pair in made) for language in LANGUAGES}


def expression(dice: random.Random, shortest: int = 2, longest: int = 5) -> Pair:
    """A few words as a title or a name has them."""
    count = dice.randint(shortest, longest)
    return {language: " ".join(lexis(language).draw(dice, count)).capitalize() for language in LANGUAGES}
