"""How a phrase is rendered: by the wordings of the terms in it, else by what its sentences have in common. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from search.concordance.phrases import Form, Found, analysed, contains, form_of, occurrences, places, scattered
from search.domain.weights import says_something
from search.registry import Concept

# A rendering by comparison stands in at least this many sentences and this share of them, and seldom elsewhere.
MIN_SENTENCES = 2
MIN_SHARE = 0.3
MIN_DICE = 0.3
MAX_GUESSES = 3
MAX_WORDS = 7
MAX_COMPARED = 300

Frequency = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A stretch of the other language's sentence; `kind` is "term", "avoid" or "guess"."""

    start: int
    end: int
    form: Form
    kind: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """The forms of one concept in the other language: those to use and those to avoid."""

    use: frozenset[Form]
    avoid: frozenset[Form]


@dataclass(frozen=True, slots=True)
class Concepts:
    """Concepts by the stems of their expressions in one language, with their forms in another."""

    source: str
    target: str
    by_form: dict[Form, tuple[Concept, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, concepts: Iterable[Concept], source: str, target: str) -> Concepts:
        found: dict[Form, dict[str, Concept]] = defaultdict(dict)
        for concept in concepts:
            for text in concept.expressions.get(source, ()):
                found[form_of(text, source)][concept.key] = concept
        return cls(source, target, {form: tuple(each.values()) for form, each in found.items() if form})

    def within(self, phrase: str) -> list[Lookup]:
        """What stands for each term in the phrase; several concepts of one name are looked for together."""
        words = form_of(phrase, self.source)
        return [self._lookup(self.by_form[form]) for _at, form in places(words, self.by_form)]

    def around(self, text: str, places_of_phrase: Sequence[Found]) -> list[Lookup]:
        """What stands for longer terms of which the phrase is a part at these places of a text."""
        return [
            self._lookup(self.by_form[longer.form])
            for longer in occurrences(text, self.source, self.by_form)
            if any(longer.start <= found.start and found.end <= longer.end for found in places_of_phrase)
        ]

    def _lookup(self, concepts: Sequence[Concept]) -> Lookup:
        use = self._forms(text for concept in concepts for text in concept.expressions.get(self.target, ()))
        avoid = self._forms(text for concept in concepts for text in concept.avoided.get(self.target, ()))
        return Lookup(use, avoid - use)

    def _forms(self, texts: Iterable[str]) -> frozenset[Form]:
        return frozenset(form for text in texts if (form := form_of(text, self.target)))


def known(text: str, language: str, lookups: Sequence[Lookup], times: int = 1) -> list[Rendering]:
    """Where the wordings of the phrase's terms stand in a sentence that has the phrase so many times."""
    use = frozenset[Form]().union(*(lookup.use for lookup in lookups))
    avoid = frozenset[Form]().union(*(lookup.avoid for lookup in lookups)) - use
    found = [Rendering(each.start, each.end, each.form, "term") for each in occurrences(text, language, use)]
    if len(found) >= times:
        return found
    if not found:
        found = [Rendering(each.start, each.end, each.form, "term") for each in scattered(text, language, use)]
    # A word to avoid is right for something else where the term itself is rendered beside it.
    bad = [Rendering(each.start, each.end, each.form, "avoid") for each in occurrences(text, language, avoid)]
    free = [each for each in bad if all(each.end <= good.start or good.end <= each.start for good in found)]
    return sorted([*found, *free[: times - len(found)]], key=lambda each: each.start)


def guesses(phrase: Form, sentences: Sequence[str], language: str, frequency: Frequency, documents: int) -> list[Form]:
    """Expressions common to the counterparts of a phrase and rare elsewhere, the best first.

    Each next one is sought where those before it do not stand.
    """
    compared = [analysed(text, language) for text in sentences[:MAX_COMPARED] if text]
    written = {stem: word for text in compared for stem, word in zip(text.stems, text.folded, strict=True)}
    frequencies = {stem: max(frequency(word), 1) for stem, word in written.items() if says_something(word)}
    left = [text.stems for text in compared]
    total = len(left)
    found: list[Form] = []
    longest = sum(map(says_something, phrase)) + 1
    while len(found) < MAX_GUESSES and len(left) >= max(MIN_SENTENCES, MIN_SHARE * total / MAX_GUESSES):
        best = _best(left, longest, frequencies, documents)
        if best is None:
            break
        found.append(best)
        left = [stems for stems in left if not contains(stems, best)]
    return found


def _best(sentences: Sequence[Form], longest: int, frequencies: dict[str, int], documents: int) -> Form | None:
    """The expression whose presence says most about being one of these sentences."""
    saying = frozenset(frequencies)
    counts = Counter(form for stems in sentences for form in _expressions(stems, saying, longest))
    least = max(MIN_SENTENCES, MIN_SHARE * len(sentences))
    best: tuple[float, int, Form] | None = None
    for form, count in counts.items():
        if count < least:
            continue
        said = [frequencies[word] for word in form if word in frequencies]
        dice = 2 * count / (len(sentences) + max(min(said), count))
        if dice >= MIN_DICE:
            worth = dice**2 * sum(math.log((documents + 1) / min(each, documents + 1) + 1) for each in said)
            best = max(best or (0.0, 0, ()), (worth, -len(form), form))
    return best[2] if best else None


def _expressions(stems: Form, saying: frozenset[str], longest: int) -> frozenset[Form]:
    """Stretches that begin and end with a word that says something, with not too many of these."""
    says = [word in saying for word in stems]
    return frozenset(
        stems[start:end]
        for start in range(len(stems))
        for end in range(start + 1, min(start + MAX_WORDS, len(stems)) + 1)
        if says[start] and says[end - 1] and sum(says[start:end]) <= longest
    )


def guessed(text: str, language: str, forms: Sequence[Form]) -> list[Rendering]:
    """Where the guessed expressions stand in a sentence."""
    return [Rendering(found.start, found.end, found.form, "guess") for found in occurrences(text, language, forms)]
