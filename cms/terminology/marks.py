"""Marks terms in running text: each a link to its place in the glossary."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cms.publishing.remembered import Remembered
from cms.terminology.names import Hit, Names
from cms.terminology.queries import LANGUAGES, TermEntry, all_terms

Span = tuple[int, int, SafeString]

# Everyday words, or words that mean more than one thing in the treaty ("articles in use"): an author marks them
# where it helps, a machine does not.
NEVER_BY_ITSELF = frozenset(
    {"article", "annex", "paragraph", "subparagraph", "chemical", "chemicals"}
    | {"decision", "approval", "acceptance", "import", "export"}
)


@Remembered
def glossary() -> dict[str, dict[str, TermEntry]]:
    """Every term by id, each language apart."""
    return {language: {entry.term_id: entry for entry in all_terms(language)} for language in LANGUAGES}


@Remembered
def wordings() -> dict[str, Names]:
    """What marks a term in running text: its wording and forms, not its acronym, which has other meanings."""
    return {
        language: Names.of(
            (text, entry.term_id)
            for entry in entries.values()
            if entry.language == language and entry.term_id not in NEVER_BY_ITSELF
            for text in entry.expressions
            if text != entry.acronym
        )
        for language, entries in glossary().items()
    }


def term_link(entry: TermEntry, text: str) -> SafeString:
    """A marked term: its meaning is one tap away, in the glossary, with or without JavaScript."""
    return format_html('<a class="term" href="{}">{}</a>', entry.url, text)


class Marker:
    """Marks the first mention of each term in the texts of one page, and remembers which there were."""

    def __init__(self, language: str) -> None:
        self._entries = glossary().get(language, {})
        self._names = wordings().get(language, Names())
        self.used: dict[str, TermEntry] = {}

    def mark(self, text: str, others: Sequence[Span] = ()) -> SafeString:
        """The text as HTML, with what stands in `others` in its place already."""
        taken = [(start, end) for start, end, _html in others]
        terms = [self._span(hit) for hit in self._names.find(text) if self._is_free(hit, taken)]
        return join(text, [*others, *terms])

    def _is_free(self, hit: Hit, taken: Sequence[tuple[int, int]]) -> bool:
        if hit.keys[0] in self.used or any(start < hit.end and hit.start < end for start, end in taken):
            return False
        self.used[hit.keys[0]] = self._entries[hit.keys[0]]
        return True

    def _span(self, hit: Hit) -> Span:
        return hit.start, hit.end, term_link(self._entries[hit.keys[0]], hit.text)


def join(text: str, spans: Sequence[Span]) -> SafeString:
    """A text with stretches of it replaced by HTML, the rest escaped."""
    parts: list[str] = []
    at = 0
    for start, end, html in sorted(spans, key=lambda span: span[0]):
        parts += [conditional_escape(text[at:start]), html]
        at = end
    return mark_safe("".join([*parts, conditional_escape(text[at:])]))  # noqa: S308 - every part is escaped or safe
