"""What search knows of the Convention: documents, names and numbers in a query, synonyms and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from cms.convention import cas, citations, groups, lexicon, queries
from cms.convention.addresses import provision_path
from cms.convention.areas import POPS, area_of
from cms.convention.models import Chemical, Provision
from cms.convention.registered import ANNEXES
from cms.publishing.locales import source_locale
from search.documents import Document
from search.domain.synonyms import OneWay
from search.registry import (
    FactValue,
    Recognition,
    register_facet_labels,
    register_facts,
    register_recogniser,
    register_source,
    register_synonyms,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# How many names or numbers a card tells, and how many names of a chemical any other of its names finds.
FEW, MANY = 5, 8


class ProvisionSource:
    """One document per provision and language; a paragraph is found by its own words, not by its article's."""

    name = "provisions"

    def keys(self) -> Iterable[str]:
        return list(Provision.objects.filter(locale=source_locale()).values_list("eid", flat=True))

    def documents(self, key: str) -> list[Document]:
        parts = key.split("__")
        line = ["__".join(parts[:length]) for length in range(1, len(parts) + 1)]
        documents = {}
        for language in LANGUAGES:
            found = queries.provisions_by_eid(line, language)
            if key in found:
                above = [found[eid] for eid in line[:-1] if eid in found]
                documents[found[key].language] = self._document(found[key], above)
        return list(documents.values())

    def _document(self, row: Provision, above: list[Provision]) -> Document:
        official = queries.official_texts([row.eid], row.language).get(row.eid)
        return Document(
            id=f"provision:{row.eid}:{row.language}",
            family_id=f"provision:{row.eid}",
            language=row.language,
            kind="provision",
            title=str(row),
            url=row.url,
            body="\n".join(filter(None, [row.summary, official.text if official else ""])),
            heading_path=tuple(str(each) for each in above),
            parent=f"provision:{row.parent_eid}" if row.parent_eid else "",
            ordinal=row.order,
            area=area_of(row.eid, row.topics),
            topics=tuple(row.topics),
            chemicals=tuple(row.chemicals),
            provisions=(row.eid,),
            codes=tuple(number.lower() for number in lexicon.provision_decisions(row)),
            names=tuple(dict.fromkeys([row.citation, *row.alias_list])),
            summary=row.summary,
            # An article's own words stay with the article; a paragraph's are half of what its points say.
            context=tuple(each.summary for each in above[1:]),
        )


class ChemicalSource:
    """One document per chemical and language."""

    name = "chemicals"
    TOPICS = {"pesticide": "pesticides", "unintentional": "unintentional-production", "industrial": "industry"}

    def keys(self) -> Iterable[str]:
        return list(Chemical.objects.filter(locale=source_locale()).values_list("slug", flat=True))

    def documents(self, key: str) -> list[Document]:
        rows = (queries.chemicals_by_slug([key], language).get(key) for language in LANGUAGES)
        return list({row.language: self._document(row) for row in rows if row}.values())

    def _document(self, row: Chemical) -> Document:
        numbers = [f"{entry['number']} {entry['names'].get(row.language, '')}" for entry in row.cas]
        return Document(
            id=f"chemical:{row.slug}:{row.language}",
            family_id=f"chemical:{row.slug}",
            language=row.language,
            kind="chemical",
            title=row.name,
            url=row.url,
            body="\n".join(filter(None, [row.uses, row.exemptions, *numbers])),
            ordinal=row.order,
            area=POPS,
            topics=tuple(self.TOPICS[group] for group in row.groups if group in self.TOPICS),
            chemicals=(row.slug,),
            provisions=tuple(f"annex_{annex.lower()}" for annex in row.annexes),
            codes=tuple(dict.fromkeys([*row.numbers, *(number.lower() for number in lexicon.decisions_of(row))])),
            names=tuple(lexicon.names_of(row, row.language)),
            summary=row.uses,
        )


