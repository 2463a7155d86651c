"""From segments that hold a phrase to rows with marks and renderings with counts. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.concordance.phrases import Form, Found, Piece, form_of, occurrences, pieces
from search.concordance.renderings import Concepts, Frequency, Lookup, Rendering, guessed, guesses, known
from search.concordance.segments import Segment

NONE: Form = ()
PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that holds the phrase: both sides with their marks, and the rendering of each occurrence."""

    segment: Segment
    source: Sequence[Piece]
    target: Sequence[Piece]
    renderings: tuple[Form, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key_of(form) for form in self.renderings)


@dataclass(frozen=True, slots=True)
class Group:
    """A rendering with how often it stands for the phrase; `kind` is "term", "avoid", "guess" or empty for none."""

    key: str
    label: str
    count: int
    kind: str


@dataclass(frozen=True, slots=True)
class Concord:
    """All rows in the order of the content, and the renderings, the commonest first."""

    rows: Sequence[Row] = ()
    groups: Sequence[Group] = ()
    of_terms: bool = False

    @property
    def count(self) -> int:
        return sum(len(row.renderings) for row in self.rows)


def key_of(form: Form) -> str:
    """A rendering's name in an address; "-" where none was recognised."""
    return " ".join(form) or "-"


def concord(
    phrase: str,
    segments: Iterable[Segment],
    *,
    concepts: Concepts,
    exact: bool = False,
    frequency: Frequency = lambda _word: 1,
    documents: int = 0,
) -> Concord:
    """Where a phrase of `concepts.source` stands in the segments, with its renderings in `concepts.target`."""
    wanted = form_of(phrase, concepts.source, exact)
    hits = [
        (segment, found)
        for segment in segments
        if (found := occurrences(segment.text, concepts.source, [wanted], exact))
    ]
    lookups = concepts.within(phrase)
    texts = [segment.other for segment, _found in hits]
    if lookups:
        marked = [_known(segment, found, lookups, concepts) for segment, found in hits]
    else:
        forms = guesses(form_of(phrase, concepts.source), texts, concepts.target, frequency, documents)
        marked = [guessed(text, concepts.target, forms) for text in texts]
    rows = [_row(segment, found, marks, lookups) for (segment, found), marks in zip(hits, marked, strict=True)]
    return Concord(rows, _groups(rows, marked), bool(lookups))


def _known(segment: Segment, found: list[Found], lookups: list[Lookup], concepts: Concepts) -> list[Rendering]:
    """By the wordings of the phrase's own terms, else by those of a longer term around it."""
    marks = known(segment.other, concepts.target, lookups, len(found))
    return marks or known(segment.other, concepts.target, concepts.around(segment.text, found), len(found))


def _row(segment: Segment, found: list[Found], marks: list[Rendering], lookups: Sequence[Lookup]) -> Row:
    return Row(
        segment=segment,
        source=pieces(segment.text, {(each.start, each.end): PHRASE for each in found}),
        target=pieces(segment.other, {(each.start, each.end): each.kind for each in marks}),
        renderings=_together(found, marks) if len(lookups) > 1 else _paired(segment, found, marks),
    )


def _together(found: list[Found], marks: list[Rendering]) -> tuple[Form, ...]:
    """A phrase of several terms is rendered by all of them."""
    return (tuple(word for form in dict.fromkeys(mark.form for mark in marks) for word in form),) * len(found)


def _paired(segment: Segment, found: list[Found], marks: list[Rendering]) -> tuple[Form, ...]:
    """What stands for each occurrence: of several wordings in the sentence the one at about the same place of it."""
    left = list(marks)
    forms = []
    for each in found:
        place = each.start / len(segment.text)
        mark = min(left, key=lambda mark: (mark.kind == "avoid", abs(_place(segment, mark) - place)), default=None)
        forms.append(mark.form if mark else NONE)
        left = [other for other in left if other is not mark]
    return tuple(forms)


def _place(segment: Segment, mark: Rendering) -> float:
    return mark.start / len(segment.other)


def _groups(rows: Sequence[Row], marked: Sequence[list[Rendering]]) -> list[Group]:
    counts = Counter(form for row in rows for form in row.renderings)
    labels: dict[Form, Counter[str]] = defaultdict(Counter)
    kinds: dict[Form, set[str]] = defaultdict(set)
    for row, marks in zip(rows, marked, strict=True):
        text = row.segment.other
        said = {mark.form: text[mark.start : mark.end] for mark in reversed(marks)}
        for mark in marks:
            labels[mark.form][said[mark.form]] += 1
            kinds[mark.form].add(mark.kind)
        for form in set(row.renderings) - said.keys() - {NONE}:
            labels[form][" … ".join(said[each] for each in dict.fromkeys(mark.form for mark in marks))] += 1
            kinds[form] |= {mark.kind for mark in marks}
    found = [
        Group(key_of(form), _commonest(labels[form]), count, _worst(kinds[form])) for form, count in counts.items()
    ]
    return sorted(found, key=lambda group: (group.key == "-", -group.count, group.label))


def _commonest(labels: Counter[str]) -> str:
    """The wording met most; of equal ones that in small letters, which began no sentence."""
    return max(labels, key=lambda label: (labels[label], label.islower(), label), default="")


def _worst(kinds: set[str]) -> str:
    return next((kind for kind in ("avoid", "term", "guess") if kind in kinds), "")
