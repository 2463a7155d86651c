"""Reads of the terminology, each with a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.terminology.models import Term, Wording

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term as one reader sees it: in the reader's language, with the other wordings beside it."""

    term_id: str
    language: str
    text: str
    acronym: str
    definition: str
    expressions: tuple[str, ...]
    wordings: tuple[Wording, ...]
    note: str
    domain: str
    authority: str
    authority_label: str
    part_of_speech: str
    verified: bool
    url: str
    avoided: tuple[str, ...] = field(default=())

    @property
    def others(self) -> tuple[Wording, ...]:
        """The wordings in the other languages."""
        return tuple(wording for wording in self.wordings if wording.language != self.language)

    @property
    def equivalents(self) -> str:
        """The other languages' wordings in one line."""
        return " · ".join(f"{other.text} ({other.acronym})" if other.acronym else other.text for other in self.others)


def glossary_url(language: str) -> str:
    """The glossary's page in a language."""
    with override(language):
        return reverse("convention:glossary")


def terms_by_id(ids: Iterable[str], language: str) -> dict[str, TermEntry]:
    """The live terms of these ids in a language; two queries."""
    return {entry.term_id: entry for entry in _entries(language, term_id__in=set(ids))}


def all_terms(language: str) -> list[TermEntry]:
    """Every live term in a language; two queries."""
    return _entries(language)


def _entries(language: str, **filters: object) -> list[TermEntry]:
    url = glossary_url(language)
    terms = Term.objects.filter(live=True, **filters).prefetch_related("wordings")
    return [entry for term in terms if (entry := _entry(term, language, url))]


def _entry(term: Term, language: str, url: str) -> TermEntry | None:
    wordings = {wording.language: wording for wording in term.wordings.all()}
    # A term not yet worded in this language is better shown in the source language than not at all.
    own = wordings.get(language) or wordings.get(settings.LANGUAGE_CODE)
    if own is None:
        return None
    return TermEntry(
        term_id=term.term_id,
        language=own.language,
        text=own.text,
        acronym=own.acronym,
        definition=own.definition,
        expressions=tuple(own.expressions),
        wordings=tuple(wordings.values()),
        note=term.note,
        domain=term.domain,
        authority=term.authority,
        authority_label=str(term.get_authority_display()),
        part_of_speech=term.part_of_speech,
        verified=term.verified,
        url=f"{url}#{term.term_id}",
        avoided=tuple(own.avoided),
    )
