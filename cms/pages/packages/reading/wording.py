"""Finds a rendering that the terminology forbids, where the source of the same text has the term."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Wording:
    """A term of the glossary as two languages write it; patterns are made once, when first needed."""

    source: str
    target: str
    source_forms: tuple[str, ...]
    target_forms: tuple[str, ...]
    forbidden: tuple[str, ...]
    inflects: bool = True

    @cached_property
    def source_pattern(self) -> re.Pattern[str]:
        return alternatives(self.source_forms, inflects=self.inflects)

    @cached_property
    def target_pattern(self) -> re.Pattern[str]:
        return alternatives(self.target_forms, inflects=True)

    @cached_property
    def forbidden_pattern(self) -> re.Pattern[str]:
        return alternatives(self.forbidden, inflects=self.inflects)


def alternatives(forms: Iterable[str], *, inflects: bool) -> re.Pattern[str]:
    return re.compile("|".join(phrase(form, inflects=inflects) for form in forms if form) or r"(?!)")


def phrase(form: str, *, inflects: bool) -> str:
    """A pattern for a phrase: each word may take a plural ending, acronyms and names keep their case."""
    tail = "(?:e?s)?" if inflects and not form.isupper() else ""
    body = r"\s+".join(re.escape(word) + tail for word in form.split())
    exact = form[:1].isupper() or re.search(r"[A-Z]{2}", form)
    return rf"(?<![\w-])(?{'' if exact else 'i'}:{body})(?![\w-])"


def forbidden_renderings(wordings: Iterable[Wording], source: str, target: str) -> Iterator[tuple[str, Wording]]:
    """Each forbidden rendering in `target` of a term that `source` holds, unless it is part of a good one."""
    here = [wording for wording in wordings if wording.source_pattern.search(source)]
    good = [match.span() for wording in here for match in wording.target_pattern.finditer(target)]
    for wording in here:
        for match in wording.forbidden_pattern.finditer(target):
            start, end = match.span()
            if not any(first <= start and end <= last for first, last in good):
                yield match.group(0), wording