class CitationRecogniser:
    """Articles, annexes and their parts, in either language; decisions by number."""

    name = "citations"

    def recognise(self, query: str, language: str) -> list[Recognition]:
        known = queries.known_eids()
        found = [
            Recognition(
                (f"provision:{citation.eid}",),
                citation.start,
                citation.end,
                "citation",
                1.0,
                citations.format(citation.eid, language),
            )
            for citation in citations.parse(query, language)
            if citation.eid in known
        ]
        decided = lexicon.decision_families()
        found += [
            Recognition(decided[decision.number], decision.start, decision.end, "decision", 1.0, decision.number)
            for decision in citations.decisions(query)
            if decision.number in decided
        ]
        return found


class CasRecogniser:
    """CAS numbers of listed chemicals; a wrong check digit leaves plain words."""

    name = "cas"

    def recognise(self, query: str, language: str) -> list[Recognition]:  # noqa: ARG002 - the contract's signature
        known = lexicon.cas_numbers()
        return [
            Recognition((f"chemical:{known[number]}",), start, end, "cas", 1.0, number)
            for number, start, end in cas.find(query)
            if number in known
        ]


class ChemicalRecogniser:
    """Names, acronyms and trade names of chemicals in any language."""

    name = "chemicals"

    def recognise(self, query: str, language: str) -> list[Recognition]:  # noqa: ARG002 - the contract's signature
        return [
            Recognition(
                tuple(f"chemical:{slug}" for slug in hit.keys),
                hit.start,
                hit.end,
                "chemical",
                # Two letters may be anything.
                0.98 if len(hit.text) > 2 else 0.7,
                hit.text,
                hit.written,
            )
            for hit in lexicon.chemical_names().find(query)
        ]


def synonyms(language: str) -> Iterator[OneWay]:
    """All names of each chemical, over all languages, find the first of them; names of groups find their members."""
    rows = {
        code: {row.slug: row for row in queries.all_chemicals(code)} for code in dict.fromkeys([language, *LANGUAGES])
    }
    for slug, row in rows[language].items():
        names = [found[slug].name for found in rows.values() if slug in found]
        said = tuple(dict.fromkeys([*names, *lexicon.labels_of(row)]))
        if len(said) > 1:
            yield OneWay(said, said[:MANY])
    for group in groups.every():
        members = [rows[language][slug] for slug in group.members if slug in rows[language]]
        acronyms = [acronym for row in members for acronym in row.acronym_list[:1]]
        if members:
            yield OneWay(group.names, (*(row.name for row in members), *acronyms))


def topic_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {slug: topic.label for slug, topic in queries.topics_by_slug(values, language).items()}


def chemical_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {slug: row.name for slug, row in queries.chemicals_by_slug(values, language).items()}


def provision_facts(eid: str, language: str) -> Iterator[tuple[str, list[FactValue]]]:
    """The chemicals a provision deals with, unless it deals with most of them; two queries."""
    row = queries.provisions_by_eid([eid], language).get(eid)
    if row is not None and 0 < len(row.chemicals) <= FEW:
        found = queries.chemicals_by_slug(row.chemicals, language)
        chemicals = [found[slug] for slug in row.chemicals if slug in found]
        yield str(_("Chemicals")), [FactValue(each.name, each.url, each.language) for each in chemicals]


def chemical_facts(slug: str, language: str) -> Iterator[tuple[str, list[FactValue]]]:
    """Where a chemical is listed, its numbers and its other names; one query."""
    row = queries.chemicals_by_slug([slug], language).get(slug)
    if row is not None:
        annexes = [(annex, f"annex_{annex.lower()}") for annex in row.annexes]
        yield (
            str(_("Listed in")),
            [FactValue(str(ANNEXES[annex]), provision_path(eid, language)) for annex, eid in annexes],
        )
        yield str(_("CAS number")), [FactValue(number) for number in row.numbers[:FEW]]
        names = [*row.acronym_list, *row.synonym_list][:FEW]
        yield str(_("Also called")), [FactValue(name, language=row.language) for name in names]


register_source(ProvisionSource())
register_source(ChemicalSource())
register_recogniser(CitationRecogniser())
register_recogniser(CasRecogniser())
register_recogniser(ChemicalRecogniser())
register_synonyms("chemicals", synonyms)
register_facts("provision", provision_facts)
register_facts("chemical", chemical_facts)
register_facet_labels("topic", topic_labels)
register_facet_labels("chemical", chemical_labels)
