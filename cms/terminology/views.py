"""The glossary, from either language."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.views.generic import TemplateView

from cms.terminology.marks import glossary
from cms.terminology.names import fold
from cms.terminology.queries import TermEntry


class GlossaryView(TemplateView):
    """All terms from A to Z; `from` turns the direction, `q` narrows the list."""

    template_name = "terminology/glossary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = dict(settings.LANGUAGES)
        reader = get_language() or settings.LANGUAGE_CODE
        origin = self.request.GET.get("from", reader)
        origin = origin if origin in languages else reader
        entries = list(glossary().get(origin, {}).values())
        query = self.request.GET.get("q", "").strip()[:100]
        found = [entry for entry in entries if matches(entry, query)]
        return super().get_context_data(
            **kwargs,
            letters=by_letter(found),
            count=len(found),
            total=len(entries),
            query=query,
            origin=origin,
            directions=[(code, languages[code], "" if code == reader else code) for code in languages],
        )


def matches(entry: TermEntry, query: str) -> bool:
    """Whether every word of the query stands in a wording of the term, accents or not."""
    wordings = [*entry.expressions, *(text for other in entry.others for text in other.expressions)]
    text = fold(" ".join(wordings))
    return all(word in text for word in fold(query).split())


def by_letter(entries: list[TermEntry]) -> list[tuple[str, list[TermEntry]]]:
    """Terms under their first letter, in alphabetical order without regard to case and accents."""
    ordered = sorted(entries, key=lambda entry: (fold(entry.text), entry.term_id))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda entry: initial(entry.text))]


def initial(text: str) -> str:
    first = unicodedata.normalize("NFD", text[:1].upper())[:1]
    return first if first.isalpha() else "#"
