"""What a citation names: the path from the outside in, and its place in a text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cms.convention import tokens as t

LEVELS = ("para", "subpara", "point")


@dataclass(frozen=True, slots=True)
class Path:
    """What a citation names, from the outside in: Annex A, Part II, paragraph (a)(i)."""

    unit: str
    part: str = ""
    section: str = ""
    labels: tuple[str, ...] = ()

    @property
    def eid(self) -> str:
        pieces = [self.unit]
        if self.part:
            pieces.append(f"part_{self.part}")
        if self.section:
            pieces.append(f"sec_{self.section}")
        pieces += [f"{level}_{label}" for level, label in zip(LEVELS, self.labels, strict=False)]
        return "__".join(pieces)

    @property
    def is_possible(self) -> bool:
        """Whether a provision can be so: three levels at most, and numbers on the first alone."""
        return len(self.labels) <= len(LEVELS) and not any(label.isdigit() for label in self.labels[1:])

    def add(self, kind: str, labels: tuple[str, ...]) -> Path:
        if kind == t.PART:
            return replace(self, part=t.roman(labels[0]))
        if kind == t.SECTION:
            return replace(self, section=labels[0])
        return replace(self, labels=self.labels + labels)


@dataclass(frozen=True, slots=True)
class Found:
    """A path and the tokens it was read from, as a half-open range."""

    path: Path
    first: int
    after: int


def beside(labels: tuple[str, ...], label: str) -> tuple[str, ...]:
    """The labels with the deepest one of the same kind exchanged: (1, a) beside "b" is (1, b)."""
    for place in range(len(labels) - 1, -1, -1):
        above = labels[place - 1] if place else ""
        if _fits(label, labels[place], above):
            return (*labels[:place], label)
    return ()


def _fits(label: str, current: str, above: str) -> bool:
    if current.isdigit():
        return label.isdigit()
    # Below a letter stand Roman figures; below a number, or at the top, letters.
    return label in t.ROMAN if above and not above.isdigit() else len(label) == 1 and label.isalpha()
