"""What search knows of terms: their documents, their names in a query, and what they are synonyms of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cms.publishing.remembered import Remembered
from cms.terminology.models import Term
from cms.terminology.names import Names, fold
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
        names=entry.expressions,
        summary=entry.definition or entry.equivalents,
    )


@Remembered
def term_names() -> dict[str, Names]:
    """The names of terms, each language apart: COP is the Conference in English and the pollutants in Spanish."""
    return {
        language: Names.of((text, entry.term_id) for entry in all_terms(language) for text in entry.expressions)
        for language in LANGUAGES
    }


@Remembered
def term_acronyms() -> dict[str, dict[str, list[str]]]:
    """The terms of each acronym, each language apart."""
    found: dict[str, dict[str, list[str]]] = {language: {} for language in LANGUAGES}
    for language in LANGUAGES:
        for entry in all_terms(language):
            if entry.acronym:
                found[language].setdefault(entry.acronym, []).append(entry.term_id)
    return found


class TermRecogniser:
    """A query that is a term, and acronyms written as such within a longer one."""

    name = "terms"

    def recognise(self, query: str, language: str) -> list[Recognition]:
        names = term_names().get(language, Names())
        whole = names.exact(query)
        if whole:
            start = len(query) - len(query.lstrip())
            return [_recognition(whole, start, len(query.rstrip()), 0.9, query.strip())]
        acronyms = term_acronyms().get(language, {})
        return [
            _recognition(tuple(acronyms[hit.text]), hit.start, hit.end, 0.8, hit.text)
            for hit in names.find(query)
            if hit.text in acronyms
        ]


def _recognition(keys: tuple[str, ...], start: int, end: int, confidence: float, label: str) -> Recognition:
    return Recognition(tuple(f"term:{key}" for key in keys), start, end, "term", confidence, label)


def synonyms(language: str) -> Iterator[tuple[str, ...]]:
    """Groups of expressions for the same thing, over all languages and with renderings that people do use."""
    entries = all_terms(language)
    taken = {fold(text) for entry in entries for text in entry.expressions}
    for entry in entries:
        group = [*entry.expressions]
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
