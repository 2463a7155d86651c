"""What is wrong with a package, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, named by file (from the top of the package) and line."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Problems:
    """Collects problems; the same one is kept once."""

    found: set[Problem] = field(default_factory=set)

    def add(self, file: str, line: int, message: str) -> None:
        self.found.add(Problem(file, line, message))

    def extend(self, problems: Iterable[Problem]) -> None:
        self.found.update(problems)

    def listed(self) -> list[Problem]:
        return sorted(self.found)

    def __bool__(self) -> bool:
        return bool(self.found)


class PackageRefusedError(Exception):
    """A package that is not imported, with every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        count = len(self.problems)
        super().__init__(
            ngettext("The package is refused: %(count)d problem.", "The package is refused: %(count)d problems.", count)
            % {"count": count}
        )
