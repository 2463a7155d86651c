"""What search knows of terms: their documents, their names in a query, and what they are synonyms of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cms.publishing.remembered import Remembered
from cms.terminology import acronyms
from cms.terminology.loose_names import LooseHit, LooseNames
from cms.terminology.models import Term
from cms.terminology.names import fold
from cms.terminology.queries import LANGUAGES, TermEntry, all_terms, terms_by_id
from search.documents import Document
from search.registry import (
    FactValue,
    Recognition,
    register_facts,
    register_recogniser,
    register_source,
    register_synonyms,
)


class TermSource:
    """One document per term and language it is worded in."""

    name = "terms"

    def keys(self) -> Iterable[str]:
        return list(Term.objects.values_list("term_id", flat=True))

    def documents(self, key: str) -> list[Document]:
        entries = (terms_by_id([key], language).get(key) for language in LANGUAGES)
        # A term shown in the source language for want of another is in the index once.
        return list({entry.language: _document(entry) for entry in entries if entry}.values())


def _document(entry: TermEntry) -> Document:
    return Document(
        id=f"term:{entry.term_id}:{entry.language}",
        family_id=f"term:{entry.term_id}",
        language=entry.language,
        kind="term",
        title=f"{entry.text} ({entry.acronym})" if entry.acronym else entry.text,
        url=entry.url,
        body="\n".join(filter(None, [entry.definition, entry.equivalents])),
        names=(*entry.expressions, *acronyms.others(entry.term_id, entry.language)),
        summary=entry.definition or entry.equivalents,
    )


@Remembered
def term_names() -> dict[str, LooseNames]:
    """The names of terms, each language apart: COP is the Conference in English and the pollutants in Spanish."""
    found = {language: LooseNames() for language in LANGUAGES}
    for language, names in found.items():
        entries = all_terms(language)
        names.add_all((text, entry.term_id, ()) for entry in entries for text in entry.expressions)
        names.add_all(_acronyms(entries))
    return found


@Remembered
def term_acronyms() -> dict[str, LooseNames]:
    """The acronyms of terms; those of other languages too, where they mean nothing else in this one."""
    found = {language: LooseNames() for language in LANGUAGES}
    for language, names in found.items():
        entries, taken = all_terms(language), term_names()[language]
        names.add_all(_acronyms(entries))
        names.add_all(
            (other.acronym, entry.term_id, acronyms.numbers(other.acronym))
            for entry in entries
            for other in entry.others
            # Two letters of another language may be anything in this one.
            if len(other.acronym) > 2 and other.acronym not in taken
        )
    return found


def _acronyms(entries: Iterable[TermEntry]) -> Iterator[tuple[str, str, list[str]]]:
    for entry in entries:
        for acronym in filter(None, [entry.acronym, *acronyms.others(entry.term_id, entry.language)]):
            yield acronym, entry.term_id, acronyms.numbers(acronym)


class TermRecogniser:
    """A query that is a term, and acronyms written as such within a longer one."""

    name = "terms"

    def recognise(self, query: str, language: str) -> list[Recognition]:
        names = term_names().get(language, LooseNames())
        whole = names.whole(query)
        if whole:
            return [_recognition(whole, 0.9)]
        hits = term_acronyms().get(language, LooseNames()).find(query)
        return [_recognition(hit, 0.8) for hit in hits if hit.is_spelt_out or not hit.text[1:].islower()]


def _recognition(hit: LooseHit, confidence: float) -> Recognition:
    families = tuple(f"term:{key}" for key in hit.keys)
    return Recognition(families, hit.start, hit.end, "term", confidence, hit.text, hit.written)


def synonyms(language: str) -> Iterator[tuple[str, ...]]:
    """Groups of expressions for the same thing, over all languages and with renderings that people do use."""
    entries = all_terms(language)
    taken = {fold(text) for entry in entries for text in entry.expressions}
    for entry in entries:
        group = [*entry.expressions, *acronyms.others(entry.term_id, entry.language)]
        for other in entry.others:
            # An acronym of another language stays out where it means something else in this one.
            clash = other.acronym and fold(other.acronym) in taken
            group += [other.text, *other.forms, *([] if clash or not other.acronym else [other.acronym])]
        # One word to avoid may be right for another term ("reservas"), a phrase hardly ever.
        group += [text for text in entry.avoided if " " in text and fold(text) not in taken]
        unique = tuple(dict.fromkeys(group))
        if len(unique) > 1:
            yield unique


def facts(term_id: str, language: str) -> Iterator[tuple[str, list[FactValue]]]:
    """How the other languages word a term; two queries."""
    entry = terms_by_id([term_id], language).get(term_id)
    for other in entry.others if entry else ():
        text = f"{other.text} ({other.acronym})" if other.acronym else other.text
        yield str(other.get_language_display()), [FactValue(text, language=other.language)]


register_source(TermSource())
register_facts("term", facts)
register_recogniser(TermRecogniser())
register_synonyms("terms", synonyms)
