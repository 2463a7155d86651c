"""What a package may refer to: the keys of the Convention's records, given to the reader by whoever runs it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from cms.pages.packages.reading.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Keys by kind. `terms` gives each glossary id its wording per language."""

    provisions: Set[str]
    chemicals: Set[str]
    terms: Mapping[str, Mapping[str, str]]
    sectors: Set[str]
    languages: Set[str]
    wordings: tuple[Wording, ...] = field(default=())

    def keys(self, kind: str) -> Set[str]:
        """The known keys of `provisions`, `chemicals`, `terms` or `sectors`."""
        keys: Set[str] = self.terms.keys() if kind == "terms" else getattr(self, kind)
        return keys
